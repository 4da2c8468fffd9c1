import { accessible, accessibleOnPhone, enter, lookForNews, PASSWORD, room, signIn, signOut, tab } from "../support/company.js";
import { Authenticator } from "../support/authenticator.js";
import { expect, founded, open, staffed, test } from "../support/fixtures.js";
import { scan } from "../support/scan.js";

/** Looks at a new state as it is and on a phone. */
async function look(page, what) {
  await accessible(page, what);
  await accessibleOnPhone(page, what);
}

const myAccount = (page) => page.getByRole("link", { name: "我的账号" }).first().click();

/** Goes through the dialog, whatever opened it. The phone, and the ten codes. */
async function setUp(page, dialog, { watch = async () => {}, by = "mouse" } = {}) {
  const press = async (name) => {
    const button = dialog.getByRole("button", { name, exact: true });
    if (by === "mouse") return button.click();
    await button.focus();
    await page.keyboard.press("Enter");
  };
  const picture = dialog.locator(".qr svg");
  await expect(picture).toBeVisible();
  await watch("the key");
  const typed = await dialog.getByLabel("密钥", { exact: true }).innerText();
  const phone = new Authenticator(typed);
  const scanned = await scan(picture);
  await press("下一步");
  await expect(dialog.getByLabel("验证码", { exact: true })).toBeFocused();
  await dialog.getByLabel("验证码", { exact: true }).fill("12345");
  await dialog.getByLabel("现在的密码").fill(PASSWORD);
  await dialog.getByLabel("现在的密码").press("Enter");
  await expect(dialog.getByText("请输入 6 位数字")).toBeVisible();
  await dialog.getByLabel("验证码", { exact: true }).fill(phone.shows(7));
  await dialog.getByLabel("验证码", { exact: true }).press("Enter");
  await expect(dialog.getByText("不对，或者已经用过")).toBeVisible();
  await expect(dialog.getByLabel("验证码", { exact: true })).toBeFocused();
  await watch("the proof");
  await phone.settles();
  await dialog.getByLabel("验证码", { exact: true }).fill(phone.shows(-1));
  await dialog.getByLabel("验证码", { exact: true }).press("Enter");
  const list = dialog.getByRole("list", { name: "一次性代码" }).getByRole("listitem");
  await expect(list).toHaveCount(10);
  await watch("the codes");
  return { phone, codes: await list.allInnerTexts(), scanned, press };
}

/** The password, on a fresh page, up to the code. */
async function askedFor(page, name) {
  await open(page, "/sign-in");
  await page.getByLabel("登录名").fill(name);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { name: "两步验证" })).toBeVisible();
  return page.getByLabel("验证码", { exact: true });
}

const inside = (page) => expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();

founded("two-step verification is set up by keyboard, asked for, and refuses what is wrong or was used", async ({ page, server, browser, complaints }) => {
  test.setTimeout(180_000);
  await enter(page);
  await myAccount(page);
  const card = page.getByRole("region", { name: "两步验证" });
  await card.getByRole("button", { name: "设置两步验证" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "设置两步验证" });
  const { phone, codes, scanned, press } = await setUp(page, dialog, { watch: (what) => look(page, what), by: "keyboard" });
  const address = new URL(scanned);
  expect(address.host).toBe("totp");
  expect(decodeURIComponent(address.pathname)).toBe("/缄档:wangmin");
  expect(new Authenticator(address.searchParams.get("secret")).key).toEqual(phone.key);
  expect(address.searchParams.get("issuer")).toBe("缄档");
  expect(codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(code))).toBe(true);
  // What is shown once is not closed by a slip of the hand, and is whole on paper.
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "回到代码" }).press("Enter");
  await page.emulateMedia({ media: "print" });
  for (const code of [page.locator(".kit-paper li").first(), page.locator(".kit-paper li").last()]) {
    const box = await code.boundingBox();
    expect(box.x >= 0 && box.x + box.width <= 1440 && box.y >= 0).toBe(true);
  }
  await page.emulateMedia({ media: null });
  await press("我已收好");
  await expect(dialog).toHaveCount(0);
  await expect(card.getByText(/一次性代码还剩 10 个/)).toBeVisible();
  await look(page, "the account with two-step verification");

  // Elsewhere the password is half of it.
  const context = await browser.newContext({ baseURL: server.origin });
  const other = await context.newPage();
  const field = await askedFor(other, "wangmin");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await expect(field).toHaveAttribute("inputmode", "numeric");
  await look(other, "a code is asked for");
  await field.fill("12 34");
  await field.press("Enter");
  await expect(other.getByText("请输入 6 位数字")).toBeVisible();
  for (const refused of [phone.shows(9), phone.shows(-1)]) {
    await field.fill(refused);
    await field.press("Enter");
    await expect(other.getByText("不对，或者已经用过")).toBeVisible();
  }
  await look(other, "a wrong code");
  await phone.settles();
  const full = [...phone.shows()].map((digit) => String.fromCodePoint(digit.codePointAt(0) + 0xfee0)).join("");
  const used = phone.shows();
  await field.fill(`${full.slice(0, 3)}　${full.slice(3)}`);
  await field.press("Enter");
  await inside(other);

  // A locked page asks for the password alone.
  await other.keyboard.press("Control+l");
  await signIn(other, "wangmin");
  await signOut(other);

  // Replayed it is refused; a one-time code is taken, once.
  const again = await askedFor(other, "wangmin");
  await again.fill(used);
  await again.press("Enter");
  await expect(other.getByText("不对，或者已经用过")).toBeVisible();
  await other.getByRole("button", { name: /用一次性代码/ }).click();
  const paper = other.getByLabel("一次性代码", { exact: true });
  await expect(paper).toBeFocused();
  await expect(other.getByText("不对，或者已经用过")).toHaveCount(0);
  await look(other, "a one-time code is asked for");
  await paper.fill(codes[2].toLowerCase().replace("-", " "));
  await paper.press("Enter");
  await inside(other);
  await signOut(other);
  await askedFor(other, "wangmin");
  await other.getByRole("button", { name: /用一次性代码/ }).click();
  await paper.fill(codes[2]);
  await paper.press("Enter");
  await expect(other.getByText("不对，或者已经用过；请换一个")).toBeVisible();
  await other.getByRole("button", { name: "返回" }).click();
  await expect(other.getByLabel("登录名")).toHaveValue("wangmin");
  await context.close();

  // Other codes; then off again.
  await card.getByRole("button", { name: "换一批一次性代码" }).click();
  const change = page.getByRole("dialog", { name: "换一批一次性代码" });
  await look(page, "other codes are asked for");
  await change.getByLabel("现在的密码").fill(PASSWORD);
  await change.getByLabel("验证码或一次性代码").fill(codes[0]);
  await change.getByLabel("验证码或一次性代码").press("Enter");
  const fresh = change.getByRole("list", { name: "一次性代码" }).getByRole("listitem");
  await expect(fresh).toHaveCount(10);
  const others = await fresh.allInnerTexts();
  expect(others.some((code) => codes.includes(code))).toBe(false);
  await change.getByRole("button", { name: "我已收好" }).click();
  await card.getByRole("button", { name: "关闭两步验证" }).click();
  const end = page.getByRole("dialog", { name: "关闭两步验证" });
  await look(page, "the end is asked for");
  await end.getByLabel("现在的密码").fill("not-my-password-at-all");
  await end.getByLabel("验证码或一次性代码").fill(codes[1]);
  await end.getByRole("button", { name: "关闭两步验证" }).click();
  await expect(end.getByText("现在的密码不对")).toBeVisible();
  await end.getByLabel("现在的密码").fill(PASSWORD);
  await end.getByRole("button", { name: "关闭两步验证" }).click();
  await expect(end.getByText("不对，或者已经用过")).toBeVisible();
  await end.getByLabel("验证码或一次性代码").fill(others[1]);
  await end.getByRole("button", { name: "关闭两步验证" }).click();
  await expect(end).toHaveCount(0);
  await expect(card.getByRole("button", { name: "设置两步验证" })).toBeVisible();
  await room(page, "客户档案");
  await signOut(page);
  await signIn(page, "wangmin");
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes("401")));
});

staffed("a policy that asks for it leads there before anything else, and an administrator helps whoever lost the phone", async ({ page, server, browser, complaints }) => {
  test.setTimeout(180_000);
  await enter(page);
  const context = await browser.newContext({ baseURL: server.origin });
  const theirs = await context.newPage();
  await open(theirs, "/sign-in");
  await signIn(theirs, "liqiang");
  await room(theirs, "客户档案");

  await room(page, "系统设置");
  const policy = page.getByRole("region", { name: "两步验证" });
  await expect(policy.getByText("1 人担任，还要设置：李强")).toBeVisible();
  await policy.getByLabel(/^销售代表/).check();
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(policy.getByText(/由王敏于 \d{4}-\d\d-\d\d/)).toBeVisible();
  await look(page, "roles that need two-step verification");

  // The open page learns of it by what it asks next; Esc locks, and a fresh sign-in leads there as well.
  await lookForNews(theirs);
  const must = theirs.getByRole("dialog", { name: "请先设置两步验证" });
  await expect(must).toBeVisible();
  await theirs.keyboard.press("Escape");
  await expect(theirs.getByRole("button", { name: "解锁" })).toBeVisible();
  await signIn(theirs, "liqiang").catch(() => {});
  await expect(must).toBeVisible();
  const { codes, phone } = await setUp(theirs, must, { watch: (what) => look(theirs, `asked by the policy: ${what}`) });
  expect(codes.length).toBe(10);
  await must.getByRole("button", { name: "我已收好" }).click();
  await expect(must).toHaveCount(0);
  await room(theirs, "客户档案");
  await expect(theirs.getByRole("heading", { name: "客户档案" }).first()).toBeVisible();
  await signOut(theirs);
  const field = await askedFor(theirs, "liqiang");
  await phone.settles();
  await field.fill(phone.shows());
  await field.press("Enter");
  await inside(theirs);

  await room(page, "组织与角色");
  await tab(page, "人员");
  const row = page.getByRole("row", { name: /李强/ });
  await expect(page.getByRole("row", { name: /王敏/ }).getByRole("button", { name: /移除/ })).toHaveCount(0);
  await row.getByRole("button", { name: "移除李强的两步验证" }).click();
  const asking = page.getByRole("dialog", { name: "移除李强的两步验证" });
  await look(page, "the removal is asked for");
  await asking.getByRole("button", { name: "移除两步验证" }).click();
  await expect(asking).toHaveCount(0);
  await expect(row.getByRole("button", { name: /移除/ })).toHaveCount(0);
  // Their session is over, and the password leads to the dialog once more.
  await lookForNews(theirs);
  await expect(theirs.getByRole("button", { name: "解锁" })).toBeVisible();
  await theirs.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "解锁" }).click();
  await expect(must).toBeVisible();
  await context.close();
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.includes("401")));
});
