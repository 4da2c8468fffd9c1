import { accessible, choosePassword, CLIENT, createFile, enter, invite, join, lookForNews, PASSWORD, room, setUp, signIn, signOut, tab } from "../support/company.js";
import { expect, founded, open, test, watch } from "../support/fixtures.js";
import { Front } from "../support/front.js";
import { Server } from "../support/server.js";

/** Another client, whose file is swapped for the first one's. */
const OTHER = { ...CLIENT, name: "章子安", mobile: "13987650321", shortName: "子安", remarks: "只谈续约" };

const ROSTER = /^\/api\/v1\/roster\?after=/;
const FILE = /^\/api\/v1\/files\//;

/** `front`: before the server, honest until it is told to lie. The pages are opened through it. */
const told = founded.extend({
  front: async ({ server }, use) => {
    const front = await Front.start(server);
    await use(front);
    await front.stop();
  },
  baseURL: async ({ front }, use) => use(front.origin),
});

/** What the front was asked to change since it was asked for the first `since` times; signing in changes nothing of the archive. */
function writes(front, since) {
  return front.asked.slice(since).filter(({ method, url }) => method !== "GET" && !url.startsWith("/api/v1/sign-in"));
}

/** The page is the alarm and nothing else, whatever the reader does. */
async function alarmed(page, code) {
  await expect(page.locator(".alarm-code")).toHaveText(new RegExp(`${code}$`));
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await lookForNews(page);
  await page.waitForTimeout(300);
  await expect(page.locator("main.alarm")).toBeVisible();
  await expect(page.locator("main")).toHaveCount(1);
  await expect(page.locator("button, input, dialog, a:not(.skip)")).toHaveCount(0);
  for (const secret of [CLIENT.name, CLIENT.shortName, CLIENT.mobile, OTHER.name, OTHER.mobile]) {
    await expect(page.locator("body")).not.toContainText(secret);
    expect(await page.title()).not.toContain(secret);
  }
}

/** In English and in the dark, from the next page on. */
async function englishInTheDark(page) {
  await page.context().addCookies([{ name: "jd_lang", value: "en", url: page.url() }]);
  await page.emulateMedia({ colorScheme: "dark" });
}

/** Types name and password on the page that is open, whatever its language, and does not wait for what comes of it. */
async function tryToSignIn(page, signInName = "wangmin") {
  await expect(page.locator("html[data-hydrated][data-engine=ready]")).toBeAttached();
  await expect(page.locator("[name=password]")).toBeVisible();
  // A page that knows whose it was asks for the password alone.
  const name = page.locator("#field-username");
  if (await name.isVisible()) await name.fill(signInName);
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("form [type=submit]").click();
}

/** The whole roster of another organisation, as its server sends it to who signs in. */
async function rosterOfAnother(browser) {
  const server = await Server.start();
  const front = await Front.start(server);
  const context = await browser.newContext({ baseURL: front.origin });
  const page = await context.newPage();
  await setUp(page, front.before(server.setUpLink));
  await signOut(page);
  let whole;
  front.lie(ROSTER, (body, { url }) => {
    if (url.endsWith("after=0")) whole = body;
    return body;
  });
  await signIn(page, "wangmin");
  expect(whole.length).toBeGreaterThan(0);
  await context.close();
  await front.stop();
  await server.remove();
  return whole;
}

told("a roster that is shorter than the one seen stops everything, and a new start does not get past it", async ({ page, server, front }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await signOut(page);
  // The control, and what the server will go back to.
  let old;
  front.lie(/^\/api\/v1\/roster\?after=0$/, (body) => (old ??= body));
  await signIn(page, "wangmin");
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();
  front.honest();
  await room(page, "组织与角色");
  await page.getByRole("button", { name: /下增加/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("销售三组");
  await dialog.locator("[type=submit]").click();
  await expect(dialog).toHaveCount(0);
  await room(page, "客户档案");
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();

  // Whoever is in the middle of work: no entries more, and the older end.
  const end = old.subarray(old.lastIndexOf("dhead"));
  const nothing = Buffer.concat([Buffer.from("\xa2gentries\x80", "latin1"), end]);
  front.lie(ROSTER, (body, { url }) => (url.endsWith("=0") ? old : nothing));
  expect(writes(front, 0).length).toBeGreaterThan(3);
  const since = front.asked.length;
  await lookForNews(page);
  await alarmed(page, "B1");
  await page.goBack();
  await alarmed(page, "B1");
  // Its own entry once more, for a server that had only lost it; then nothing.
  const again = [{ method: "POST", url: "/api/v1/roster" }];
  expect(writes(front, since)).toEqual(again);
  await accessible(page, "alarm");

  // Whoever begins anew: the blob remembers.
  await englishInTheDark(page);
  await page.goto("/clients");
  await tryToSignIn(page);
  await alarmed(page, "B1");
  expect(writes(front, since)).toEqual(again);
  await accessible(page, "alarm: English, dark");
});

told("a section that is not the one that was signed stops everything and says where", async ({ page, front }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await createFile(page, "销售一组", OTHER);
  const shown = page.getByRole("complementary", { name: "客户档案" });
  const address = async (name) => {
    await page.getByRole("link", { name }).click();
    await expect(shown.getByRole("heading", { name })).toBeVisible();
    return new URL(page.url()).pathname;
  };
  // The control: both open through the front.
  const sections = {};
  front.lie(FILE, (body, { url }) => (sections[url.split("/").pop()] = body));
  const [mine, other] = [await address(CLIENT.name), await address(OTHER.name)];
  front.honest();
  const id = (path) => path.split("/").pop();
  const swapped = Buffer.from(sections[id(other)].toString("latin1").replaceAll(id(other), id(mine)), "latin1");
  const altered = Buffer.from(sections[id(mine)]);
  altered[altered.length - 1] ^= 1;

  for (const [lie, dark] of [[altered, false], [swapped, true]]) {
    if (dark) await englishInTheDark(page);
    await page.goto("/clients");
    await tryToSignIn(page);
    await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();
    front.lie(FILE, () => lie);
    const since = front.asked.length;
    await page.getByRole("link", { name: CLIENT.name }).click();
    await alarmed(page, "E1");
    await expect(page.locator(".alarm-at")).toContainText(mine);
    expect(writes(front, since)).toEqual([]);
    if (dark) await accessible(page, "alarm that names a file: English, dark");
    front.honest();
  }
});

told("a link that was altered takes no password, or shows another fingerprint and comes to nothing", async ({ page, browser, server, front }) => {
  const foreign = await rosterOfAnother(browser);
  await enter(page);
  const link = await invite(page, "李强");
  const forms = async (print) => ({
    digits: await print.locator("code").innerText(),
    words: await print.locator(".print-words").innerText(),
    picture: await print.locator(".print-picture path").getAttribute("d"),
  });
  const spoken = await forms(page.getByRole("region", { name: "组织指纹" }));
  const guest = await browser.newContext({ baseURL: front.origin });
  const complaints = watch(guest);
  const newcomer = await guest.newPage();
  const password = newcomer.locator("input[type=password]");
  const fingerprint = newcomer.getByRole("group", { name: "组织指纹" });
  // A link is opened in a tab of its own; the same document would not look again.
  const visit = async (link) => {
    await newcomer.goto("about:blank");
    await open(newcomer, link);
  };

  const lookAgain = async () => {
    await room(page, "客户档案");
    await room(page, "组织与角色");
  };

  // Cut off, or not for this version.
  for (const broken of [link.slice(0, -1), link.replace("#1.", "#2."), link.replace(/\.\d+\.(?=\w+$)/, ".")]) {
    await visit(broken);
    await expect(newcomer.getByText("链接不完整或有损坏")).toBeVisible();
    await expect(password).toHaveCount(0);
  }
  await accessible(newcomer, "join: broken link");
  // No such invitation, with the server's honest word and against it.
  const [, invitation, secret, org, genesis, ...rest] = link.split("#")[1].split(".");
  const remade = (parts) => `${link.split("#")[0]}#${["1", ...parts, ...rest].join(".")}`;
  const other = (hex) => hex.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
  await visit(remade([other(invitation), secret, org, genesis]));
  await expect(newcomer.getByText("链接已过期、被撤回或已用过")).toBeVisible();
  await expect(password).toHaveCount(0);

  // Another organisation in the link: the newcomer reads another fingerprint than the one that is spoken to them.
  await visit(remade([invitation, secret, org, other(genesis)]));
  await expect(fingerprint).toBeVisible();
  const others = await forms(fingerprint);
  for (const form of Object.keys(spoken)) expect(others[form]).not.toBe(spoken[form]);
  await newcomer.getByLabel("你的姓名").fill("李强");
  await newcomer.getByLabel("登录名").fill("liqiang");
  await choosePassword(newcomer);
  const asked = front.asked.length;
  await newcomer.getByRole("button", { name: "加入", exact: true }).click();
  await expect(newcomer.getByText("请先核对指纹，再勾选这里")).toBeVisible();
  expect(writes(front, asked)).toEqual([]);
  await accessible(newcomer, "join: another fingerprint");
  // Who does not compare sends an answer that the inviter's engine finds out.
  await newcomer.getByLabel("我核对过，指纹一致").check();
  await newcomer.getByRole("button", { name: "加入", exact: true }).click();
  await expect(newcomer.getByRole("heading", { name: "等待确认" })).toBeVisible();
  await lookAgain();
  await expect(page.getByRole("alert").getByText("有人伪造了对邀请的回应")).toBeVisible();
  await accessible(page, "organisation: forged answer");
  await tab(page, "邀请");
  await expect(page.getByRole("button", { name: /确认.*加入/ })).toHaveCount(0);

  // The control: the link as it was made, and the fingerprint as it is spoken.
  const honest = await invite(page, "赵倩");
  await visit(honest);
  await expect(fingerprint).toBeVisible();
  expect(await forms(fingerprint)).toEqual(spoken);
  await join(newcomer, honest, "赵倩", "zhaoqian");
  await lookAgain();
  await tab(page, "邀请");
  await page.getByRole("button", { name: "确认赵倩加入" }).click();
  await expect(page.getByRole("row", { name: /赵倩/ })).toContainText("已确认");

  // Another organisation than the one that they joined, at their first visit.
  await newcomer.goto("/sign-in");
  front.lie(ROSTER, () => foreign);
  const since = front.asked.length;
  await tryToSignIn(newcomer, "zhaoqian");
  await alarmed(newcomer, "G1");
  expect(writes(front, since)).toEqual([]);
  // The control: the one that they joined.
  front.honest();
  await newcomer.goto("/sign-in");
  await tryToSignIn(newcomer, "zhaoqian");
  await expect(newcomer.getByText("暂无可用功能")).toBeVisible();
  // The browser calls a 404 an error.
  expect(complaints.filter((complaint) => !/404/.test(complaint))).toEqual([]);
  await guest.close();
});
