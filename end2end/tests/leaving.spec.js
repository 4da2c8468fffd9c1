import { accessible, accessibleOnPhone, choose, CLIENT, createFile, enter, lookForNews, PASSWORD, room, signIn, tab } from "../support/company.js";
import { expect, open, staffed, test } from "../support/fixtures.js";

/** Does something for somebody in 组织与角色, 人员. */
async function change(page, name, what) {
  await page.getByRole("button", { name: `${name}的变动` }).click();
  const dialog = page.getByRole("dialog", { name: `${name}的变动` });
  await choose(dialog.getByLabel("要做什么"), what);
  await dialog.getByRole("button", { name: "签名并执行" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(`已办理${name}的变动`)).toBeVisible();
}

/** Lets somebody go for good; the dialog that says what it came to stays open. */
async function letGo(page, name) {
  await page.getByRole("button", { name: `${name}的变动` }).click();
  const dialog = page.getByRole("dialog", { name: `${name}的变动` });
  await choose(dialog.getByLabel("要做什么"), "办理离职");
  await dialog.getByRole("button", { name: "签名并执行" }).click();
  const left = page.getByRole("dialog", { name: `${name}已离职` });
  await expect(left.getByText(/岗位已全部结束/)).toBeVisible();
  return left;
}

/** Closes a dialog by the button at its end. */
const done = (dialog) => dialog.getByRole("button", { name: "关闭", exact: true }).last().click();

staffed("whose post ends sees the files go; a suspended person is told why, and comes back", async ({ page, server, browser }) => {
  test.setTimeout(180_000);
  await enter(page);
  const context = await browser.newContext({ baseURL: server.origin });
  const theirs = await context.newPage();
  await createFile(page, "销售一组");
  await open(theirs, "/sign-in");
  await signIn(theirs, "liqiang");
  await room(theirs, "客户档案");
  await expect(theirs.getByRole("link", { name: "张雨桐" })).toBeVisible();

  await room(page, "组织与角色");
  await tab(page, "人员");
  await page.getByRole("button", { name: "李强的变动" }).click();
  const dialog = page.getByRole("dialog", { name: "李强的变动" });
  await dialog.getByRole("button", { name: "签名并执行" }).click();
  await expect(dialog.getByText("请选择")).not.toHaveCount(0);
  await choose(dialog.getByLabel("要做什么"), "免去岗位");
  await expect(dialog.getByText("相关密钥更换之后才会再写入")).toBeVisible();
  await accessible(page, "the dialog of a change");
  await accessibleOnPhone(page, "the dialog of a change");
  await dialog.getByRole("button", { name: "取消" }).click();
  await change(page, "李强", "免去岗位");
  const row = page.getByRole("row", { name: /李强/ });
  await expect(row.getByText("还没有岗位")).toBeVisible();

  // What the leaver could open comes under the new keys: at once, or by and by while the archivist's page is open.
  await tab(page, "密钥与封存");
  await accessible(page, "keys and sealing");
  await accessibleOnPhone(page, "keys and sealing");
  const reseal = page.getByRole("button", { name: "现在重新封存" });
  if (await reseal.isVisible()) {
    await reseal.click();
  }
  await expect(page.getByText("都封存在最新的密钥下")).toBeVisible();
  // Another cipher: the archive follows.
  await choose(page.getByLabel("从现在起用"), "SM4-GCM（可选，未经认证）");
  await expect(page.getByText("没有经过商用密码产品认证")).toBeVisible();
  await page.getByRole("button", { name: "签名并更换" }).click();
  await expect(page.getByText("现在用 SM4-GCM（可选，未经认证） 封存")).toBeVisible();
  await reseal.click();
  await expect(page.getByText("都封存在最新的密钥下")).toBeVisible();
  // Another key that numbers are found by: the files get new marks by themselves, and a second one with the same number is still told.
  await expect(page.getByText("现在是第 1 把")).toBeVisible();
  await page.getByRole("button", { name: "换一把" }).click();
  await expect(page.getByText("查重密钥已更换")).toBeVisible();
  await expect(page.getByText("现在是第 2 把")).toBeVisible();
  if (await reseal.isVisible()) {
    await reseal.click();
  }
  await expect(page.getByText("都封存在最新的密钥下")).toBeVisible();
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await form.getByLabel("手机").fill(CLIENT.mobile);
  await expect(form.getByText("已有档案用这个号码：张雨桐（销售一组")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "放弃", exact: true }).click();
  await page.getByRole("link", { name: "张雨桐" }).click();
  await tab(page, "变更日志");
  await expect(page.getByText("重新封存了").first()).toBeVisible();
  await room(page, "组织与角色");
  await tab(page, "人员");

  // The other browser: what could be read is gone from the screen, without a click.
  await lookForNews(theirs);
  await expect(theirs.getByRole("link", { name: "张雨桐" })).toHaveCount(0);

  // Work goes on under new keys.
  await createFile(page, "销售一组", { ...CLIENT, name: "章子安" });
  await expect(page.getByRole("link", { name: "章子安" })).toBeVisible();
  await expect(page.getByRole("link", { name: "张雨桐" })).toBeVisible();

  await room(page, "组织与角色");
  await tab(page, "人员");
  await change(page, "李强", "停用账号");
  await expect(row.getByText("已停用")).toBeVisible();
  await expect(row.getByRole("button", { name: "任命" })).toHaveCount(0);
  await lookForNews(theirs);
  await expect(theirs.getByLabel("密码", { exact: true })).toBeVisible();
  await open(theirs, "/sign-in");
  await theirs.getByLabel("登录名").fill("liqiang");
  await theirs.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "登录", exact: true }).click();
  await expect(theirs.getByText("这个账号已停用")).toBeVisible();
  await accessible(theirs, "sign-in of a suspended account");

  await change(page, "李强", "恢复账号");
  await expect(row.getByText("已停用")).toHaveCount(0);
  await theirs.getByRole("button", { name: "登录", exact: true }).click();
  await expect(theirs.getByRole("heading", { name: "暂无可用功能" })).toBeVisible();

  await done(await letGo(page, "李强"));
  await expect(row.getByText("已离职")).toBeVisible();
  await expect(row.getByRole("button")).toHaveCount(0);
  await accessible(page, "people, one of whom has left");
  await context.close();
});

staffed("who leaves for good is gone in one act, and what they had opened is told", async ({ page, server, browser }) => {
  staffed.setTimeout(180_000);
  await enter(page);
  const context = await browser.newContext({ baseURL: server.origin });
  const theirs = await context.newPage();
  await createFile(page, "销售一组", CLIENT, { manager: "李强" });
  await open(theirs, "/sign-in");
  await signIn(theirs, "liqiang");
  await room(theirs, "客户档案");
  await theirs.getByRole("link", { name: CLIENT.name }).click();
  await expect(theirs.getByRole("complementary", { name: "客户档案" })).toContainText("138 **** 4471");

  await room(page, "组织与角色");
  await tab(page, "人员");
  await page.getByRole("button", { name: "李强的变动" }).click();
  const dialog = page.getByRole("dialog", { name: "李强的变动" });
  // First what they have seen, which changes nothing.
  await choose(dialog.getByLabel("要做什么"), "看过哪些档案");
  await dialog.getByRole("button", { name: "下一步" }).click();
  const seen = page.getByRole("dialog", { name: "李强看过的档案" });
  await expect(seen.getByRole("row").filter({ hasText: CLIENT.name })).toContainText("销售一组");
  await done(seen);

  const left = await letGo(page, "李强");
  await expect(left.getByText("1 份档案的客户经理还是这个人")).toBeVisible();
  await expect(left.getByText("最近 90 天看过 1 份档案，据服务器的操作日志：")).toBeVisible();
  await expect(left.getByRole("row").filter({ hasText: CLIENT.name })).toContainText("1");
  await accessible(page, "who left, and what they had opened");
  await page.setViewportSize({ width: 360, height: 740 });
  await accessibleOnPhone(page, "who left, on a phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  const download = page.waitForEvent("download");
  await left.getByRole("button", { name: "存为表格" }).click();
  expect((await download).suggestedFilename()).toMatch(/^看过的档案 \d{4}-\d\d-\d\d\.csv$/);
  await done(left);
  await expect(page.getByRole("row").filter({ hasText: "李强" })).toContainText("已离职");

  // Their open page is shut, and no password opens it again.
  await lookForNews(theirs);
  await expect(theirs.getByRole("link", { name: CLIENT.name })).toHaveCount(0);
  await context.close();
});
