import { accessible, answerGroups, choosePassword, invite, PASSWORD, room, setUp, signIn, tab } from "../support/company.js";
import { expect, open, test } from "../support/fixtures.js";

const LONG = "很长的名字".repeat(13);

/** What stands beside a field, whatever its label. */
const beside = (page, name) => page.locator(`#field-${name}-note`);

test("set-up may always be pressed and says what is missing; going back loses nothing", async ({ page, server }) => {
  await open(page, server.setUpLink);
  const next = page.getByRole("button", { name: "下一步" });
  const company = page.getByLabel("公司名称");
  await next.click();
  for (const name of ["company", "name", "username"]) await expect(beside(page, name)).toHaveText("请填写");
  await expect(company).toBeFocused();
  await accessible(page, "set-up: nothing typed");

  // Nothing is cut off, and what is too long says so while it is typed.
  await company.fill(LONG);
  await expect(beside(page, "company")).toHaveText("最多 64 个字");
  await expect(company).toHaveValue(LONG);
  await page.getByLabel("你的姓名").fill("王敏");
  await page.getByLabel("登录名").fill("wang min");
  await expect(beside(page, "username")).toHaveText("登录名里不能有空格");
  await next.click();
  await expect(company).toBeFocused();
  await company.fill("晨光商贸");
  await next.click();
  await expect(page.getByLabel("登录名")).toBeFocused();
  await page.getByLabel("登录名").fill(" ｗａｎｇｍｉｎ ");
  await next.click();

  const password = page.getByLabel("密码", { exact: true });
  await expect(password).toBeFocused();
  await next.click();
  await expect(beside(page, "new-password")).toHaveText("请填写");
  await expect(password).toBeFocused();
  // Pressed before it is rated, it is judged all the same.
  await choosePassword(page, "hunterhunterhunter");
  await next.click();
  await expect(beside(page, "new-password")).toHaveText("要同时有大写字母、小写字母、数字和符号");
  await choosePassword(page, "Password123!");
  await next.click();
  await expect(beside(page, "new-password")).toHaveText("还太容易猜到，再加一两个不相干的词");
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await choosePassword(page);
  await expect(beside(page, "new-password")).toHaveText("记牢它，没有人能替你找回");
  await page.getByLabel("再输一次").fill("seven");
  await next.click();
  await expect(beside(page, "repeat-password")).toHaveText("两次输入不一样");
  await expect(page.getByLabel("再输一次")).toBeFocused();
  await choosePassword(page);

  // Back by the browser, on again: all of it is there.
  await page.goBack();
  await expect(company).toHaveValue("晨光商贸");
  await expect(page.getByLabel("登录名")).toHaveValue(" ｗａｎｇｍｉｎ ");
  await next.click();
  await expect(password).toHaveValue(PASSWORD);
  await next.click();
  const groups = page.getByRole("list", { name: "恢复套件的各组" }).getByRole("listitem");
  await expect(groups).toHaveCount(14);
  // Another way of keeping it: other kits.
  const third = await groups.first().innerText();
  await page.getByRole("radio", { name: /^只有一份/ }).check();
  await expect(groups.first()).not.toHaveText(third);
  const kit = await groups.allInnerTexts();
  const questions = await page.getByRole("group", { name: "抄好了？请填回这两组" }).getByRole("textbox").all();
  await next.click();
  await expect(beside(page, "group-first")).toHaveText("请填写");
  await expect(questions[0]).toBeFocused();
  await questions[0].fill("AAAA");
  await next.click();
  await expect(beside(page, "group-first")).toHaveText("和套件上的不一样");
  await answerGroups(page, [kit]);
  await next.click();
  await page.getByRole("radio", { name: /空白/ }).check();
  await page.goBack();
  expect(await groups.allInnerTexts()).toEqual(kit);
  await page.getByRole("button", { name: "上一步" }).click();
  await expect(password).toHaveValue(PASSWORD);
  await next.click();
  await expect(groups).toHaveCount(14);
  await next.click();
  await expect(page.getByRole("radio", { name: /空白/ })).toBeChecked();
  await page.getByRole("button", { name: "建立组织" }).click();
  await expect(page.getByRole("heading", { name: "晨光商贸 已建立" })).toBeVisible();
  // The name was folded and trimmed, and is at signing in, too.
  await open(page, "/sign-in");
  const enter = page.getByRole("button", { name: "登录", exact: true });
  const top = async () => (await page.getByRole("main").boundingBox()).y;
  const before = await top();
  await enter.click();
  await expect(beside(page, "username")).toHaveText("请填写");
  await expect(page.getByLabel("登录名")).toBeFocused();
  // The sheet grows downwards.
  await page.getByText("忘记密码？").click();
  expect(await top()).toBe(before);
  await signIn(page, "wangmin ");
});

test("the other forms may always be pressed; what the engine refuses stands beside its field", async ({ page, browser, server, complaints }) => {
  const kit = await setUp(page, server.setUpLink);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "邀请同事" }).click();
  await dialog.getByRole("button", { name: "生成邀请链接" }).click();
  await expect(beside(page, "invite-note")).toHaveText("请填写");
  await expect(dialog.getByLabel("给谁")).toBeFocused();
  await dialog.getByLabel("给谁").fill(LONG);
  await expect(beside(page, "invite-note")).toHaveText("最多 64 个字");
  await dialog.getByRole("button", { name: "生成邀请链接" }).click();
  await expect(dialog.getByLabel("给谁")).toHaveValue(LONG);
  await dialog.getByRole("button", { name: "取消" }).click();

  await page.getByRole("button", { name: "在销售部下增加" }).click();
  await dialog.getByRole("button", { name: "签名并增加" }).click();
  await expect(beside(page, "unit-name")).toHaveText("请填写");
  await dialog.getByLabel("名称").fill(" 销售一组 ");
  await dialog.getByRole("button", { name: "签名并增加" }).click();
  await expect(beside(page, "unit-name")).toHaveText("这里已经有了，请换一个");
  await expect(dialog.getByLabel("名称")).toBeFocused();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await dialog.getByLabel("名称").fill("销售三组");
  await expect(beside(page, "unit-name")).toBeHidden();
  await dialog.getByRole("button", { name: "取消" }).click();

  await tab(page, "人员");
  await page.getByRole("button", { name: "任命王敏" }).click();
  await dialog.getByRole("button", { name: "签名并任命" }).click();
  await expect(beside(page, "post-unit")).toHaveText("请选择");
  await expect(beside(page, "post-role")).toHaveText("请选择");
  await expect(dialog.getByLabel("部门")).toBeFocused();
  await dialog.getByLabel("部门").selectOption({ index: 1 });
  await dialog.getByLabel("岗位角色").selectOption({ label: "档案管理员" });
  await dialog.getByRole("button", { name: "签名并任命" }).click();
  await expect(beside(page, "post-role")).toHaveText("这里已经有了，请换一个");
  await accessible(page, "appoint: refused");
  await dialog.getByRole("button", { name: "取消" }).click();

  // The link is shown once: closing asks, and asks again.
  await page.getByRole("button", { name: "邀请同事" }).click();
  await dialog.getByLabel("给谁").fill("王五");
  await dialog.getByRole("button", { name: "生成邀请链接" }).click();
  const shown = dialog.getByLabel("邀请链接");
  await expect(shown).toBeFocused();
  const leaving = page.getByRole("dialog", { name: "链接还没有交出去？" });
  await page.keyboard.press("Escape");
  await accessible(page, "invite: leave the link?");
  await leaving.getByRole("button", { name: "回到链接" }).click();
  await expect(leaving).toHaveCount(0);
  await expect(shown).toHaveValue(/\/join#/);
  await dialog.getByRole("button", { name: "关闭" }).click();
  await leaving.getByRole("button", { name: "仍要关闭" }).click();
  await expect(dialog).toHaveCount(0);
  // Withdrawing it asks as well.
  await tab(page, "邀请");
  const withdraw = page.getByRole("button", { name: "撤回邀请：王五" });
  await withdraw.click();
  await expect(dialog).toContainText("“王五”的邀请链接会立即失效");
  await dialog.getByRole("button", { name: "取消" }).click();
  await expect(withdraw).toBeFocused();
  await withdraw.click();
  await dialog.getByRole("button", { name: "撤回", exact: true }).click();
  await expect(page.getByRole("row", { name: /王五/ })).toContainText("已撤回");
  await expect(page.getByRole("tabpanel")).toBeFocused();

  const link = await invite(page, "李强");
  const guest = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await open(guest, link);
  const submit = guest.getByRole("button", { name: "加入", exact: true });
  await submit.click();
  await expect(beside(guest, "compared")).toHaveText("请先核对指纹，再勾选这里");
  await expect(guest.getByLabel("我核对过，指纹一致")).toBeFocused();
  for (const name of ["name", "username", "new-password", "repeat-password"]) await expect(beside(guest, name)).toHaveText("请填写");
  await accessible(guest, "join: nothing typed");
  await guest.getByLabel("我核对过，指纹一致").check();
  await guest.getByLabel("你的姓名").fill("李强");
  await guest.getByLabel("登录名").fill("WangMin");
  await choosePassword(guest);
  await submit.click();
  await expect(beside(guest, "username")).toHaveText("这个登录名已经有人用了，请换一个。");
  await expect(guest.getByLabel("登录名")).toBeFocused();
  await expect(guest.getByRole("alert")).toHaveCount(0);
  await guest.getByLabel("登录名").fill("l");
  await submit.click();
  await expect(beside(guest, "username")).toHaveText("至少 2 个字");
  await guest.getByLabel("登录名").fill("liqiang");
  await submit.click();
  await expect(guest.getByRole("heading", { name: "等待确认" })).toBeVisible();

  await open(guest, "/recover");
  const recover = guest.getByRole("button", { name: "恢复访问" });
  await expect(guest.getByLabel("恢复套件")).toBeFocused();
  await recover.click();
  await expect(guest.getByLabel("恢复套件")).toBeFocused();
  // The check symbol, which alone is always found out: one group in 32 would fit by chance.
  await guest.getByLabel("恢复套件").fill(kit.replace(/^(....)(.)/, (_, data, check) => data + (check === "A" ? "B" : "A")));
  await guest.getByLabel("要恢复的登录名").fill("nobody");
  await choosePassword(guest, "Nine-cranes-over-9-old-bridges");
  await recover.click();
  await expect(beside(guest, "kit")).toContainText("第 1 组抄错了");
  // The text that the kit was saved as, whole.
  await guest.getByLabel("恢复套件").fill(`缄档恢复套件\r\n\r\n${kit.replaceAll("-", " ")}\r\n\r\n公司：晨光商贸\r\n日期：2026-11-30\r\n请打印后删除此文件。\r\n`);
  await recover.click();
  await expect(beside(guest, "username")).toHaveText("没有人用这个登录名");
  await expect(guest.getByLabel("要恢复的登录名")).toBeFocused();
  await expect(guest.getByRole("alert")).toHaveCount(0);
  await guest.context().close();

  // A client's fields are not cut off either.
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  await dialog.getByLabel("姓名").fill(LONG);
  await expect(dialog.getByLabel("姓名")).toHaveValue(LONG);
  await expect(beside(page, "name")).toHaveText("最多 64 个字");
  await dialog.getByLabel("添加标签").fill(LONG);
  await expect(beside(page, "tag")).toHaveText("最多 20 个字");
  const tag = dialog.getByLabel("添加标签");
  await tag.press("Enter");
  await expect(tag).toHaveValue(LONG);
  await tag.fill("VIP，老客户");
  await tag.press("Enter");
  await expect(tag).toHaveValue("");
  for (const name of ["VIP", "老客户"]) await expect(dialog.getByRole("button", { name: `移除标签 ${name}` })).toBeVisible();
  // Refusals are answers, but the browser's console calls them errors.
  expect(complaints.splice(0).filter((complaint) => !/409|422/.test(complaint))).toEqual([]);
});
