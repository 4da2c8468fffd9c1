import { accessible, accessibleOnPhone, CLIENT, createFile, enter, room, signIn } from "../support/company.js";
import { expect, open, staffed } from "../support/fixtures.js";

const NAMES = [..."一二三四五六七八九十百"].map((last) => `张${last}`);
const WHY = "季度回访，逐户核对电话";

staffed("whoever opens more files than a day's share writes down why, and who stands above them reads it", async ({ page, server, browser }) => {
  staffed.setTimeout(180_000);
  await enter(page);
  await room(page, "系统设置");
  const rule = page.getByRole("region", { name: "大量查看" });
  await rule.getByLabel("每人每天").fill("9");
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(rule.getByLabel("每人每天")).toBeFocused();
  await rule.getByLabel("每人每天").fill("10");
  await page.getByRole("button", { name: "签名并保存" }).click();
  await expect(rule.getByText(/由王敏于/)).toBeVisible();
  // Nobody stands above 王敏, so that she is asked for nothing though each file is shown once it is there.
  for (const name of NAMES) await createFile(page, "销售一组", { ...CLIENT, name });

  const theirs = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await open(theirs, "/clients");
  await signIn(theirs, "liqiang");
  const file = theirs.getByRole("complementary", { name: "客户档案" });
  for (const name of NAMES.slice(0, 10)) {
    await theirs.getByRole("link", { name, exact: true }).click();
    await expect(file.getByRole("heading", { name, exact: true })).toBeVisible();
  }
  await theirs.getByRole("link", { name: NAMES[10], exact: true }).click();
  await expect(file.getByRole("heading", { name: "请先写明原因" })).toBeVisible();
  await accessible(theirs, "much reading has to be explained");
  await accessibleOnPhone(theirs, "much reading has to be explained");
  await expect(file.getByLabel("原因")).toBeFocused();
  await file.getByRole("button", { name: "提交并打开" }).press("Enter");
  await expect(file.getByText("请写明原因", { exact: true })).toBeVisible();
  await expect(file.getByLabel("原因")).toBeFocused();
  await theirs.keyboard.type(WHY);
  await file.getByRole("button", { name: "提交并打开" }).click();
  await expect(file.getByRole("heading", { name: NAMES[10], exact: true })).toBeVisible();
  await expect(file).toBeFocused();
  await theirs.context().close();

  await room(page, "工作台");
  const told = page.getByRole("region", { name: "大量查看的说明" });
  await expect(told.getByRole("listitem")).toContainText("李强一天内打开了 10 份档案");
  await expect(told.getByText(WHY)).toBeVisible();
  await accessible(page, "what was explained");
  await accessibleOnPhone(page, "what was explained");
  await expect(page.getByText("没有等你处理的事")).toHaveCount(0);
  await told.getByRole("button", { name: "知道了：李强的说明" }).press("Enter");
  await expect(told).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();
});
