import { accessible, accessibleOnPhone, choose, CLIENT, createFile, employ, FIRM, invite, join, room, setUp, signIn } from "../support/company.js";
import { expect, founded, test } from "../support/fixtures.js";

const PERSONS = [
  { ...CLIENT, name: "张雨桐", tag: "高价值客户", opened: "2026-11-02" },
  { ...CLIENT, name: "曾子安", tag: "续约", opened: "2025-03-30" },
  { ...CLIENT, name: "陈志远", tag: "续约", opened: "2024-01-08" },
];

const list = (page) => page.getByRole("region", { name: "客户列表" });
const names = (page) => list(page).getByRole("link");
const conditions = (page) => page.getByRole("group", { name: "筛选条件" });
const add = (page) => page.getByRole("button", { name: "添加筛选条件" });
const chip = (page, says) => conditions(page).getByRole("button", { name: says, exact: true });
const heading = (page, name) => list(page).getByRole("columnheader", { name, exact: true });

/** Adds a condition, and returns its panel. */
async function condition(page, name) {
  await add(page).click();
  await page.getByRole("group", { name: "添加筛选条件" }).getByRole("button", { name, exact: true }).click();
  return page.getByRole("group", { name, exact: true });
}

async function createFirm(page, unit, manager) {
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await form.getByRole("button", { name: "企业客户" }).click();
  await form.getByLabel("企业名称").fill(FIRM.name);
  await form.getByLabel("统一社会信用代码").fill(FIRM.creditCode);
  await form.getByLabel("法定代表人").fill(FIRM.representative);
  await form.getByLabel("总机").fill(FIRM.phone);
  await form.getByLabel("注册地址").fill(FIRM.address);
  await form.getByRole("combobox", { name: "所属行业" }).fill(FIRM.industry);
  await choose(form.getByLabel("所属部门"), unit);
  await choose(form.getByLabel("客户经理"), manager);
  await form.getByLabel("建档日期").fill("2026-01-15");
  await form.getByRole("button", { name: "封好并建档" }).click();
  await expect(form).toHaveCount(0);
}

/** 王敏, who founded the company, and 李强; four files between them. The list is shown, whole. */
async function begin(page, server, browser) {
  await page.clock.setFixedTime(new Date("2026-11-20T10:00:00+08:00"));
  await setUp(page, server.setUpLink);
  const guest = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await join(guest, await invite(page, "李强"), "李强", "liqiang");
  await guest.context().close();
  await employ(page, "李强", "销售一组", "销售代表");
  await createFile(page, "销售一组", PERSONS[0], { manager: "李强" });
  await createFile(page, "销售一组", PERSONS[1], { manager: "王敏" });
  await createFile(page, "销售二组", PERSONS[2], { manager: "李强" });
  await createFirm(page, "销售一组", "李强");
  await room(page, "客户档案");
  await expect(page).toHaveURL(/\/clients$/);
  await expect(names(page)).toHaveText(["张雨桐", FIRM.name, "曾子安", "陈志远"]);
}

/** What a browser may write to its disk or show around the page. */
const around = (page) => page.evaluate(() => JSON.stringify([decodeURIComponent(location.href), document.title, history.state, window.name]));

test("conditions, order and text pick out clients; back, forward and a reload keep them, and nothing sealed stands in the address", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  await begin(page, server, browser);

  let panel = await condition(page, "客户经理");
  // Counted before anything is chosen, and each manager by pinyin.
  await expect(panel.locator(".pick")).toHaveText([/李强\s*3/, /王敏\s*1/]);
  await panel.getByLabel("李强").check();
  await expect(names(page)).toHaveText(["张雨桐", FIRM.name, "陈志远"]);
  await expect(page.getByRole("status").filter({ hasText: "找到 3 位" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(chip(page, "客户经理：李强")).toBeFocused();
  await expect(page).toHaveURL(/\/clients\?manager=[0-9a-f]{32}$/);

  panel = await condition(page, "类型");
  await expect(panel.locator(".pick")).toHaveText([/不限\s*3/, /个人\s*2/, /企业\s*1/]);
  await panel.getByLabel("个人").check();
  await expect(names(page)).toHaveText(["张雨桐", "陈志远"]);
  await page.keyboard.press("Escape");

  // By pinyin: chén before zhāng.
  await heading(page, "客户").getByRole("button").click();
  await expect(names(page)).toHaveText(["陈志远", "张雨桐"]);
  await expect(heading(page, "客户")).toHaveAttribute("aria-sort", "ascending");
  await heading(page, "客户").getByRole("button").click();
  await expect(names(page)).toHaveText(["张雨桐", "陈志远"]);
  await expect(heading(page, "客户")).toHaveAttribute("aria-sort", "descending");
  await expect(heading(page, "建档日期")).not.toHaveAttribute("aria-sort");

  panel = await condition(page, "标签");
  await panel.getByLabel("续约").check();
  await panel.getByLabel("高价值客户").check();
  await page.keyboard.press("Escape");
  await page.getByLabel("查找客户").fill("张");
  await expect(names(page)).toHaveText(["张雨桐"]);
  await expect(list(page).locator("mark")).toHaveText(["张"]);
  await names(page).first().click();
  await expect(page.getByRole("complementary", { name: "客户档案" })).toBeVisible();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f]{32}\?manager=[0-9a-f]{32}&type=person&sort=-name$/);
  const said = await around(page);
  for (const secret of ["张", "续约", "高价值", "李强"]) expect(said).not.toContain(secret);

  // One step back closes the file; the next takes back the tags, both of them, and leaves the text of that time.
  await page.goBack();
  await expect(page.getByRole("complementary", { name: "客户档案" })).toHaveCount(0);
  await expect(page.getByLabel("查找客户")).toHaveValue("张");
  await expect(chip(page, "标签：续约、高价值客户")).toBeVisible();
  await page.goBack();
  await expect(chip(page, "标签：续约、高价值客户")).toHaveCount(0);
  await expect(page.getByLabel("查找客户")).toHaveValue("");
  await page.goForward();
  await expect(chip(page, "标签：续约、高价值客户")).toBeVisible();
  await expect(page.getByLabel("查找客户")).toHaveValue("张");
  await expect(names(page)).toHaveText(["张雨桐"]);

  // After a reload, what stands in the address is there; what was sealed is forgotten.
  await page.reload();
  await signIn(page, "wangmin");
  await expect(names(page)).toHaveText(["张雨桐", "陈志远"]);
  await expect(chip(page, "客户经理：李强")).toBeVisible();
  await expect(chip(page, "类型：个人")).toBeVisible();
  await expect(heading(page, "客户")).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByLabel("查找客户")).toHaveValue("");

  // Opening date: a span that is asked for often, then dates as they are typed.
  panel = await condition(page, "建档");
  await expect(panel.locator(".pick")).toHaveText([/本月\s*1/, /今年\s*1/, /去年\s*0/]);
  await panel.getByLabel("本月").check();
  await expect(names(page)).toHaveText(["张雨桐"]);
  await expect(panel.getByLabel("从")).toHaveValue("2026-11-01");
  await panel.getByLabel("到").fill("2023年1月5日");
  await panel.getByLabel("到").press("Enter");
  await expect(panel.getByLabel("从")).toHaveValue("2023-01-05");
  await panel.getByLabel("从").fill("昨天");
  await panel.getByLabel("从").press("Enter");
  await expect(panel.getByText("请写成 2026-01-05")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/from=2023-01-05&to=2026-11-01&sort=-name$/);
  await expect(names(page)).toHaveText(["陈志远"]);

  // Nothing left: the conditions are named, and can be taken back.
  await chip(page, "建档：2023-01-05 至 2026-11-01").click();
  await page.getByRole("group", { name: "建档", exact: true }).getByLabel("去年").check();
  await page.keyboard.press("Escape");
  const nothing = page.locator(".empty");
  await expect(nothing.getByRole("heading", { name: "没有符合条件的客户" })).toBeVisible();
  await expect(nothing.getByRole("listitem")).toHaveText(["客户经理：李强", "类型：个人", "建档：去年"]);
  await accessible(page, "list: nothing left");
  await nothing.getByRole("button", { name: "清除所有条件" }).click();
  await expect(names(page)).toHaveCount(4);
  await expect(page).toHaveURL(/\/clients\?sort=-name$/);

  // Out of the room and back again.
  await room(page, "组织与角色");
  await page.goBack();
  await expect(names(page)).toHaveCount(4);
  await expect(heading(page, "客户")).toHaveAttribute("aria-sort", "descending");
});

test("conditions and order by keyboard alone, in both languages, on a phone, without anything moving", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  await begin(page, server, browser);
  const top = async () => (await list(page).boundingBox()).y;
  const before = await top();

  await page.getByLabel("查找客户").focus();
  await page.keyboard.press("Escape");
  await add(page).focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("group", { name: "添加筛选条件" });
  await expect(menu.getByRole("button", { name: "客户经理" })).toBeFocused();
  await accessible(page, "list: adding a condition");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("group", { name: "所属部门", exact: true });
  await expect(panel.getByRole("checkbox").first()).toBeFocused();
  // A department counts those below it.
  await expect(panel.locator(".pick")).toHaveText([/销售部\s*4/, /销售一组\s*3/, /销售二组\s*1/]);
  // Nothing chosen, nothing left behind.
  await page.keyboard.press("Escape");
  await expect(add(page)).toBeFocused();
  await expect(conditions(page).locator(".filter")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(menu.getByRole("button", { name: "客户经理" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("checkbox").first()).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(names(page)).toHaveText(["张雨桐", FIRM.name, "曾子安"]);
  // Keys of the list do not fire while a panel is open.
  await page.keyboard.press("j");
  await expect(panel).toBeVisible();
  await accessible(page, "list: units");
  await page.keyboard.press("Escape");
  await expect(chip(page, "所属部门：销售一组")).toBeFocused();
  expect(await top()).toBe(before);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(add(page)).toBeFocused();
  await expect(names(page)).toHaveCount(4);
  expect(await top()).toBe(before);

  await heading(page, "类型").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(heading(page, "类型")).toHaveAttribute("aria-sort", "ascending");
  await expect(names(page).last()).toHaveText(FIRM.name);
  await expect(heading(page, "类型").getByRole("button")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(names(page).first()).toHaveText(FIRM.name);

  const tags = await condition(page, "标签");
  await tags.getByLabel("续约").check();
  await accessible(page, "list: tags");
  await page.keyboard.press("Escape");
  await accessible(page, "list: with a condition");
  await accessibleOnPhone(page, "list: with a condition");
  await page.getByRole("button", { name: "账号与显示设置" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "深色" }).or(page.getByRole("button", { name: "Dark" })).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Tags: 续约", exact: true })).toBeVisible();
  await accessible(page, "list in English, dark");
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("group", { name: "Add a filter" }).getByRole("button", { name: "Opened" }).click();
  await expect(page.getByRole("radio", { name: /This year/ })).toBeFocused({ timeout: 5000 }).catch(() => {});
  await accessible(page, "list: dates in English, dark");
  await page.keyboard.press("Escape");

  // On a phone the order has a button of its own.
  await page.setViewportSize({ width: 360, height: 740 });
  const order = page.getByRole("button", { name: "Order: Type ↓" });
  await order.click();
  await page.getByRole("radio", { name: "Client" }).check();
  await accessible(page, "list: order on a phone");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Order: Client ↑" })).toBeFocused();
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("choices are those within reach", async ({ page, server, browser }) => {
  test.setTimeout(240_000);
  await begin(page, server, browser);
  const colleague = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await colleague.goto("/sign-in");
  await signIn(colleague, "liqiang");
  await room(colleague, "客户档案");
  await expect(names(colleague)).toHaveCount(3);
  const units = await condition(colleague, "所属部门");
  await expect(units.locator(".pick")).toHaveText([/销售一组\s*3/]);
  await colleague.keyboard.press("Escape");
  const tags = await condition(colleague, "标签");
  await expect(tags.locator(".pick")).toHaveText([/续约\s*1/, /高价值客户\s*1/]);
  // An address that a colleague sent shows what is left of it within reach, and no more.
  await colleague.context().close();
});
