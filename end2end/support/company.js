import AxeBuilder from "@axe-core/playwright";
import { expect, open } from "./fixtures.js";

/** The session's cookie, where there is no TLS. */
export const SESSION = "jiandang_session";

export const PASSWORD = "Seven-lanterns-above-7-rivers";

/** Fails if axe finds anything serious on the page as it is. */
export async function accessible(page, what) {
  // Not in parts: none of our pages has frames, and putting the parts together would open a page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await axe.options({ resultTypes: ["violations"] }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
  expect(told, what).toEqual([]);
}

/** The same on a phone. */
export async function accessibleOnPhone(page, what) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await accessible(page, `${what}, 360 px`);
  await page.setViewportSize(size);
}

/** Types a new password twice, and waits until it is rated. */
export async function choosePassword(page, password = PASSWORD) {
  await page.getByLabel(/^新?密码$/).fill(password);
  await page.getByLabel("再输一次", { exact: true }).fill(password);
}

/** Founds a company from the printed link. Returns the recovery kit; of three, all of them. */
export async function setUp(page, link, { look = async () => {}, company = "晨光商贸", name = "王敏", split = false } = {}) {
  await open(page, link);
  await page.getByLabel("公司名称").fill(company);
  await page.getByLabel("你的姓名").fill(name);
  await page.getByLabel("登录名").fill("wangmin");
  await look("set-up-company");
  await page.getByRole("button", { name: "下一步" }).click();
  await choosePassword(page);
  await look("set-up-password");
  await page.getByRole("button", { name: "下一步" }).click();
  const groups = page.getByRole("list", { name: "恢复套件的各组" }).getByRole("listitem");
  await expect(groups).toHaveCount(14);
  const kits = [];
  if (split) {
    for (const number of [1, 2, 3]) {
      await page.getByRole("button", { name: `第 ${number} 份`, exact: true }).click();
      kits.push(await groups.allInnerTexts());
    }
  } else {
    const third = await groups.first().innerText();
    await page.getByRole("radio", { name: /^只有一份/ }).check();
    await expect(groups.first()).not.toHaveText(third);
    kits.push(await groups.allInnerTexts());
  }
  await answerGroups(page, kits);
  await look("set-up-kit");
  await page.getByRole("button", { name: "下一步" }).click();
  await look("set-up-template");
  await page.getByRole("button", { name: "建立组织" }).click();
  await expect(page.getByRole("heading", { name: `${company} 已建立` })).toBeVisible();
  await look("set-up-done");
  await page.getByRole("link", { name: "去邀请同事" }).click();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
  const printed = kits.map((kit) => kit.join("-"));
  return split ? printed : printed[0];
}

/** Signs the founder in, on a server where the company is there already. */
export async function enter(page) {
  await open(page, "/sign-in");
  await signIn(page, "wangmin");
}

/** Types back the two groups that are asked for. */
export async function answerGroups(page, kits) {
  for (const question of await page.getByRole("group", { name: "抄好了？请填回这两组" }).getByRole("textbox").all()) {
    const label = await question.evaluate((input) => input.labels[0].textContent);
    const numbers = label.match(/\d+/g).map(Number);
    const [kit, group] = numbers.length === 2 ? numbers : [1, numbers[0]];
    await question.fill(kits[kit - 1][group - 1]);
  }
}

/** Goes to a room by the main navigation. */
export async function room(page, name) {
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name }).click();
}

/** Makes an invitation and returns its link. */
export async function invite(page, note, { look = async () => {} } = {}) {
  await room(page, "组织与角色");
  await page.getByRole("button", { name: "邀请同事" }).click();
  await page.getByLabel("给谁").fill(note);
  await look("invite");
  await page.getByRole("button", { name: "生成邀请链接" }).click();
  const link = await page.getByLabel("邀请链接").inputValue();
  await expect(page.getByLabel("邀请链接")).toBeFocused();
  await look("invite: the link");
  await page.getByRole("button", { name: "我已交出链接" }).click();
  return link;
}

/** A newcomer answers an invitation in a browser of their own. */
export async function join(page, link, name, signInName, { look = async () => {} } = {}) {
  await open(page, link);
  await page.getByLabel("我核对过，指纹一致").check();
  await page.getByLabel("你的姓名").fill(name);
  await page.getByLabel("登录名").fill(signInName);
  await choosePassword(page);
  await look("join");
  await page.getByRole("button", { name: "加入", exact: true }).click();
  await expect(page.getByRole("heading", { name: "等待确认" })).toBeVisible();
}

/** Opens a tab of 组织与角色. */
export async function tab(page, name) {
  await page.getByRole("tab", { name: new RegExp(name) }).click();
}

/** Confirms, appoints and admits somebody who has joined. */
export async function employ(page, name, unit, role, { look = async () => {} } = {}) {
  await page.reload();
  await signIn(page, "wangmin");
  await room(page, "组织与角色");
  await tab(page, "邀请");
  await page.getByRole("button", { name: `确认${name}加入` }).click();
  await expect(page.getByText(`${name} 已加入，接下来请任命岗位`)).toBeVisible();
  // The button that was pressed is gone; the keyboard is where it was.
  await expect(page.getByRole("tabpanel")).toBeFocused();
  await expect(page.getByRole("tab", { name: /人员/ }).locator(".due")).toHaveText("1");
  await tab(page, "人员");
  await page.getByRole("row", { name: new RegExp(name) }).getByRole("button", { name: /任命/ }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog.getByLabel("部门"), unit);
  await choose(dialog.getByLabel("岗位角色"), role);
  await look("appoint");
  await dialog.getByRole("button", { name: "签名并任命" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: `任命${name}` })).toBeFocused();
  await tab(page, "待准入");
  await look("admissions");
  await page.getByRole("button", { name: new RegExp(`准入${name}`) }).click();
  await expect(page.getByText("没有人在等待准入")).toBeVisible();
  await expect(page.getByRole("tabpanel")).toBeFocused();
}

/** Chooses the option whose text contains `text`. */
export async function choose(select, text) {
  const value = await select.locator("option", { hasText: text }).first().getAttribute("value");
  await select.selectOption(value);
}

/** Types name and password where they are asked for, the password alone at a lock, and waits for a room: longer where much has to arrive first. */
export async function signIn(page, signInName, password = PASSWORD, { timeout } = {}) {
  await expect(page.locator("html[data-hydrated][data-engine=ready]")).toBeAttached();
  const enter = page.getByRole("button", { name: /^(登录|解锁)$/ });
  const name = page.getByLabel("登录名");
  await expect(enter).toBeVisible();
  if (await name.isVisible()) await name.fill(signInName);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await enter.click();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible({ timeout });
}

/** Signs out by the account menu. */
export async function signOut(page) {
  await page.getByRole("button", { name: "账号与显示设置" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
}

/** Has the page look for news at once, as it does when its tab comes to the front. */
export async function lookForNews(page) {
  await page.evaluate(() => globalThis.dispatchEvent(new Event("focus")));
}

export const CLIENT = {
  name: "张雨桐",
  idNumber: "11010519491231002X",
  mobile: "13812344471",
  address: "浙江省杭州市滨江区信诚路 57 号",
  opened: "2026-11-02",
  shortName: "雨桐",
  tag: "高价值客户",
  remarks: "偏好线上沟通",
};

/** Fills in and saves a new person's file. */
export async function createFile(page, unit, client = CLIENT, { look = async () => {}, manager = "王敏" } = {}) {
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await form.getByLabel("姓名").fill(client.name);
  await form.getByLabel("证件号码").fill(client.idNumber);
  await form.getByLabel("手机").fill(client.mobile);
  await form.getByLabel("地址").fill(client.address);
  await choose(form.getByLabel("所属部门"), unit);
  await choose(form.getByLabel("客户经理"), manager);
  await form.getByLabel("建档日期").fill(client.opened);
  await form.getByLabel("客户简称").fill(client.shortName);
  await form.getByLabel("添加标签").fill(client.tag);
  await form.getByLabel("添加标签").press("Enter");
  await form.getByLabel("备注").fill(client.remarks);
  await look("editor");
  await form.getByRole("button", { name: "封好并建档" }).click();
  await expect(form).toHaveCount(0);
}

export const FIRM = {
  name: "张北晨光医疗器械有限公司",
  creditCode: "91440300708461136T",
  representative: "刘婷婷",
  phone: "0571-25063883 转 801",
  address: "浙江省杭州市滨江区信诚路 57 号",
  industry: "医疗仪器设备及器械制造",
  opened: "2026-11-02",
  scope: "医疗器械的研发、生产和销售。",
};
