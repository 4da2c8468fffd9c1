import { accessible, choose, CLIENT, createFile, setUp, signIn } from "../support/company.js";
import { expect, open, test } from "../support/fixtures.js";
import { Front } from "../support/front.js";

test("a file that a colleague sealed wrongly is said to be so, harms no other, and can be written anew", async ({ page, server, browser }) => {
  test.setTimeout(120_000);
  // What this engine puts into envelopes no other one opens; the entries that name them are signed as they should be.
  const front = await Front.start(server, { engine: process.env.JIANDANG_UNSEALED });
  const careless = await browser.newContext({ baseURL: front.origin });
  const wrong = await careless.newPage();
  await setUp(wrong, front.before(server.setUpLink));
  await createFile(wrong, "销售一组");
  await careless.close();
  await front.stop();

  await open(page, "/sign-in");
  await signIn(page, "wangmin");
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "客户档案" }).click();
  await expect(page.getByRole("link", { name: "读不出来" })).toBeVisible();
  await createFile(page, "销售一组", { ...CLIENT, name: "章子安" });
  await expect(page.getByRole("link", { name: "章子安" })).toBeVisible();

  await page.getByRole("link", { name: "读不出来" }).click();
  const file = page.getByRole("complementary", { name: "客户档案" });
  const told = file.getByRole("listitem").filter({ hasText: "部门日志第 1 条" });
  await expect(told).toHaveText(/^基本信息、标签、证件与联系方式、备注与说明：王敏，/);
  await accessible(page, "an unreadable file");

  await file.getByRole("button", { name: "修改" }).click();
  const form = page.getByRole("dialog", { name: "修改档案" });
  await expect(form.getByText("读不出来的部分（基本信息、标签、证件与联系方式、备注与说明）是空的")).toBeVisible();
  await form.getByLabel("姓名").fill(CLIENT.name);
  await form.getByLabel("证件号码").fill(CLIENT.idNumber);
  await form.getByLabel("手机").fill(CLIENT.mobile);
  await form.getByLabel("地址").fill(CLIENT.address);
  await choose(form.getByLabel("客户经理"), "王敏");
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await expect(file.getByRole("heading", { name: CLIENT.name })).toBeVisible();
  await expect(file.getByText("读不出来")).toHaveCount(0);
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeVisible();

  // For good: somewhere else it opens as well.
  const elsewhere = await browser.newContext({ baseURL: server.origin });
  const fresh = await elsewhere.newPage();
  await open(fresh, "/sign-in");
  await signIn(fresh, "wangmin");
  await fresh.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "客户档案" }).click();
  await fresh.getByRole("link", { name: CLIENT.name }).click();
  await expect(fresh.getByRole("complementary").getByText(/138 \*{4} 4471|138/).first()).toBeVisible();
  await elsewhere.close();
});
