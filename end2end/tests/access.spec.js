import { readFile } from "node:fs/promises";
import { accessible, accessibleOnPhone, choose, CLIENT, createFile, employ, enter, invite, join, lookForNews, room, signIn, tab } from "../support/company.js";
import { expect, founded, open } from "../support/fixtures.js";

/** A day as it is typed, so many days from now. */
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

founded("who can see: a unit, a section, a person and a file; today and before; a head's deputy until a date; kept as a table", async ({ page, server, browser }) => {
  founded.setTimeout(180_000);
  await enter(page);
  const people = [["周明", "zhouming", "销售部", "部门负责人"], ["李强", "liqiang", "销售一组", "销售代表"]];
  const pages = {};
  for (const [name, login, unit, role] of people) {
    const link = await invite(page, name);
    const context = await browser.newContext({ baseURL: server.origin });
    pages[name] = await context.newPage();
    await join(pages[name], link, name, login);
    await employ(page, name, unit, role);
  }
  await createFile(page, "销售一组", CLIENT, { manager: "李强" });

  // A file's own tab.
  await page.getByRole("link", { name: CLIENT.name }).click();
  const file = page.getByRole("complementary", { name: "客户档案" });
  await file.getByRole("tab", { name: "谁能看" }).click();
  const readers = file.getByRole("list", { name: "谁能看" }).getByRole("listitem");
  await expect(readers).toHaveCount(3);
  await expect(readers.filter({ hasText: "李强" })).toContainText("销售一组 · 销售代表");
  await expect(readers.filter({ hasText: "周明" })).toContainText("销售部 · 部门负责人");
  await expect(file.getByText(/由名册前 \d+ 条签名记录推出/)).toBeVisible();
  await accessible(page, "who can see a file");

  await room(page, "组织与角色");
  await tab(page, "谁能看");
  const table = page.getByRole("table", { name: "谁能看" });
  const row = (name) => table.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  // The company's own level first: the archivist alone.
  await expect(row("李强")).toHaveCount(0);
  await choose(page.getByLabel("部门", { exact: true }), "销售部 / 销售一组");
  await expect(row("李强")).toContainText("全部内容");
  await expect(row("李强")).toContainText("—");
  await expect(row("周明")).toHaveCount(1);
  await accessible(page, "who can see a unit");
  // Yesterday there was no company.
  const date = page.getByLabel("截至哪天");
  await date.fill("2020-02-30");
  await expect(page.locator("#field-access-date-note")).toHaveText("请写成 2026-01-05");
  await date.fill(day(-1));
  await expect(page.getByText("那时公司还没有建立")).toBeVisible();
  await date.fill("");
  await expect(row("李强")).toHaveCount(1);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "存为表格" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^谁能看 \d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await saved.path(), "utf8");
  expect(text).toContain('"李强","全部内容","销售一组 · 销售代表"');
  expect(text).toMatch(/^\ufeff"谁能看","销售一组","\d{4}-/);

  await choose(page.getByLabel("查什么"), "这个人能看哪些档案");
  await choose(page.getByLabel("谁", { exact: true }), "李强（liqiang）");
  await expect(row("销售一组")).toContainText("1");
  await expect(table.getByRole("rowheader")).toHaveCount(1);
  await page.setViewportSize({ width: 360, height: 740 });
  await accessibleOnPhone(page, "what a person can see");
  await page.setViewportSize({ width: 1440, height: 900 });

  // The head names a deputy by himself, the archivist lets them in, and the table says until when.
  const head = pages["周明"];
  await open(head, "/sign-in");
  await signIn(head, "zhouming");
  await room(head, "组织与角色");
  await tab(head, "人员");
  await head.getByRole("button", { name: "安排代理" }).click();
  const dialog = head.getByRole("dialog", { name: "为周明安排代理" });
  await dialog.getByRole("button", { name: "签名并安排" }).click();
  await expect(dialog.locator("#field-deputy-until-note")).toHaveText("请填写");
  await accessible(head, "naming a deputy");
  await choose(dialog.getByLabel("由谁代理"), "李强（liqiang）");
  await dialog.getByLabel("到哪天为止").fill(day(400));
  await dialog.getByRole("button", { name: "签名并安排" }).click();
  await expect(dialog.locator("#field-deputy-until-note")).toHaveText("要在今天到一年之内");
  await dialog.getByLabel("到哪天为止").fill(day(7));
  await dialog.getByRole("button", { name: "签名并安排" }).click();
  await expect(head.getByText("已安排李强代理，等待准入")).toBeVisible();
  await lookForNews(page);
  await tab(page, "待准入");
  await page.getByRole("button", { name: /准入李强/ }).click();
  await expect(page.getByText("没有人在等待准入")).toBeVisible();
  await tab(page, "人员");
  await expect(page.getByText(new RegExp(`代周明，至 ${day(7)} 23:59`))).toBeVisible();
  await tab(page, "谁能看");
  await choose(page.getByLabel("查什么"), "这个人能看哪些档案");
  await choose(page.getByLabel("谁", { exact: true }), "李强（liqiang）");
  const second = table.getByRole("row").filter({ hasText: "销售二组" });
  await expect(second).toContainText("销售部 · 部门负责人，代周明");
  await expect(second).toContainText(`${day(7)} 23:59`);
  for (const { context } of Object.values(pages).map((one) => ({ context: one.context() }))) await context.close();
});
