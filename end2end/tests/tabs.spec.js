import { createFile, enter, lookForNews, PASSWORD, room, signIn } from "../support/company.js";
import { expect, open, staffed } from "../support/fixtures.js";

staffed("where somebody else signs in in the same browser, the page that was open locks and says why", async ({ page, context, complaints }) => {
  await enter(page);
  await createFile(page, "销售一组");
  const other = await context.newPage();
  await room(page, "客户档案");

  await open(other, "/sign-in");
  await signIn(other, "liqiang");
  await lookForNews(page);
  await expect(page.getByRole("alert")).toContainText("有人在这个浏览器里登录了另一个账号");
  await expect(page.getByRole("navigation", { name: "主导航" })).toHaveCount(0);
  expect(await page.content()).not.toContain("张雨桐");

  // Each may take the browser back; the other then knows.
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "解锁", exact: true }).click();
  await expect(page.getByRole("row", { name: /张雨桐/ })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await lookForNews(other);
  await expect(other.getByRole("alert")).toContainText("有人在这个浏览器里登录了另一个账号");
  expect(complaints.filter((complaint) => !complaint.includes("401"))).toEqual([]);
  complaints.length = 0;
});
