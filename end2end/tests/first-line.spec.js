import { accessible, accessibleOnPhone, choosePassword, CLIENT, createFile, employ, enter, invite, join, lookForNews, PASSWORD, room, setUp, signIn, signOut, tab } from "../support/company.js";
import { expect, founded, open, test, watch } from "../support/fixtures.js";
import { scan } from "../support/scan.js";

/** A browser of one's own. */
async function person(browser, server) {
  const context = await browser.newContext({ baseURL: server.origin });
  const complaints = watch(context);
  const page = await context.newPage();
  const close = async ({ ignoring = /^$/ } = {}) => {
    expect(complaints.filter((complaint) => !ignoring.test(complaint))).toEqual([]);
    await context.close();
  };
  return { page, close };
}

test("set up, invite, join, appoint, admit, create, read, edit; who must see nothing sees nothing", async ({ page, browser, server, complaints }) => {
  test.setTimeout(300_000);
  const look = (what) => accessible(page, what);
  // Wide and narrow.
  const both = async (what) => {
    await look(what);
    await accessibleOnPhone(page, what);
  };
  for (const address of ["/", "/nowhere", "/join"]) {
    await open(page, address);
    await look(address);
  }
  // The browser says of the page that is not there what the page says, too.
  expect(complaints.splice(0).map((complaint) => /404/.test(complaint))).toEqual([true]);
  await setUp(page, server.setUpLink, { look });
  expect(page.url()).not.toContain("#");

  const sales = await person(browser, server);
  const other = await person(browser, server);
  for (const [guest, name, signInName, unit] of [
    [sales, "李强", "liqiang", "销售一组"],
    [other, "赵倩", "zhaoqian", "销售二组"],
  ]) {
    let scanned;
    const looked = async (what) => {
      await both(what);
      const code = page.getByRole("img", { name: "可扫描的二维码" });
      if (!what.endsWith("the link")) return;
      await expect(code).toHaveCount(0);
      await page.getByRole("button", { name: "显示二维码" }).click();
      await expect(page.getByLabel("邀请链接")).toBeFocused();
      scanned = await scan(code);
      await both(`${what} as a code`);
    };
    const link = await invite(page, `${name}，${unit}`, name === "李强" ? { look: looked } : {});
    if (name === "李强") expect(scanned).toBe(link);
    await join(guest.page, link, name, signInName, { look: (what) => accessible(guest.page, what) });
    expect(guest.page.url()).not.toContain("#");
    await employ(page, name, unit, "销售代表", { look });
  }
  for (const name of ["人员", "岗位角色", "邀请", "待准入", "部门"]) {
    await tab(page, name);
    await both(`organisation: ${name}`);
  }
  await page.getByRole("button", { name: "在销售部下增加" }).click();
  await both("add a unit");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  // The same in English and in the dark.
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("button", { name: "账号与显示设置" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator(".menu-panel")).toBeVisible();
  await both("organisation: the account menu open, English, dark");
  await page.getByRole("button", { name: "中文" }).click();
  await page.keyboard.press("Escape");
  await page.emulateMedia({ colorScheme: "light" });

  await createFile(page, "销售一组", CLIENT, { look, manager: "李强" });
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();
  await both("clients");
  await page.getByLabel("查找客户").fill("没有这个人");
  await expect(page.getByText("没有找到")).toBeVisible();
  await both("clients: nothing found");
  await page.getByLabel("查找客户").fill("");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  await page.getByRole("dialog").getByLabel("姓名").fill("草稿");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await expect(page.getByRole("button", { name: "继续填写" })).toBeVisible();
  await both("discard?");
  await page.getByRole("button", { name: "放弃", exact: true }).click();

  // Its representative reads it, masked, and reveals.
  await open(sales.page, "/sign-in");
  await accessible(sales.page, "sign-in");
  await signIn(sales.page, "liqiang");
  await sales.page.getByRole("link", { name: CLIENT.name }).click();
  const file = sales.page.getByRole("complementary", { name: "客户档案" });
  await expect(file.getByText("138 **** 4471")).toBeVisible();
  await expect(file).not.toContainText(CLIENT.mobile);
  await expect(file).not.toContainText(CLIENT.idNumber);
  await accessible(sales.page, "file");
  await accessibleOnPhone(sales.page, "file");
  await file.getByRole("button", { name: /显示.*手机|手机.*显示/ }).click();
  await expect(file).toContainText(CLIENT.mobile);
  // No new file for a representative.
  await expect(sales.page.getByRole("button", { name: "新建档案" })).toHaveCount(0);

  // And edits it.
  await file.getByRole("button", { name: "修改" }).click();
  const form = sales.page.getByRole("dialog", { name: "修改档案" });
  await expect(form.getByLabel("手机")).toHaveValue(CLIENT.mobile);
  await form.getByLabel("备注").fill("改用微信");
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await expect(file.getByText("改用微信")).toBeVisible();
  await file.getByRole("tab", { name: "变更日志" }).click();
  await expect(file.getByText("李强").first()).toBeVisible();
  await accessible(sales.page, "history");

  // One of the second group sees nothing.
  await open(other.page, "/sign-in");
  await signIn(other.page, "zhaoqian");
  await accessible(other.page, "workbench of one who sees nothing");
  await room(other.page, "客户档案");
  await expect(other.page.getByText("还没有客户档案")).toBeVisible();
  await accessible(other.page, "empty list");
  await other.page.goto(sales.page.url());
  await signIn(other.page, "zhaoqian");
  await expect(other.page.getByText("打不开这份档案")).toBeVisible();
  await expect(other.page.locator("body")).not.toContainText(CLIENT.name);

  // Signed out nothing is left; a fresh context reads again.
  await signOut(sales.page);
  await expect(sales.page.locator("body")).not.toContainText(CLIENT.name);
  await sales.close();
  const again = await person(browser, server);
  await open(again.page, "/sign-in");
  await signIn(again.page, "liqiang");
  await again.page.getByRole("link", { name: CLIENT.name }).click();
  await expect(again.page.getByText("改用微信")).toBeVisible();
  await again.close();
  await other.close();
});

founded("what is typed wrong is said beside its field, and nothing is lost", async ({ page }) => {
  await enter(page);
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await form.getByLabel("姓名").fill("张雨桐");
  await form.getByLabel("证件号码").fill("110105194912310021");
  await form.getByLabel("手机").fill("１３８ 1234 447");
  await expect(form.getByText("校验位不对，请逐位核对")).toBeVisible();
  // What is said as the field is left pushes nothing away from under the press that left it.
  await form.getByRole("button", { name: "潜在客户" }).click({ delay: 400 });
  await expect(form.getByRole("button", { name: "潜在客户" })).toHaveAttribute("aria-pressed", "true");
  await form.getByLabel("地址").click();
  await expect(form.getByText("校验位不对，请逐位核对")).toBeVisible();
  await expect(form.getByText("应为 11 位手机号")).toBeVisible();
  await form.getByRole("button", { name: "封好并建档" }).click();
  await expect(form).toBeVisible();
  await expect(form.getByLabel("姓名")).toHaveValue("张雨桐");
  // A full-width number is understood, and the ID number fills in birth date and sex.
  await form.getByLabel("手机").fill("１３８１２３４４４７１");
  await form.getByLabel("证件号码").fill("11010519491231002x");
  await expect(form.getByText("1949-12-31")).toBeVisible();
  await expect(form.getByText("应为 11 位手机号")).toHaveCount(0);
  // Leaving asks.
  await form.getByRole("button", { name: "取消" }).click();
  await page.getByRole("button", { name: "继续填写" }).click();
  await expect(form.getByLabel("姓名")).toHaveValue("张雨桐");
});

founded("whoever saves second is told, keeps what was typed, and saves on top of what they then see", async ({ page, browser, server }) => {
  await enter(page);
  await createFile(page, "销售一组");
  const edit = async (on) => {
    await on.getByRole("link", { name: CLIENT.name }).click();
    await on.getByRole("complementary", { name: "客户档案" }).getByRole("button", { name: "修改" }).click();
    const form = on.getByRole("dialog", { name: "修改档案" });
    await expect(form.getByLabel("手机")).toHaveValue(CLIENT.mobile);
    return form;
  };
  const second = await person(browser, server);
  await open(second.page, "/sign-in");
  await signIn(second.page, "wangmin");
  const theirs = await edit(second.page);
  const mine = await edit(page);
  await mine.getByLabel("地址").fill("先保存的地址一号");
  await mine.getByLabel("客户简称").fill("先来的");
  await mine.getByRole("button", { name: "保存", exact: true }).click();
  await expect(mine).toHaveCount(0);
  await theirs.getByLabel("备注").fill("后来者的备注");
  await theirs.getByLabel("客户简称").fill("后来的");
  await theirs.getByRole("button", { name: "保存", exact: true }).click();
  await expect(theirs.getByText("有人先保存了这份档案")).toBeVisible();
  const shortName = theirs.getByRole("textbox", { name: "客户简称" });
  // Where there is something to choose, there the keyboard is.
  await expect(shortName).toBeFocused();
  await expect(theirs.getByRole("button", { name: "用对方的 客户简称" })).toBeInViewport();
  // What one has changed is filled in; what both have changed stands there twice.
  await expect(theirs.getByLabel("地址")).toHaveValue("先保存的地址一号");
  await expect(theirs.getByLabel("备注")).toHaveValue("后来者的备注");
  await expect(shortName).toHaveValue("后来的");
  await expect(theirs.getByText("对方保存的是")).toHaveCount(1);
  await theirs.getByRole("button", { name: "用对方的 客户简称" }).click();
  await expect(shortName).toHaveValue("先来的");
  await theirs.getByRole("button", { name: "用我的 客户简称" }).click();
  await expect(shortName).toHaveValue("后来的");
  await accessible(second.page, "editor: overtaken");
  await theirs.getByRole("button", { name: "保存", exact: true }).click();
  await expect(theirs).toHaveCount(0);
  await expect(second.page.getByText("后来者的备注")).toBeVisible();
  await expect(second.page.getByText("后来的", { exact: true })).toBeVisible();
  // The first one's page, which has the file open, shows what came after: told, and at once.
  await lookForNews(page);
  await expect(page.getByText("有人修改了这份档案，这里已经是最新的内容")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "客户档案" }).getByText("后来者的备注")).toBeVisible();
  // A 409 is an answer, but the browser's console calls it an error.
  await second.close({ ignoring: /409/ });
});

founded("a locked page shows nothing; the password brings it back, a wrong one does not", async ({ page }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await page.keyboard.press("Control+l");
  await expect(page.getByLabel("密码", { exact: true })).toBeVisible();
  await expect(page.locator("body")).not.toContainText(CLIENT.name);
  expect(await page.title()).not.toContain(CLIENT.name);
  await accessible(page, "locked");
  await page.getByLabel("密码", { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: "解锁" }).click();
  await expect(page.getByRole("alert")).toContainText("密码不对");
  // What was typed is selected: the next try does not begin with it.
  await page.keyboard.type(PASSWORD);
  await expect(page.getByLabel("密码", { exact: true })).toHaveValue(PASSWORD);
  await page.getByRole("button", { name: "解锁" }).click();
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();
});

test("two of three recovery kits give the founder access back, and a rehearsal shows before that they would", async ({ page, browser, server }) => {
  const kits = await setUp(page, server.setUpLink, { split: true });
  await createFile(page, "销售一组");
  await room(page, "组织与角色");
  await tab(page, "密钥与封存");
  const check = page.getByRole("button", { name: "核对" });
  await check.click();
  await expect(page.locator("#field-kit-note")).toHaveText("请填写");
  await page.getByLabel("恢复套件", { exact: true }).fill(kits[0]);
  await check.click();
  await expect(page.locator("#field-second-kit-note")).toContainText("三份套件中的第 1 份");
  await expect(page.getByLabel("另一份套件")).toBeFocused();
  await page.getByLabel("另一份套件").fill(kits[0]);
  await check.click();
  await expect(page.locator("#field-second-kit-note")).toContainText("同一份");
  await page.getByLabel("另一份套件").fill(kits[1]);
  await check.click();
  await expect(page.getByText("套件有效")).toBeVisible();
  await expect(page.getByLabel("恢复套件", { exact: true })).toHaveValue("");
  await accessible(page, "a rehearsal");
  const fresh = await person(browser, server);
  await open(fresh.page, "/sign-in");
  await fresh.page.getByText("忘记密码？").click();
  await fresh.page.getByRole("link", { name: "用恢复码或套件恢复访问" }).click();
  await fresh.page.getByLabel("恢复套件").fill(kits[2].toLowerCase());
  await fresh.page.getByLabel("另一份套件").fill(kits[0]);
  await fresh.page.getByLabel("要恢复的登录名").fill("wangmin");
  await choosePassword(fresh.page, "Nine-cranes-over-9-old-bridges");
  await accessible(fresh.page, "recover");
  await fresh.page.getByRole("button", { name: "恢复访问" }).click();
  await expect(fresh.page.getByRole("navigation", { name: "主导航" })).toBeVisible();
  await expect(fresh.page.getByText("访问已恢复")).toBeVisible();
  await room(fresh.page, "客户档案");
  await expect(fresh.page.getByRole("link", { name: CLIENT.name })).toBeVisible();
  await fresh.close();
});

test("a form cannot be submitted before the page listens", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  await page.route("**/pkg/**", (route) => (route.request().url().endsWith(".css") ? route.continue() : route.abort()));
  const sent = [];
  page.on("request", (request) => request.isNavigationRequest() && sent.push(request.url()));
  await page.goto("/sign-in");
  const password = page.locator("input[type=password]");
  if (await password.count()) {
    await password.fill("typed-too-early");
    await password.press("Enter");
  }
  await page.waitForTimeout(500);
  expect(sent).toEqual([`${server.origin}/sign-in`]);
  for (const button of await page.locator("button[type=submit]").all()) await expect(button).toBeDisabled();
  await context.close();
});
