import { accessible, choose, choosePassword, CLIENT, createFile, enter, lookForNews, PASSWORD, room, signIn, tab } from "../support/company.js";
import { expect, open, staffed } from "../support/fixtures.js";

const NEW = "Nine-cranes-over-9-old-bridges";
const NEWEST = "Six-herons-on-1-frozen-lake";

staffed("who forgot their password gets a link, sets another, and reads again once confirmed and admitted, all of it on a phone; and replaces their own keys later", async ({ page, server, browser }) => {
  staffed.setTimeout(180_000);
  await enter(page);
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 360, height: 740 } });
  const theirs = await context.newPage();
  await createFile(page, "销售一组");

  // What the sign-in page says about a forgotten password leads here.
  await open(theirs, "/sign-in");
  await theirs.getByText("忘记密码？").click();
  await expect(theirs.getByText("请系统管理员给你一条重新设置登录的链接")).toBeVisible();

  await page.setViewportSize({ width: 360, height: 740 });
  await room(page, "组织与角色");
  await tab(page, "人员");
  await page.getByRole("button", { name: "李强的变动" }).click();
  const dialog = page.getByRole("dialog", { name: "李强的变动" });
  await choose(dialog.getByLabel("要做什么"), "重新设置登录");
  await expect(dialog.getByText("旧密码和旧密钥立即失效")).toBeVisible();
  await dialog.getByRole("button", { name: "生成链接" }).click();
  const handed = page.getByRole("dialog", { name: "李强重新设置登录" });
  const renewal = await handed.getByLabel("邀请链接").inputValue();
  await expect(handed.getByLabel("邀请链接")).toBeFocused();
  await accessible(page, "a link to a new sign-in");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "回到链接" }).click();
  await handed.getByRole("button", { name: "我已交出链接" }).click();

  await open(theirs, renewal);
  await expect(theirs.getByRole("heading", { name: "重新设置登录" })).toBeVisible();
  await expect(theirs.getByText("链接上写着：它是“晨光商贸”的 王敏 给你的。")).toBeVisible();
  await expect(theirs.getByLabel("登录名")).toHaveValue("liqiang");
  await expect(theirs.getByLabel("登录名")).not.toBeEditable();
  await accessible(theirs, "a new sign-in");
  await choosePassword(theirs, NEW);
  await theirs.getByRole("button", { name: "设好新密码" }).click();
  await expect(theirs.getByText("请先核对指纹，再勾选这里")).toBeVisible();
  await theirs.getByLabel("我核对过，指纹一致").check();
  await theirs.getByRole("button", { name: "设好新密码" }).click();
  await expect(theirs.getByRole("heading", { name: "等待确认" })).toBeVisible();

  await tab(page, "邀请");
  const line = page.getByRole("row", { name: /李强重新设置登录/ });
  await expect(line.getByText("已设好，等你确认")).toBeVisible({ timeout: 20_000 });
  await accessible(page, "an answered renewal");
  await line.getByRole("button", { name: "确认李强更换密钥" }).click();
  const confirm = page.getByRole("dialog", { name: "确认李强更换密钥" });
  await expect(confirm.getByText("请当面或打电话问过李强")).toBeVisible();
  await confirm.getByRole("button", { name: "确认更换" }).click();
  await expect(page.getByText("李强 已换上新密钥，接下来请档案管理员重新准入")).toBeVisible();
  await tab(page, "待准入");
  await expect(page.getByText("密钥换过了。准入之前，请当面或打电话问本人")).toBeVisible();
  await accessible(page, "new keys in the inbox");
  await page.getByRole("button", { name: /准入李强/ }).click();
  await expect(page.getByText("没有人在等待准入")).toBeVisible();

  await theirs.getByRole("link", { name: "去登录" }).click();
  await theirs.getByLabel("登录名").fill("liqiang");
  await theirs.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "登录", exact: true }).click();
  await expect(theirs.getByText("登录名和密码对不上")).toBeVisible();
  await signIn(theirs, "liqiang", NEW);
  await room(theirs, "客户档案");
  await expect(theirs.getByRole("link", { name: CLIENT.name })).toBeVisible();

  // A thief, perhaps: nobody has to be asked to shut them out.
  await theirs.getByRole("button", { name: "账号与显示设置" }).click();
  await theirs.getByRole("link", { name: "我的账号" }).click();
  await theirs.getByRole("button", { name: "更换密码和密钥" }).click();
  const replace = theirs.getByRole("dialog", { name: "更换密码和密钥" });
  await expect(replace.getByText("所有设备（包括这一台）都要重新登录")).toBeVisible();
  await accessible(theirs, "the dialog for new keys");
  await replace.getByLabel("现在的密码").fill(NEW);
  await choosePassword(replace, NEWEST);
  await replace.getByRole("button", { name: "更换密码和密钥" }).click();
  await expect(theirs.getByText("密码和密钥已更换，请用新密码登录")).toBeVisible();
  await theirs.getByLabel("登录名").fill("liqiang");
  await theirs.getByLabel("密码", { exact: true }).fill(NEWEST);
  await theirs.getByRole("button", { name: "登录", exact: true }).click();
  await expect(theirs.getByText("等待准入")).toBeVisible();
  await lookForNews(page);
  await page.getByRole("button", { name: /准入李强/ }).click();
  await expect(page.getByText("没有人在等待准入")).toBeVisible();
  await lookForNews(theirs);
  await room(theirs, "客户档案");
  await expect(theirs.getByRole("link", { name: CLIENT.name })).toBeVisible();
  await context.close();
});
