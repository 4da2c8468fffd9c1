import { expect, test } from "@playwright/test";
import { Authenticator } from "../support/authenticator.js";
import { choose, choosePassword, createFile, employ, enter, invite, join, PASSWORD, room, setUp, signIn, tab } from "../support/company.js";
import { open, staffed } from "../support/fixtures.js";
import { Server } from "../support/server.js";
import { PEOPLE } from "./company.js";
import { Tour } from "./tour.js";

test("every page, in every size, scheme and language", async ({ browser }) => {
  test.setTimeout(1_200_000);
  const tour = await Tour.start();
  const server = await Server.start();
  const visitor = async (options = {}) => (await browser.newContext({ baseURL: server.origin, ...options })).newPage();
  try {
    const page = await visitor();
    await outside(page, visitor, server, tour);
    const kit = await setUp(page, server.setUpLink, { look: (name) => tour.look(page, name) });
    await organisation(page, tour);
    const link = await invitation(page, tour);
    const guest = await visitor();
    await newcomer(page, guest, link, tour);
    await files(page, tour);
    await around(page, tour);
    await failing(page, visitor, kit, tour);
    await lied(visitor, tour);
  } finally {
    await server.remove();
  }
  tour.close();
});

test("the longest names, in every size, scheme and language", async ({ browser }) => {
  test.setTimeout(600_000);
  const tour = await Tour.start();
  const server = await Server.start();
  const page = await (await browser.newContext({ baseURL: server.origin })).newPage();
  const dialog = page.getByRole("dialog");
  const named = (word) => word.repeat(64).slice(0, 64);
  try {
    await setUp(page, server.setUpLink, { company: named("Weltwarenhandelsgesellschaft"), name: named("Wolfeschlegelsteinhausen") });
    await page.getByRole("button", { name: "在销售部下增加" }).click();
    await dialog.getByLabel("名称").fill(named("西南大区重点客户"));
    await dialog.getByRole("button", { name: "签名并增加" }).click();
    await expect(page.locator(".toast").first()).toBeVisible();
    await tour.look(page, "long-units");
    await page.getByRole("button", { name: "邀请同事" }).click();
    await dialog.getByLabel("给谁").fill(named("Wolfeschlegelsteinhausen"));
    await dialog.getByRole("button", { name: "生成邀请链接" }).click();
    await dialog.getByRole("button", { name: "复制" }).click();
    await expect(page.locator(".toast").first()).toBeVisible();
    await tour.look(page, "long-invite");
    await dialog.getByRole("button", { name: "我已交出链接" }).click();
    for (const [name, label] of [["invitations", "邀请"], ["people", "人员"]]) {
      await tab(page, label);
      await tour.look(page, `long-${name}`);
    }
    await page.getByRole("button", { name: /^任命/ }).click();
    await tour.look(page, "long-appoint");
    await dialog.getByRole("button", { name: "取消" }).click();
    const client = { ...PEOPLE[0], name: named("Wolfeschlegelsteinhausen"), tag: named("Großkunde").slice(0, 20) };
    await createFile(page, "西南大区", client, { manager: "Wolfeschlegel", look: (name) => tour.look(page, `long-${name}`) });
    await expect(page.getByRole("complementary", { name: "客户档案" }).getByRole("heading", { name: client.name })).toBeVisible();
    await tour.look(page, "long-file");
    await page.getByRole("button", { name: "关闭档案" }).click();
    await tour.look(page, "long-clients");
    await page.getByLabel("查找客户").fill(named("nobody"));
    await expect(page.getByText("没有找到")).toBeVisible();
    await tour.look(page, "long-none");
    await page.getByRole("button", { name: "账号与显示设置" }).click();
    await tour.look(page, "long-menu");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+l");
    await expect(page.getByRole("button", { name: "解锁" })).toBeVisible();
    await tour.look(page, "long-locked");
  } finally {
    await server.remove();
  }
  tour.close();
});

test("what an administrator decides, in every size, scheme and language", async ({ browser }) => {
  test.setTimeout(900_000);
  const tour = await Tour.start();
  const server = await Server.start();
  const visitor = async () => (await browser.newContext({ baseURL: server.origin })).newPage();
  const page = await visitor();
  const dialog = page.getByRole("dialog");
  try {
    await setUp(page, server.setUpLink);
    for (const [name, login, unit, role] of STAFF) {
      await room(page, "组织与角色");
      const link = await invite(page, name);
      const guest = await visitor();
      await join(guest, link, name, login);
      await employ(page, name, unit, role);
      await guest.context().close();
    }
    for (const person of PEOPLE) await createFile(page, person.unit, person);
    await sees(page, tour);
    await changes(page, dialog, tour);
    await room(page, "系统设置");
    await expect(page.getByLabel("最短长度")).toBeVisible();
    await tour.look(page, "settings");
    await secured(page, dialog, tour);
  } finally {
    await server.remove();
  }
  tour.close();
});

staffed("what is asked of whoever reads much, in every size, scheme and language", async ({ page, server, browser }) => {
  staffed.setTimeout(300_000);
  const tour = await Tour.start();
  await enter(page);
  await room(page, "系统设置");
  await page.getByLabel("每人每天").fill("10");
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(page.getByText(/由王敏于/)).toBeVisible();
  for (let number = 0; number < 11; number += 1) await createFile(page, "销售一组", { ...PEOPLE[0], name: `张${number}` });
  const theirs = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await open(theirs, "/clients");
  await signIn(theirs, "liqiang");
  const file = theirs.getByRole("complementary", { name: "客户档案" });
  for (let number = 0; number < 10; number += 1) {
    await theirs.getByRole("link", { name: `张${number}`, exact: true }).click();
    await expect(file.getByRole("heading", { name: `张${number}`, exact: true })).toBeVisible();
  }
  await theirs.getByRole("link", { name: "张10", exact: true }).click();
  await expect(file.getByLabel("原因")).toBeFocused();
  await theirs.keyboard.type("季度回访，逐户核对电话号码和地址；客户要求在本周五之前全部打完，所以今天看得多。");
  await tour.look(theirs, "explain");
  await file.getByRole("button", { name: "提交并打开" }).click();
  await expect(file.getByRole("heading", { name: "张10", exact: true })).toBeVisible();
  await room(page, "工作台");
  await expect(page.getByRole("region", { name: "大量查看的说明" })).toBeVisible();
  await tour.look(page, "explained");
  tour.close();
});

const STAFF = [
  ["周明", "zhouming", "销售部", "部门负责人"],
  ["李强", "liqiang", "销售一组", "销售代表"],
  ["古丽娜尔·阿不都热西提", "gulnar", "销售二组", "销售代表"],
];

/** Who can open what. */
async function sees(page, tour) {
  await page.getByRole("link", { name: PEOPLE[0].name }).click();
  await page.getByRole("complementary", { name: "客户档案" }).getByRole("tab", { name: "谁能看" }).click();
  await expect(page.getByRole("list", { name: "谁能看" }).getByRole("listitem").first()).toBeVisible();
  await tour.look(page, "access-file");
  await room(page, "组织与角色");
  await tab(page, "谁能看");
  await choose(page.getByLabel("部门", { exact: true }), "销售部 / 销售一组");
  await expect(page.getByRole("rowheader", { name: "李强" })).toBeVisible();
  await tour.look(page, "access-unit");
  await choose(page.getByLabel("查什么"), "这个人能看哪些档案");
  await choose(page.getByLabel("谁", { exact: true }), "周明（zhouming）");
  await expect(page.getByRole("rowheader", { name: "销售一组" })).toBeVisible();
  await tour.look(page, "access-person");
}

/** Units, roles and people, before a change is signed. */
async function changes(page, dialog, tour) {
  await tab(page, "部门");
  await page.getByRole("button", { name: "销售一组的变动" }).click();
  await choose(dialog.getByLabel("要做什么"), "移到别的上级下");
  await choose(dialog.getByLabel("上级"), "客服部");
  await dialog.getByRole("button", { name: "看看影响" }).click();
  await expect(dialog.getByRole("button", { name: "签名并执行" })).toBeVisible();
  await tour.look(page, "change-unit");
  await page.keyboard.press("Escape");
  await tab(page, "岗位角色");
  await page.getByRole("button", { name: "销售代表的变动" }).click();
  await tour.look(page, "change-role");
  await dialog.getByLabel("查看", { exact: true }).selectOption("department");
  await dialog.getByRole("button", { name: "看看影响" }).click();
  await expect(dialog.getByRole("button", { name: "签名并执行" })).toBeVisible();
  await tour.look(page, "change-role-review");
  await page.keyboard.press("Escape");
  await tab(page, "人员");
  await page.getByRole("button", { name: "李强的变动" }).click();
  await choose(dialog.getByLabel("要做什么"), "办理离职");
  await tour.look(page, "leaving");
  await dialog.getByRole("button", { name: "签名并执行" }).click();
  await expect(page.getByRole("dialog", { name: "李强已离职" })).toBeVisible();
  await tour.look(page, "left");
  await dialog.getByRole("button", { name: "关闭", exact: true }).last().click();
  await tour.look(page, "organisation-people-many");
}

/** One's own account: browsers and the second step. */
async function secured(page, dialog, tour) {
  await page.getByRole("link", { name: "我的账号" }).first().click();
  await page.getByRole("button", { name: "设置两步验证" }).click();
  await expect(dialog.locator(".qr svg")).toBeVisible();
  await tour.look(page, "second-factor");
  const phone = new Authenticator(await dialog.getByLabel("密钥", { exact: true }).innerText());
  await dialog.getByRole("button", { name: "下一步" }).click();
  await tour.look(page, "second-factor-proof");
  await dialog.getByLabel("验证码", { exact: true }).fill(phone.shows(0));
  await dialog.getByLabel("现在的密码").fill(PASSWORD);
  await dialog.getByLabel("现在的密码").press("Enter");
  await expect(dialog.getByRole("list", { name: "一次性代码" })).toBeVisible();
  await tour.look(page, "second-factor-codes");
  await dialog.getByRole("button", { name: "我已收好" }).click();
  await tour.look(page, "account-guarded");
}

/** Before there is an organisation. */
async function outside(page, visitor, server, tour) {
  await open(page, "/");
  await tour.look(page, "not-set-up");
  await open(page, "/nowhere");
  await tour.look(page, "not-found");
  await open(page, "/set-up");
  await tour.look(page, "set-up-no-token");
  await page.goto("about:blank");

  const plain = await visitor({ baseURL: server.origin.replace("127.0.0.1", "archive.test") });
  await plain.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${server.origin}${url.pathname}` }) });
  });
  await plain.goto("/sign-in");
  await expect(plain.locator("#insecure")).toBeVisible();
  await tour.look(plain, "plain-http");
  await plain.context().close();

  const broken = await visitor();
  await broken.route("**/pkg/page*.wasm", (route) => route.abort());
  await broken.goto("/sign-in");
  await expect(broken.locator("#broken")).toBeVisible();
  await tour.look(broken, "broken");
  await broken.context().close();
}

async function organisation(page, tour) {
  await room(page, "工作台");
  await expect(page.getByRole("link", { name: "邀请第一位同事" })).toBeVisible();
  await tour.look(page, "workbench-founder");
  await room(page, "组织与角色");
  await expect(page.getByRole("button", { name: "在销售部下增加" })).toBeVisible();
  await tour.look(page, "organisation-units");
  for (const [name, label] of [
    ["people", "人员"],
    ["roles", "岗位角色"],
    ["invitations-none", "邀请"],
    ["waiting-none", "待准入"],
    ["keys", "密钥与封存"],
  ]) {
    await tab(page, label);
    await tour.look(page, `organisation-${name}`);
  }
  await tab(page, "部门");
  await page.getByRole("button", { name: "在销售部下增加" }).click();
  await tour.look(page, "add-unit");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await room(page, "客户档案");
  await expect(page.getByText("还没有客户档案")).toBeVisible();
  await tour.look(page, "clients-empty");
}

async function invitation(page, tour) {
  await room(page, "组织与角色");
  await page.getByRole("button", { name: "邀请同事" }).click();
  await page.getByLabel("给谁").fill("李强，销售一组");
  await tour.look(page, "invite");
  await page.getByRole("button", { name: "生成邀请链接" }).click();
  const link = await page.getByLabel("邀请链接").inputValue();
  await tour.look(page, "invite-link");
  await page.getByRole("button", { name: "我已交出链接" }).click();
  return link;
}

async function newcomer(page, guest, link, tour) {
  await open(guest, "/join");
  await tour.look(guest, "join-no-invitation");
  await guest.goto("about:blank");
  await open(guest, `/join#${"A".repeat(40)}`);
  await tour.look(guest, "join-bad-invitation");
  await guest.goto("about:blank");
  await open(guest, link);
  await expect(guest.getByLabel("我核对过，指纹一致")).toBeVisible();
  await tour.look(guest, "join-empty");
  await guest.getByRole("button", { name: "加入", exact: true }).click();
  await tour.look(guest, "join-missing");
  await guest.goto("about:blank");
  await join(guest, link, "李强", "liqiang", { look: (name) => tour.look(guest, name) });
  await tour.look(guest, "joined");
  await guest.getByRole("link", { name: "去登录" }).click();
  await guest.getByLabel("登录名").fill("liqiang");
  await guest.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "登录", exact: true }).click();
  await expect(guest.getByRole("alert")).toBeVisible();
  await tour.look(guest, "sign-in-unconfirmed");
  await employ(page, "李强", "销售一组", "销售代表", {
    look: async (name) => {
      await tour.look(page, name);
      if (name === "appoint") {
        await guest.getByRole("button", { name: "登录", exact: true }).click();
        await expect(guest.getByText("暂无可用功能")).toBeVisible();
        await tour.look(guest, "no-room");
      } else {
        await guest.getByRole("button", { name: "重试" }).click();
        await expect(guest.getByText("等待准入", { exact: true })).toBeVisible();
        await tour.look(guest, "no-room-waiting");
      }
    },
  });
  await tab(page, "邀请");
  await tour.look(page, "organisation-invitations");
  await tab(page, "人员");
  await tour.look(page, "organisation-people-two");
  await page.getByRole("button", { name: "李强的变动" }).click();
  const change = page.getByRole("dialog", { name: "李强的变动" });
  await choose(change.getByLabel("要做什么"), "停用账号");
  await tour.look(page, "organisation-change");
  await change.getByRole("button", { name: "取消" }).click();
  await guest.getByRole("button", { name: "重试" }).click();
  await room(guest, "客户档案");
  await expect(guest.getByText("还没有客户档案")).toBeVisible();
  await tour.look(guest, "clients-empty-reader");
  await guest.context().close();
}

/** Conditions and order of the list. */
async function conditions(page, tour) {
  const add = async (name) => {
    await page.getByRole("button", { name: "添加筛选条件" }).click();
    if (!name) return page;
    await page.getByRole("group", { name: "添加筛选条件" }).getByRole("button", { name, exact: true }).click();
    return page.getByRole("group", { name, exact: true });
  };
  await add();
  await tour.look(page, "clients-conditions");
  await page.keyboard.press("Escape");
  await (await add("所属部门")).getByLabel("销售一组").check();
  await tour.look(page, "clients-units");
  await page.keyboard.press("Escape");
  await (await add("建档")).getByLabel("到").fill("昨天");
  await page.keyboard.press("Enter");
  await tour.look(page, "clients-dates");
  await page.keyboard.press("Escape");
  await (await add("类型")).getByLabel("企业").check();
  await page.keyboard.press("Escape");
  await tour.look(page, "clients-nothing-left");
  await page.getByRole("button", { name: "清除所有条件" }).click();
}

async function files(page, tour) {
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await expect(form.getByLabel("姓名")).toBeFocused();
  await tour.look(page, "editor-empty");
  await form.getByLabel("证件号码").fill("110105194912310021");
  await form.getByLabel("手机").fill("138 1234 447");
  await form.getByRole("button", { name: "封好并建档" }).click();
  await tour.look(page, "editor-errors");
  await form.getByRole("button", { name: "取消" }).click();
  await expect(page.getByRole("button", { name: "继续填写" })).toBeVisible();
  await tour.look(page, "unsaved");
  await page.getByRole("button", { name: "放弃", exact: true }).click();
  for (const [at, person] of PEOPLE.entries()) {
    await createFile(page, person.unit, person, at === 0 ? { look: (name) => tour.look(page, `${name}-filled`) } : {});
    if (at === 0) await tour.look(page, "toast");
  }
  await page.getByRole("button", { name: "关闭档案" }).click();
  await tour.look(page, "clients");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await tour.look(page, "clients-cursor");
  await page.getByLabel("查找客户").fill("高价值");
  await expect(page.getByText("找到 2 位")).toBeVisible();
  await tour.look(page, "clients-search");
  await page.getByLabel("查找客户").fill("没有这个人");
  await expect(page.getByText("没有找到")).toBeVisible();
  await tour.look(page, "clients-none");
  await page.getByLabel("查找客户").press("Escape");
  await conditions(page, tour);
  await page.getByRole("link", { name: PEOPLE[0].name }).click();
  const file = page.getByRole("complementary", { name: "客户档案" });
  await expect(file.getByText("138 **** 4471")).toBeVisible();
  await tour.look(page, "file");
  await file.getByRole("button", { name: "显示 手机" }).click();
  await expect(file.getByText("13812344471")).toBeVisible();
  await tour.look(page, "file-shown");
  await file.getByRole("button", { name: "修改" }).click();
  await expect(page.getByRole("dialog").getByLabel("姓名")).toHaveValue(PEOPLE[0].name);
  await tour.look(page, "editor-edit");
  await page.getByRole("dialog").getByLabel("备注").fill("改用微信");
  await page.getByRole("dialog").getByRole("button", { name: "保存", exact: true }).click();
  await expect(file.getByText("改用微信")).toBeVisible();
  await file.getByRole("tab", { name: "变更日志" }).click();
  await tour.look(page, "file-history");
  await page.goto("/clients/0190c3f0-0000-7000-8000-000000000000");
  await signIn(page, "wangmin");
  await expect(page.getByText("打不开这份档案")).toBeVisible();
  await tour.look(page, "file-missing");
  await page.getByRole("button", { name: "关闭档案" }).click();
}

/** What opens anywhere. */
async function around(page, tour) {
  await page.getByRole("button", { name: "账号与显示设置" }).click();
  await tour.look(page, "menu");
  await page.getByRole("button", { name: "键盘快捷键" }).click();
  await tour.look(page, "keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await tour.look(page, "palette");
  await page.keyboard.type("张");
  await expect(page.getByRole("option", { name: /张雨桐/ })).toBeVisible();
  await tour.look(page, "palette-found");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  await page.getByRole("dialog").getByLabel("姓名").fill("写到一半");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "存为草稿" }).click();
  await room(page, "工作台");
  await expect(page.getByRole("link", { name: /没有保存的新档案/ })).toBeVisible();
  await tour.look(page, "workbench");
  await page.getByRole("link", { name: /没有保存的新档案/ }).click();
  await expect(page.getByText(/已接上你/)).toBeVisible();
  await tour.look(page, "editor-draft");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "放弃", exact: true }).click();
  await page.getByRole("button", { name: "账号与显示设置" }).click();
  await page.getByRole("link", { name: "我的账号" }).last().click();
  await expect(page.getByRole("heading", { name: "我的账号" })).toBeVisible();
  await tour.look(page, "account");
  await page.getByRole("button", { name: "修改密码" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "修改密码" }).click();
  await tour.look(page, "change-password");
  await page.keyboard.press("Escape");
  await room(page, "客户档案");
}

/** What is refused, and what is out of reach. */
async function failing(page, visitor, kit, tour) {
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "立即同步" }).click();
  await expect(page.getByText("连不上服务器").first()).toBeVisible();
  await tour.look(page, "offline");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "立即同步" }).click();

  await page.keyboard.press("Control+l");
  await expect(page.getByRole("button", { name: "解锁" })).toBeVisible();
  await tour.look(page, "locked");
  await page.getByLabel("密码", { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: "解锁" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await tour.look(page, "locked-wrong");

  const other = await visitor();
  await open(other, "/sign-in");
  await tour.look(other, "sign-in");
  await other.getByText("忘记密码？").click();
  await tour.look(other, "sign-in-forgot");
  await other.getByLabel("登录名").fill("wangmin");
  await other.getByLabel("密码", { exact: true }).fill("not the password at all");
  await other.getByRole("button", { name: "登录", exact: true }).click();
  await expect(other.getByRole("alert")).toBeVisible();
  await tour.look(other, "sign-in-wrong");
  await open(other, "/set-up");
  await tour.look(other, "set-up-already");
  await open(other, "/recover");
  await tour.look(other, "recover");
  await other.getByRole("button", { name: "恢复访问" }).click();
  await tour.look(other, "recover-missing");
  await choosePassword(other, "hunterhunter");
  await expect(other.getByText("太弱")).toBeVisible();
  await tour.look(other, "recover-weak");
  await other.getByLabel("恢复套件").fill(kit.replace(/^..../, "AAAA"));
  await other.getByLabel("要恢复的登录名").fill("wangmin");
  await choosePassword(other, "Nine-cranes-over-9-old-bridges");
  await other.getByRole("button", { name: "恢复访问" }).click();
  await expect(other.getByText("第 1 组抄错了")).toBeVisible();
  await tour.look(other, "recover-wrong");
  await other.route("**/api/v1/**", (route) => route.abort());
  await open(other, "/");
  await tour.look(other, "start-failed");
  await other.context().close();
}

/** A roster whose statements were altered on their way. */
async function lied(visitor, tour) {
  const page = await visitor();
  await page.context().route("**/api/v1/roster*", async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1] ^= 1;
    await route.fulfill({ response, body });
  });
  await open(page, "/sign-in");
  await page.getByLabel("登录名").fill("wangmin");
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await tour.look(page, "alarm");
  await page.context().close();
}
