import { enter, room } from "../support/company.js";
import { expect, founded, open, test } from "../support/fixtures.js";

const LONG = "W".repeat(64);

founded("what passes by is gone with the lock, can be pressed over a dialog, and on a phone covers nothing", async ({ page }) => {
  await enter(page);
  await room(page, "组织与角色");
  const toasts = page.locator(".toast");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "在销售部下增加" }).click();
  await dialog.getByLabel("名称").fill(LONG);
  await dialog.getByRole("button", { name: "签名并增加" }).click();
  await expect(toasts).toHaveText(`已增加${LONG}`);
  // The tree was drawn anew; the button is another one and has the keyboard all the same.
  await expect(page.getByRole("button", { name: "在销售部下增加" })).toBeFocused();
  await page.keyboard.press("Control+l");
  await expect(page.getByRole("button", { name: "解锁" })).toBeVisible();
  await expect(toasts).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(LONG);
  await page.getByLabel("密码", { exact: true }).fill("Seven-lanterns-above-7-rivers");
  await page.getByRole("button", { name: "解锁" }).click();

  await page.setViewportSize({ width: 360, height: 740 });
  // Time stands still, so that toasts stay until they are told to go.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("region", { name: "组织指纹" }).getByRole("button", { name: "复制" }).click();
  await expect(toasts).toHaveText("已复制");
  const box = (locator) => locator.boundingBox();
  const toast = await box(toasts);
  for (const other of [page.getByRole("navigation"), page.getByRole("main")]) {
    const { y, height } = await box(other);
    expect(y + height <= toast.y || toast.y + toast.height <= y).toBe(true);
  }
  await page.getByRole("button", { name: "邀请同事" }).click();
  // A modal dialog makes all below it dead; the toast has come along.
  await expect(dialog.locator(".toast")).toHaveText("已复制");
  await dialog.locator(".toast").getByRole("button", { name: "关闭提示" }).click();
  await expect(toasts).toHaveCount(0);
});

test("without scripts every page says so, in both languages", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const address of ["/", "/sign-in", "/set-up", "/join", "/recover", "/clients", "/organisation", "/nowhere"]) {
    await page.goto(address);
    const notice = page.locator("noscript");
    for (const name of ["请打开 JavaScript", "Please turn on JavaScript"]) {
      await expect(notice.getByRole("heading", { name })).toBeInViewport();
      // Nothing lies on top of it, and no form can be reached.
      await notice.getByRole("heading", { name }).click({ trial: true });
    }
  }
  await context.close();
});

founded("where there is no keyboard, no key is named", async ({ page, browser, server }) => {
  await enter(page);
  await room(page, "客户档案");
  // The control.
  await expect(page.getByRole("button", { name: "新建档案" }).first().locator("kbd")).toBeVisible();
  await expect(page.locator(".search kbd")).toBeVisible();
  const storageState = await page.context().storageState();
  const phone = await browser.newContext({ baseURL: server.origin, storageState, isMobile: true, hasTouch: true, viewport: { width: 360, height: 740 } });
  const touched = await phone.newPage();
  await open(touched, "/clients");
  await touched.getByLabel("登录名").fill("wangmin");
  await touched.getByLabel("密码", { exact: true }).fill("Seven-lanterns-above-7-rivers");
  await touched.getByRole("button", { name: "登录", exact: true }).click();
  await expect(touched.getByRole("button", { name: "新建档案" }).first()).toBeVisible();
  await expect(touched.locator("kbd:visible")).toHaveCount(0);
  await phone.close();
});
