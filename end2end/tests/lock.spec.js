import { createFile, PASSWORD, room, setUp } from "../support/company.js";
import { expect, open, test } from "../support/fixtures.js";

const MINUTE = 60_000;

/** The page asks for the password and shows nothing else. */
async function locked(page) {
  await expect(page.getByRole("button", { name: "解锁", exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "主导航" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("a page that nobody uses locks, one that somebody types into does not, in a dialog as anywhere", async ({ page, server }) => {
  await page.clock.install();
  await setUp(page, server.setUpLink);
  await room(page, "客户档案");
  await page.keyboard.press("n");
  const remarks = page.getByRole("dialog", { name: "新建个人客户档案" }).getByLabel("备注");
  await remarks.focus();
  for (let round = 0; round < 5; round += 1) {
    await page.clock.fastForward(5 * MINUTE);
    // Spoken or written by hand, text comes without a key.
    if (round % 2) await page.keyboard.press("ArrowLeft");
    else await page.keyboard.insertText("字");
  }
  await expect(remarks).toHaveValue("字字字");
  await page.clock.fastForward(14 * MINUTE);
  await expect(remarks).toBeVisible();
  await page.clock.fastForward(2 * MINUTE);
  await locked(page);
});

test("one key locks, whatever stands on top of the page", async ({ page, server }) => {
  await setUp(page, server.setUpLink);
  await createFile(page, "销售一组");
  await page.getByRole("complementary", { name: "客户档案" }).getByRole("button", { name: "修改" }).click();
  const form = page.getByRole("dialog", { name: "修改档案" });
  await form.getByLabel("备注").fill("没有保存");
  await page.keyboard.press("Control+l");
  await locked(page);
});

test("whoever is let in and gets no rooms can lock, by the button, by the key, and by going away", async ({ page, server, browser }) => {
  await setUp(page, server.setUpLink);
  for (const lock of [
    (visitor) => visitor.getByRole("button", { name: "锁定" }).click(),
    (visitor) => visitor.keyboard.press("Control+l"),
    (visitor) => visitor.clock.fastForward(16 * MINUTE),
  ]) {
    const context = await browser.newContext({ baseURL: server.origin });
    const visitor = await context.newPage();
    await visitor.clock.install();
    await visitor.route(/\/pkg\/rooms\./, (route) => route.abort());
    await open(visitor, "/sign-in");
    await visitor.getByLabel("登录名").fill("wangmin");
    await visitor.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await visitor.getByRole("button", { name: "登录", exact: true }).click();
    await expect(visitor.getByRole("button", { name: "重试" })).toBeVisible();
    await lock(visitor);
    await locked(visitor);
    await visitor.unroute(/\/pkg\/rooms\./);
    // Only the password leads on.
    await visitor.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await visitor.getByRole("button", { name: "解锁", exact: true }).click();
    await expect(visitor.getByRole("navigation", { name: "主导航" })).toBeVisible();
    await context.close();
  }
});
