import { accessible, choose, CLIENT, createFile, enter, FIRM, room } from "../support/company.js";
import { expect, founded, test } from "../support/fixtures.js";

/** A company's form, filled in but for what a test is about. */
async function begin(page) {
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await form.getByRole("button", { name: "企业客户" }).click();
  await form.getByLabel("企业名称").fill(FIRM.name);
  await form.getByLabel("法定代表人").fill(FIRM.representative);
  await form.getByLabel("总机").fill(FIRM.phone);
  await form.getByLabel("注册地址").fill(FIRM.address);
  await choose(form.getByLabel("所属部门"), "销售一组");
  await choose(form.getByLabel("客户经理"), "王敏");
  await form.getByLabel("建档日期").fill(FIRM.opened);
  return form;
}

founded("a company's file is created, its industry chosen by pinyin, read, searched and edited", async ({ page }) => {
  await enter(page);
  const form = await begin(page);
  await form.getByLabel("统一社会信用代码").fill("91440300708461136U");
  const industry = form.getByRole("combobox", { name: "所属行业" });
  await industry.click();
  await industry.pressSequentially("yiliaoyiqi");
  const proposals = form.getByRole("listbox", { name: "所属行业" });
  await expect(proposals.getByRole("option").first()).toContainText(FIRM.industry);
  await accessible(page, "editor of a company: proposals");
  // Escape closes the list and nothing else.
  await industry.press("Escape");
  await expect(proposals).toHaveCount(0);
  await expect(form).toBeVisible();
  await industry.press("ArrowDown");
  await industry.press("ArrowDown");
  await industry.press("ArrowUp");
  await industry.press("Enter");
  await expect(industry).toHaveValue(FIRM.industry);
  await expect(form.getByText("最后一位校验码不对，请逐位核对")).toBeVisible();
  await expect(form.getByText("留空则用“张北晨光医疗器械”")).toBeVisible();
  await form.getByLabel("统一社会信用代码").fill(FIRM.creditCode.toLowerCase());
  await form.getByLabel("经营范围").fill(FIRM.scope);
  await form.getByRole("button", { name: "封好并建档" }).click();
  await expect(form).toHaveCount(0);

  const file = page.getByRole("complementary", { name: "客户档案" });
  await expect(file.getByText("企业客户")).toBeVisible();
  await expect(file.getByText(FIRM.creditCode)).toBeVisible();
  await expect(file.getByText(FIRM.industry)).toBeVisible();
  await expect(file.getByText(FIRM.scope)).toBeVisible();
  await expect(file.getByText("刘 **")).toBeVisible();
  await file.getByRole("button", { name: "显示 总机" }).click();
  await expect(file.getByText(FIRM.phone)).toBeVisible();
  await accessible(page, "file of a company");

  await page.getByLabel("查找客户").fill("708461136");
  await expect(page.getByRole("link", { name: FIRM.name })).toBeVisible();

  await file.getByRole("button", { name: "修改" }).click();
  const edit = page.getByRole("dialog", { name: "修改档案" });
  await expect(edit.getByRole("combobox", { name: "所属行业" })).toHaveValue(FIRM.industry);
  await expect(edit.getByRole("button", { name: "个人客户" })).toHaveCount(0);
  await edit.getByLabel("法定代表人").fill("周敏");
  await edit.getByRole("button", { name: "保存", exact: true }).click();
  await expect(edit).toHaveCount(0);
  await expect(file.getByText("周 **")).toBeVisible();
});

founded("what was typed stays when the kind of client is changed and changed back", async ({ page }) => {
  await enter(page);
  // The kind alone is nothing that could be lost.
  await room(page, "客户档案");
  await page.keyboard.press("n");
  const empty = page.getByRole("dialog", { name: "新建客户档案" });
  await empty.getByRole("button", { name: "企业客户" }).click();
  await page.keyboard.press("Escape");
  await expect(empty).toHaveCount(0);
  const form = await begin(page);
  await form.getByLabel("统一社会信用代码").fill(FIRM.creditCode);
  await form.getByRole("button", { name: "个人客户" }).click();
  await expect(form.getByLabel("姓名")).toHaveValue(FIRM.name);
  await expect(form.getByLabel("统一社会信用代码")).toHaveCount(0);
  await form.getByLabel("手机").fill("13812344471");
  await form.getByRole("button", { name: "企业客户" }).click();
  await expect(form.getByLabel("统一社会信用代码")).toHaveValue(FIRM.creditCode);
  await expect(form.getByLabel("手机")).toHaveCount(0);
  // Saved too early, the missing industry is said and gets the cursor.
  await form.getByRole("button", { name: "封好并建档" }).click();
  const industry = form.getByRole("combobox", { name: "所属行业" });
  await expect(industry).toBeFocused();
  await industry.fill("炼金术");
  await form.getByLabel("备注").click();
  await expect(form.getByText("请从列表里选一个行业")).toBeVisible();
});

founded("a number that another file has is said while it is typed, and no longer once it is another one", async ({ page }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await form.getByLabel("手机").fill(`+86 ${CLIENT.mobile}`);
  const said = form.getByText(`已有档案用这个号码：${CLIENT.name}（销售一组，客户经理 王敏）`);
  await expect(said).toHaveCount(1);
  await accessible(page, "editor: a number that is known");
  await form.getByLabel("手机").fill("13987650321");
  await expect(said).toHaveCount(0);
  // The file itself is no duplicate.
  await form.getByRole("button", { name: "取消" }).click();
  await page.getByRole("button", { name: "放弃" }).click();
  await page.getByRole("link", { name: CLIENT.name }).click();
  await page.getByRole("complementary", { name: "客户档案" }).getByRole("button", { name: "修改" }).click();
  const edit = page.getByRole("dialog", { name: "修改档案" });
  await edit.getByLabel("手机").fill("13987650321");
  await edit.getByLabel("手机").fill(CLIENT.mobile);
  await edit.getByLabel("地址").click();
  await page.waitForTimeout(1000);
  await expect(edit.getByText("已有档案用这个号码")).toHaveCount(0);
});
