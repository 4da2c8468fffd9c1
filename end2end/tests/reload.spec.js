import { accessible, choosePassword, invite, setUp } from "../support/company.js";
import { expect, open, test } from "../support/fixtures.js";

/** A colleague-to-be with their invitation's link, in a browser of their own. */
async function invited(page, server, browser) {
  await setUp(page, server.setUpLink);
  const link = await invite(page, "李强");
  const guest = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await open(guest, link);
  return { guest, link };
}

test("the browser asks before a half-filled join is left; whoever reloads it is told what happened and what to do", async ({ page, server, browser }) => {
  const { guest, link } = await invited(page, server, browser);
  const asked = [];
  let leave = false;
  guest.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await (leave ? dialog.accept() : dialog.dismiss());
  });
  await expect(guest.getByText("王敏 邀请你加入“晨光商贸”。")).toBeVisible();
  // The control: nothing typed, nothing asked.
  await guest.getByLabel("你的姓名").click();
  await guest.reload();
  expect(asked).toEqual([]);
  await expect(guest.getByRole("heading", { name: "请再打开一次邀请链接" })).toBeVisible();
  await expect(guest.getByText("这个页面重新载入过")).toBeVisible();
  await accessible(guest, "join: reloaded");

  // The link once more, over this page.
  await guest.goto(link);
  await guest.getByLabel("你的姓名").fill("李强");
  // And again, while somebody types: nothing is lost.
  await guest.goto(link);
  await expect(guest).toHaveURL(/\/join$/);
  await expect(guest.getByLabel("你的姓名")).toHaveValue("李强");
  await guest.getByLabel("登录名").click();
  await guest.evaluate(() => location.reload()).catch(() => {});
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(guest.getByLabel("你的姓名")).toHaveValue("李强");
  leave = true;
  await guest.reload();
  expect(asked).toEqual(["beforeunload", "beforeunload"]);
  await expect(guest.getByText("已经加入了？")).toBeVisible();
  await guest.getByRole("link", { name: "去登录" }).click();
  await expect(guest.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await guest.context().close();
});

test("whoever has joined is told so after a reload as well, and nothing about them is kept", async ({ page, server, browser }) => {
  const { guest, link } = await invited(page, server, browser);
  await guest.getByLabel("我核对过，指纹一致").check();
  await guest.getByLabel("你的姓名").fill("李强");
  await guest.getByLabel("登录名").fill("liqiang");
  await choosePassword(guest);
  await guest.getByRole("button", { name: "加入", exact: true }).click();
  const done = guest.getByRole("heading", { name: "等待确认" });
  await expect(done).toBeVisible();
  await expect(guest.getByText("liqiang")).toBeVisible();
  await guest.reload();
  await expect(done).toBeVisible();
  await expect(guest.getByText("liqiang")).toHaveCount(0);
  await accessible(guest, "joined: reloaded");
  expect(await guest.evaluate(() => [history.state, localStorage.length, sessionStorage.length])).toEqual(["joined", 0, 0]);
  // Who opens the page elsewhere has not joined there.
  const other = await guest.context().newPage();
  await open(other, "/join");
  await expect(other.getByRole("heading", { name: "请再打开一次邀请链接" })).toBeVisible();
  // Nor has who opens a link over it.
  await guest.goto(link);
  await expect(done).toHaveCount(0);
  await guest.context().close();
});

test("a set-up that is reloaded says what to do, and the browser asks before a half-filled recovery is left", async ({ page, server }) => {
  await open(page, server.setUpLink);
  await page.reload();
  await expect(page.getByRole("heading", { name: "请再打开一次设置链接" })).toBeVisible();
  await accessible(page, "set-up: reloaded");
  await open(page, server.setUpLink);
  await expect(page.getByLabel("公司名称")).toBeVisible();

  await page.goto("/recover");
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  const kit = page.getByLabel("恢复套件");
  await kit.click();
  await kit.pressSequentially("abcd");
  await page.evaluate(() => location.reload()).catch(() => {});
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(kit).toHaveValue("abcd");
});
