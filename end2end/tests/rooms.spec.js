import { enter, PASSWORD, setUp } from "../support/company.js";
import { expect, founded, open, test } from "../support/fixtures.js";

founded("whoever is let in while the rooms can't be fetched is told, and may try again", async ({ page, server, browser }) => {
  await enter(page);
  const context = await browser.newContext({ baseURL: server.origin });
  const visitor = await context.newPage();
  const rooms = /\/pkg\/rooms\./;
  await visitor.route(rooms, (route) => route.abort());
  await open(visitor, "/sign-in");
  await visitor.getByLabel("登录名").fill("wangmin");
  await visitor.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await visitor.getByRole("button", { name: "登录", exact: true }).click();
  await expect(visitor.getByText("页面的其余部分没能载入")).toBeVisible();
  await expect(visitor.getByRole("button", { name: "锁定" })).toBeVisible();
  await visitor.unroute(rooms);
  await visitor.getByRole("button", { name: "重试" }).click();
  await expect(visitor.getByRole("navigation", { name: "主导航" })).toBeVisible();
  await context.close();
});

test("a founder who gets no rooms is told what is true of a founder", async ({ page, server, complaints }) => {
  await page.route(/\/pkg\/rooms\./, (route) => route.abort());
  const founding = setUp(page, server.setUpLink);
  await expect(page.getByText("你已经登录，但页面的其余部分没能载入")).toBeVisible();
  await page.unroute(/\/pkg\/rooms\./);
  await page.getByRole("button", { name: "重试" }).click();
  await founding;
  // The browser said that the rooms failed, and nothing else.
  expect(complaints.splice(0).filter((complaint) => !/net::ERR_FAILED|TypeError: Failed to fetch/.test(complaint))).toEqual([]);
});

founded("of the page that let somebody in nothing is left", async ({ page }) => {
  await enter(page);
  await expect(page.locator("main")).toHaveCount(1);
  await expect(page.locator("a.skip")).toHaveCount(1);
  await expect(page.locator("input[type=password]")).toHaveCount(0);
});
