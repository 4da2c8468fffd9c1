import { accessible, accessibleOnPhone, choose, CLIENT, createFile, employ, enter, invite, join, lookForNews, PASSWORD, room, signIn, tab } from "../support/company.js";
import { expect, founded, open, staffed, test } from "../support/fixtures.js";

/** The dialog of this name, once something has opened it. */
const dialog = (page, name) => page.getByRole("dialog", { name });

founded("a unit is renamed, moved and closed; what a move comes to is shown before it is signed", async ({ page, server, browser }) => {
  test.setTimeout(180_000);
  await enter(page);
  const link = await invite(page, "周明，销售部");
  const guest = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await join(guest, link, "周明", "zhouming");
  await employ(page, "周明", "销售部", "销售总监");
  await createFile(page, "销售一组");
  await room(page, "组织与角色");

  await page.getByRole("button", { name: "销售一组的变动" }).click();
  const change = dialog(page, "销售一组的变动");
  await expect(change.getByLabel("要做什么")).toHaveValue("name");
  await change.getByLabel("名称").fill("");
  await change.getByRole("button", { name: "签名并改名" }).click();
  await expect(change.getByText("请填写")).toBeVisible();
  await change.getByLabel("名称").fill("销售二组");
  await change.getByRole("button", { name: "签名并改名" }).click();
  await expect(change.getByText("这里已经有了")).toBeVisible();
  await change.getByLabel("名称").fill("华东组");
  await change.getByRole("button", { name: "签名并改名" }).click();
  await expect(change).toHaveCount(0);
  await expect(page.getByText("华东组", { exact: true })).toBeVisible();
  await expect(page.getByRole("tabpanel")).toBeFocused();

  await page.getByRole("button", { name: "华东组的变动" }).click();
  const move = dialog(page, "华东组的变动");
  await choose(move.getByLabel("要做什么"), "移到别的上级下");
  await choose(move.getByLabel("上级"), "客服部");
  await move.getByRole("button", { name: "看看影响" }).click();
  await expect(move.getByRole("heading", { name: "权限变少的人" })).toBeVisible();
  await expect(move.getByText(/周明.*华东组：全部内容；共 1 份档案/)).toBeVisible();
  await accessible(page, "a move before it is signed");
  await accessibleOnPhone(page, "a move before it is signed");
  // What was seen is void once something else is chosen.
  await choose(move.getByLabel("上级"), "风控部");
  await expect(move.getByRole("heading", { name: "权限变少的人" })).toHaveCount(0);
  await choose(move.getByLabel("上级"), "客服部");
  await move.getByRole("button", { name: "看看影响" }).click();
  await move.getByRole("button", { name: "签名并执行" }).click();
  await expect(move).toHaveCount(0);
  await open(guest, "/sign-in");
  await signIn(guest, "zhouming");
  await room(guest, "客户档案");
  await expect(guest.getByRole("link", { name: CLIENT.name })).toHaveCount(0);

  await page.getByRole("button", { name: "客服部的变动" }).click();
  const occupied = dialog(page, "客服部的变动");
  await choose(occupied.getByLabel("要做什么"), "停用");
  await occupied.getByRole("button", { name: "看看影响" }).click();
  await expect(occupied.getByText("请先把人调到别处")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "华东组的变动" }).click();
  await choose(move.getByLabel("要做什么"), "停用");
  await move.getByRole("button", { name: "看看影响" }).click();
  await expect(move.getByText("华东组从此停用")).toBeVisible();
  await move.getByRole("button", { name: "签名并执行" }).click();
  await expect(page.getByText("已停用")).toBeVisible();
  await expect(page.getByRole("button", { name: "华东组的变动" })).toHaveCount(0);
});

staffed("a role is copied and changed by keyboard alone, and who could then read what is shown", async ({ page }) => {
  test.setTimeout(180_000);
  await enter(page);
  await room(page, "组织与角色");
  await tab(page, "岗位角色");
  await accessible(page, "roles");
  await accessibleOnPhone(page, "roles");

  await page.getByRole("button", { name: "销售代表的变动" }).focus();
  await page.keyboard.press("Enter");
  const form = dialog(page, "销售代表的变动");
  await expect(form.getByLabel("名称")).toBeFocused();
  await form.getByLabel("查看", { exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(form.getByLabel("查看", { exact: true })).toHaveValue("department");
  await form.getByLabel("新建", { exact: true }).selectOption("everything");
  await expect(form.getByText("看不到的内容，别的权限也不起作用")).toBeVisible();
  await form.getByLabel("新建", { exact: true }).selectOption("none");
  await expect(form.getByText("看不到的内容，别的权限也不起作用")).toHaveCount(0);
  await accessible(page, "a role's form");
  await accessibleOnPhone(page, "a role's form");
  await form.getByRole("button", { name: "看看影响" }).press("Enter");
  await expect(form.getByRole("heading", { name: "权限变多的人" })).toBeVisible();
  await expect(form.getByText(/李强.*销售部、销售二组：全部内容/)).toBeVisible();
  await form.getByRole("button", { name: "签名并执行" }).press("Enter");
  await expect(form).toHaveCount(0);
  await expect(page.getByRole("tab", { name: /待准入/ }).locator(".due")).toHaveText("1");

  await page.getByRole("button", { name: "以销售代表为底稿新建" }).click();
  const copy = dialog(page, "以销售代表为底稿新建");
  await copy.getByLabel("名称").fill("前台");
  // Cards and labels only.
  const view = copy.locator(".right").first();
  await view.getByText("按内容分别设置").click();
  for (const section of ["证件与联系方式", "备注与说明", "往来", "附件"]) {
    await view.getByLabel(`查看 · ${section}`).selectOption("none");
  }
  await expect(view.getByLabel("查看", { exact: true })).toHaveValue("mixed");
  // A choice for the whole row is one for each of its sections, whatever was chosen there before.
  await view.getByLabel("查看", { exact: true }).selectOption("own");
  await expect(view.getByLabel("查看 · 附件")).toHaveValue("own");
  for (const section of ["证件与联系方式", "备注与说明", "往来", "附件"]) {
    await view.getByLabel(`查看 · ${section}`).selectOption("none");
  }
  await copy.getByRole("button", { name: "看看影响" }).click();
  await expect(copy.getByText("没有人的权限因此改变")).toBeVisible();
  await copy.getByRole("button", { name: "签名并执行" }).click();
  await expect(copy).toHaveCount(0);
  const card = page.getByRole("list", { name: "岗位角色" }).getByRole("listitem").filter({ has: page.getByRole("heading", { name: "前台" }) });
  await expect(card.getByText("基本信息、标签 本组；")).toBeVisible();
});

founded("duties are kept apart until two people sign the end of it", async ({ page, server, browser }) => {
  test.setTimeout(180_000);
  await enter(page);
  const pages = [];
  for (const [name, login, role] of [["周敏", "zhoumin", "系统管理员"], ["孙悦", "sunyue", "审计管理员"]]) {
    const link = await invite(page, name);
    const theirs = await (await browser.newContext({ baseURL: server.origin })).newPage();
    await join(theirs, link, name, login);
    await employ(page, name, "晨光商贸", role);
    await open(theirs, "/settings");
    await signIn(theirs, login);
    await expect(theirs.getByLabel("任何人不得兼任两种管理")).toBeVisible();
    pages.push(theirs);
  }
  const [system, audit] = pages;
  // Before the founder handed it over there was no switching it on, and it was said who bears what.
  await expect(system.getByText("王敏同时担任系统管理、档案管理与准入")).toBeVisible();
  await system.getByRole("link", { name: "去任命别人，再免去其中的岗位" }).click();
  await expect(system.getByRole("tab", { name: "人员" })).toHaveAttribute("aria-selected", "true");
  await tab(page, "人员");
  await page.getByRole("button", { name: "王敏的变动" }).click();
  const change = dialog(page, "王敏的变动");
  await choose(change.getByLabel("要做什么"), "系统管理员");
  await change.getByRole("button", { name: "签名并执行" }).click();
  await expect(change).toHaveCount(0);
  await lookForNews(system);
  await room(system, "系统设置");
  await expect(system.getByText("王敏同时担任")).toHaveCount(0);

  const apart = system.getByLabel("任何人不得兼任两种管理");
  await apart.check();
  await system.getByRole("button", { name: "签名并保存" }).click();
  await expect(system.getByText(/由周敏于/)).toBeVisible();
  await apart.uncheck();
  await system.getByRole("button", { name: "签名并保存" }).click();
  await expect(system.getByText("已签名。停用职责分离还要等另一个人同意")).toBeVisible();
  await expect(system.getByText(/周敏于 .* 要停用职责分离，还没有生效/)).toBeVisible();
  await expect(apart).toBeChecked();
  await expect(system.getByRole("button", { name: "同意停用并签名" })).toHaveCount(0);
  await accessible(system, "an end of the separation that waits");
  await accessibleOnPhone(system, "an end of the separation that waits");

  // The second is led there from the workbench, agrees by keyboard, and it holds for all.
  await lookForNews(audit);
  await room(audit, "工作台");
  await audit.getByRole("link", { name: "周敏要停用职责分离，等你同意" }).click();
  await expect(audit.getByRole("button", { name: "撤回，继续分离" })).toHaveCount(0);
  await audit.getByRole("button", { name: "同意停用并签名" }).focus();
  await audit.keyboard.press("Enter");
  await expect(audit.getByText("职责分离已停用")).toBeVisible();
  await expect(audit.getByLabel("任何人不得兼任两种管理")).not.toBeChecked();
  await expect(audit.getByText(/由孙悦于/)).toBeVisible();
  await lookForNews(system);
  await expect(apart).not.toBeChecked();
  await expect(system.getByText(/要停用职责分离/)).toHaveCount(0);
  for (const theirs of pages) await theirs.context().close();
});

founded("settings are typed, signed and told who changed them; a password that falls short has to be changed over the open page", async ({ page, server, browser }) => {
  test.setTimeout(180_000);
  await enter(page);
  await room(page, "系统设置");
  await expect(page.getByRole("heading", { name: "登录锁定" })).toBeVisible();
  await accessible(page, "settings");
  await accessibleOnPhone(page, "settings");
  const passwords = page.getByRole("region", { name: "密码" });
  await expect(passwords.getByText("还是最初的设置")).toBeVisible();
  await passwords.getByLabel("最短长度").fill("７");
  await expect(passwords.getByText("请填 8 到 64 之间的整数")).toBeVisible();
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(passwords.getByLabel("最短长度")).toBeFocused();
  await passwords.getByLabel("最短长度").fill("40");
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(passwords.getByText(/由王敏于 \d{4}-\d\d-\d\d/)).toBeVisible();
  // Two administrations in one hand: the policy can't begin.
  await page.getByLabel("任何人不得兼任两种管理").check();
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(page.getByText("请换一个人，或先免去另一个岗位")).toBeVisible();

  const context = await browser.newContext({ baseURL: server.origin });
  const other = await context.newPage();
  await open(other, "/settings");
  await signIn(other, "wangmin");
  const must = dialog(other, "请先更换密码");
  await expect(must.getByText("密码不符合公司的要求")).toBeVisible();
  await accessible(other, "a password that must be changed");
  await other.keyboard.press("Escape");
  await expect(other.getByRole("button", { name: "解锁" })).toBeVisible();
  await signIn(other, "wangmin");
  await must.getByLabel("现在的密码").fill(PASSWORD);
  await must.getByLabel("新密码").fill("Nine-herons-over-9-lakes");
  await expect(must.getByText("至少 40 个字")).toBeVisible();
  const long = "Nine-herons-over-9-quiet-lakes-and-4-hills";
  await must.getByLabel("新密码").fill(long);
  await must.getByLabel("再输一次").fill(long);
  await must.getByRole("button", { name: "修改密码" }).click();
  await expect(must).toHaveCount(0);
  await expect(other.getByRole("heading", { name: "登录锁定" })).toBeVisible();
  await context.close();
});

staffed("a guesser locks the account and not its owner's browser; an administrator unlocks; a lost browser is shut out", async ({ page, server, browser }) => {
  test.setTimeout(180_000);
  await enter(page);
  const theirs = await browser.newContext({ baseURL: server.origin });
  const own = await theirs.newPage();
  await open(own, "/sign-in");
  await signIn(own, "liqiang");

  const strange = await browser.newContext({ baseURL: server.origin });
  const guesser = await strange.newPage();
  await open(guesser, "/sign-in");
  await expect(guesser.locator("html[data-hydrated][data-engine=ready]")).toBeAttached();
  await guesser.getByLabel("登录名").fill("liqiang");
  for (let guess = 0; guess < 5; guess++) {
    await guesser.getByLabel("密码", { exact: true }).fill(`Wrong-guess-${guess}`);
    await guesser.getByRole("button", { name: "登录", exact: true }).click();
    await expect(guesser.getByText("登录名和密码对不上")).toBeVisible();
  }
  await guesser.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await guesser.getByRole("button", { name: "登录", exact: true }).click();
  await expect(guesser.getByText(/这个账号已锁定，30 分钟后自动解锁/)).toBeVisible();
  await accessible(guesser, "a locked account");
  // The browser that its owner has used before is not locked by it.
  await own.keyboard.press("Control+l");
  await signIn(own, "liqiang");

  await room(page, "组织与角色");
  await tab(page, "人员");
  const row = page.getByRole("row", { name: /李强/ });
  await expect(row.getByText(/锁定到/)).toBeVisible();
  await accessible(page, "people, one of them locked");
  await row.getByRole("button", { name: "解锁李强的账号" }).click();
  await expect(row.getByText(/锁定到/)).toHaveCount(0);
  await guesser.getByRole("button", { name: "登录", exact: true }).click();
  await expect(guesser.getByRole("navigation", { name: "主导航" })).toBeVisible();

  // 报失, from the browser that is left.
  await own.getByRole("link", { name: "我的账号" }).first().click();
  const devices = own.getByRole("region", { name: "登录过的设备" });
  await expect(devices.getByRole("listitem").filter({ hasText: "本机" }).first()).toBeVisible();
  await accessible(own, "devices");
  await accessibleOnPhone(own, "devices");
  await devices.getByRole("button", { name: /^报失/ }).click();
  const loss = own.getByRole("dialog", { name: /丢了/ });
  await loss.getByRole("button", { name: "报失" }).click();
  await expect(loss.getByText("请填写")).toBeVisible();
  await accessible(own, "the report of a lost device");
  await loss.getByLabel("现在的密码").fill(PASSWORD);
  await loss.getByRole("button", { name: "报失" }).click();
  await expect(devices.getByText("已报失")).toBeVisible();
  await guesser.reload();
  await guesser.getByLabel("登录名").fill("liqiang").catch(() => {});
  await guesser.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await guesser.getByRole("button", { name: /^(登录|解锁)$/ }).click();
  await expect(guesser.getByText("这个浏览器已经报失")).toBeVisible();

  // It turned up again.
  await devices.getByRole("button", { name: /^已找回/ }).click();
  const found = own.getByRole("dialog", { name: /找回来了/ });
  await found.getByLabel("现在的密码").fill(PASSWORD);
  await found.getByRole("button", { name: "已找回" }).click();
  await expect(devices.getByText("已报失")).toHaveCount(0);
  await guesser.getByRole("button", { name: /^(登录|解锁)$/ }).click();
  await expect(guesser.getByRole("navigation", { name: "主导航" })).toBeVisible();
  await strange.close();
  await theirs.close();
});
