import { accessible, CLIENT, createFile, enter, lookForNews, PASSWORD, SESSION, signIn, signOut } from "../support/company.js";
import { expect, founded, open, test } from "../support/fixtures.js";

founded("while the server is gone all that is open can be read, nothing typed is lost, and saving goes on once it is back", async ({ page, server, complaints }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await page.getByRole("link", { name: CLIENT.name }).click();
  const file = page.locator("aside.file");
  const bar = page.locator(".offline");
  await expect(file).toContainText("138 **** 4471");
  // The control: with the server there is no bar.
  await lookForNews(page);
  await page.waitForTimeout(300);
  await expect(bar).toHaveCount(0);

  await server.kill();
  await lookForNews(page);
  await expect(bar).toBeVisible();
  await expect(page.locator("main.alarm")).toHaveCount(0);
  await page.getByLabel("查找客户").fill("雨桐");
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();
  await page.getByLabel("查找客户").fill("");
  await file.getByRole("button", { name: /显示.*手机|手机.*显示/ }).click();
  await expect(file).toContainText(CLIENT.mobile);
  await file.getByRole("tab", { name: "变更日志" }).click();
  await expect(file.getByText("王敏").first()).toBeVisible();
  await accessible(page, "offline");

  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("button", { name: "账号与显示设置" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await page.keyboard.press("Escape");
  await expect(bar).toContainText("The server can't be reached");
  await file.getByRole("button", { name: "Edit" }).click();
  const form = page.getByRole("dialog", { name: "Edit file" });
  await form.getByLabel("Remarks").fill("断网时写的备注");
  const save = form.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect(form.getByRole("alert")).toContainText("What you typed is still here");
  await expect(form.getByRole("alert")).toBeInViewport();
  await expect(form.getByLabel("Remarks")).toHaveValue("断网时写的备注");
  await accessible(page, "offline: a save, English, dark");

  const again = await server.startAgain();
  try {
    await save.click();
    await expect(form).toHaveCount(0);
    await expect(file.getByText("断网时写的备注")).toBeVisible();
    await expect(bar).toHaveCount(0);
    // It is at the server, not only on the page.
    await page.context().addCookies([{ name: "jd_lang", value: "zh-CN", url: page.url() }]);
    await page.reload();
    await signIn(page, "wangmin");
    await expect(file.getByText("断网时写的备注")).toBeVisible();
    // The browser said that the server was gone, and nothing else.
    expect(complaints.splice(0).filter((complaint) => !/net::ERR_|Failed to fetch/.test(complaint))).toEqual([]);
  } finally {
    await again.remove();
  }
});

founded("a session that was ended elsewhere locks the page, and unlocking leads back", async ({ page, complaints }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await page.getByRole("link", { name: CLIENT.name }).click();
  const file = page.getByRole("complementary", { name: "客户档案" });
  await expect(file).toContainText("138 **** 4471");
  const locked = async () => {
    await expect(page.getByRole("button", { name: "解锁" })).toBeVisible();
    await expect(page.locator("body")).not.toContainText(CLIENT.name);
    expect(await page.title()).not.toContain(CLIENT.name);
  };
  const unlock = async () => {
    await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "解锁" }).click();
    await expect(file).toContainText("138 **** 4471");
  };
  // The control: another tab with a session of its own does no harm.
  const other = await page.context().newPage();
  await open(other, "/sign-in");
  await signIn(other, "wangmin");
  await lookForNews(page);
  await page.waitForTimeout(300);
  await expect(file).toContainText("138 **** 4471");

  await signOut(other);
  await other.close();
  await lookForNews(page);
  await locked();
  await accessible(page, "locked");
  await unlock();

  // In the middle of a save.
  await file.getByRole("button", { name: "修改" }).click();
  const form = page.getByRole("dialog", { name: "修改档案" });
  await form.getByLabel("备注").fill("没有会话时写的备注");
  const cookie = (await page.context().cookies()).find(({ name }) => name === SESSION);
  await page.context().clearCookies({ name: cookie.name });
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await locked();
  await unlock();
  await expect(file).not.toContainText("没有会话时写的备注");
  // A 401 is an answer, but the browser's console calls it an error.
  expect(complaints.splice(0).filter((complaint) => !/401/.test(complaint))).toEqual([]);
});
