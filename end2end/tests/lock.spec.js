import { accessible, createFile, enter, PASSWORD, room, signIn, signOut } from "../support/company.js";
import { expect, founded, open } from "../support/fixtures.js";

const MINUTE = 60_000;
const ROOMS = /\/pkg\/rooms\.[0-9a-f]+\.wasm$/;

/** The page asks for the password and shows nothing else. */
async function locked(page) {
  await expect(page.getByRole("button", { name: "解锁", exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "主导航" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

founded("a page that nobody uses locks, one that somebody types into does not, in a dialog as anywhere", async ({ page }) => {
  await page.clock.install();
  await enter(page);
  await room(page, "客户档案");
  await page.keyboard.press("n");
  const remarks = page.getByRole("dialog", { name: "新建客户档案" }).getByLabel("备注");
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

founded("one key locks, whatever stands on top of the page", async ({ page, server }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await page.getByRole("complementary", { name: "客户档案" }).getByRole("button", { name: "修改" }).click();
  const form = page.getByRole("dialog", { name: "修改档案" });
  await form.getByLabel("备注").fill("没有保存");
  await page.keyboard.press("Control+l");
  await locked(page);
});

founded("a page that is loaded anew knows whose it was, until they sign out; another tab does not", async ({ page, context }) => {
  const stored = () => page.evaluate(() => [Object.entries(sessionStorage), localStorage.length]);
  await enter(page);
  await room(page, "客户档案");
  await page.reload();
  await locked(page);
  await expect(page.getByRole("heading", { name: "已锁定" })).toBeVisible();
  await expect(page.getByText("wangmin，输入密码继续")).toBeVisible();
  await expect(page.getByLabel("密码", { exact: true })).toBeFocused();
  await accessible(page, "locked: loaded anew");
  expect(await stored()).toEqual([[["jd_account", "wangmin"]], 0]);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "客户档案", exact: true })).toBeVisible();

  const name = page.getByLabel("登录名");
  const other = await context.newPage();
  await open(other, "/clients");
  await expect(other.getByLabel("登录名")).toBeVisible();
  await other.close();

  await page.reload();
  await page.getByRole("button", { name: "换一个账号" }).click();
  await expect(name).toBeVisible();
  await page.reload();
  await expect(name).toBeVisible();
  expect(await stored()).toEqual([[], 0]);

  await signIn(page, "wangmin");
  await signOut(page);
  await page.reload();
  await expect(name).toBeVisible();
  expect(await stored()).toEqual([[], 0]);
});

/** Signs in somewhere else while the rooms are held back, up to where they would be: the visitor, and what lets the rooms come. */
async function arrive(browser, server) {
  const context = await browser.newContext({ baseURL: server.origin });
  const visitor = await context.newPage();
  await visitor.clock.install();
  let release;
  const released = new Promise((done) => (release = done));
  await visitor.route(ROOMS, async (route) => {
    await released;
    await route.continue();
  });
  await open(visitor, "/sign-in");
  await visitor.getByLabel("登录名").fill("wangmin");
  await visitor.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await visitor.getByRole("button", { name: "登录", exact: true }).click();
  await expect(visitor.getByRole("heading", { name: "正在启动保险库…" })).toBeVisible();
  return { visitor, release };
}

for (const [how, lock] of [
  ["by the key", (visitor) => visitor.keyboard.press("Control+l")],
  ["by going away", (visitor) => visitor.clock.fastForward(16 * MINUTE)],
]) {
  founded(`rooms that arrive after the page was locked ${how} take nothing from under the hands that type`, async ({ page, server, browser }) => {
    await enter(page);
    const { visitor, release } = await arrive(browser, server);
    await lock(visitor);
    await locked(visitor);
    const password = visitor.getByLabel("密码", { exact: true });
    await password.fill(PASSWORD.slice(0, 5));
    // The very same field: another one with the same text would not do.
    await password.evaluate((input) => (input.dataset.mark = "typed into"));
    const came = visitor.waitForResponse(ROOMS);
    release();
    const module = await came;
    await module.finished();
    // As long as the page needs to make a module of it, and some more.
    await visitor.evaluate((address) => WebAssembly.compileStreaming(fetch(address)).then(() => {}), module.url());
    await visitor.waitForTimeout(500);
    await expect(password).toHaveAttribute("data-mark", "typed into");
    await expect(password).toHaveValue(PASSWORD.slice(0, 5));
    await expect(password).toBeFocused();
    await password.pressSequentially(PASSWORD.slice(5));
    await visitor.getByRole("button", { name: "解锁", exact: true }).click();
    await expect(visitor.getByRole("navigation", { name: "主导航" })).toBeVisible();
    await expect(visitor.locator("main")).toHaveCount(1);
    await visitor.context().close();
  });
}

founded("whoever is let in and gets no rooms can lock, by the button, by the key, and by going away", async ({ page, server, browser }) => {
  await enter(page);
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
