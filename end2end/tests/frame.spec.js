import { accessible, accessibleOnPhone, CLIENT, createFile, enter, PASSWORD, room, signIn } from "../support/company.js";
import { expect, founded } from "../support/fixtures.js";

const NEW_PASSWORD = "Nine-herons-over-9-quiet-lakes";
const file = (page) => page.getByRole("complementary", { name: "客户档案" });

founded("the workbench leads to what is to be done; the palette finds acts and clients; a change is taken back; a password is changed", async ({ page, complaints }) => {
  await enter(page);
  await room(page, "工作台");
  await expect(page).toHaveURL(/\/$/);
  const todo = page.getByRole("region", { name: "等你处理" });
  await expect(todo.getByRole("link")).toHaveText(["邀请第一位同事", "建立第一份客户档案"]);
  await accessible(page, "workbench, nothing yet");
  await todo.getByRole("link", { name: "邀请第一位同事" }).click();
  await expect(page.getByRole("tab", { name: "邀请" })).toHaveAttribute("aria-selected", "true");

  // By a few letters of its pinyin, from anywhere.
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "查找或前往" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("xjda");
  await expect(palette.getByRole("option")).toHaveText(["新建档案"]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "新建客户档案" })).toBeVisible();
  await page.keyboard.press("Escape");
  await createFile(page, "销售一组");
  await page.keyboard.press("Escape");
  await room(page, "工作台");
  await expect(page.getByRole("list", { name: "档案概况" }).getByRole("link")).toHaveText([/1\s*我负责的客户/, /1\s*能看到的客户/, /\d\s*本月建档/]);
  await expect(page.getByRole("region", { name: "最近建档" })).toContainText(CLIENT.name);
  await accessible(page, "workbench");
  await accessibleOnPhone(page, "workbench");
  await page.getByRole("region", { name: "按标签" }).getByRole("button", { name: CLIENT.tag }).click();
  await expect(page.getByRole("group", { name: "筛选条件" })).toContainText(CLIENT.tag);
  await expect(page).toHaveURL(/\/clients$/);

  await page.keyboard.press("Control+k");
  await page.keyboard.type(CLIENT.name.slice(0, 1));
  await expect(palette.getByRole("option").filter({ hasText: CLIENT.name })).toBeVisible();
  await accessible(page, "palette");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(file(page)).toContainText(CLIENT.remarks);

  await file(page).getByRole("button", { name: "修改" }).click();
  const editor = page.getByRole("dialog", { name: "修改档案" });
  await editor.getByLabel("备注").fill("写错了的备注");
  await editor.getByRole("button", { name: "保存" }).click();
  await expect(file(page)).toContainText("写错了的备注");
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(file(page)).toContainText(CLIENT.remarks);
  await expect(page.getByText("已撤销，恢复为修改之前")).toBeVisible();
  await page.getByRole("tab", { name: "变更日志" }).click();
  await expect(file(page).getByRole("listitem")).toHaveCount(3);

  await page.getByRole("link", { name: "我的账号" }).first().click();
  await expect(page.getByRole("heading", { name: "我的账号" })).toBeVisible();
  await accessible(page, "account");
  await accessibleOnPhone(page, "account");
  await page.getByRole("button", { name: "修改密码" }).click();
  const dialog = page.getByRole("dialog", { name: "修改密码" });
  const change = async (present) => {
    await dialog.getByLabel("现在的密码").fill(present);
    await dialog.getByRole("button", { name: "修改密码" }).click();
  };
  await dialog.locator("#field-new-password").fill(NEW_PASSWORD);
  await dialog.locator("#field-repeat-password").fill(NEW_PASSWORD);
  await accessible(page, "another password");
  await change("not-my-password-at-all");
  await expect(dialog.getByText("现在的密码不对")).toBeVisible();
  await change(PASSWORD);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("密码已修改，其他设备已退出")).toBeVisible();
  await page.reload();
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "解锁", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("密码不对");
  await signIn(page, "wangmin", NEW_PASSWORD);
  complaints.splice(0, complaints.length, ...complaints.filter((said) => !said.includes("401")));
});
