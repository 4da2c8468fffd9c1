import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, CLIENT, createFile, enter, lookForNews, signIn } from "../support/company.js";
import { expect, founded, open, watch } from "../support/fixtures.js";

const OTHER = { ...CLIENT, name: "章子安", mobile: "13987650321", shortName: "子安", remarks: "只谈续约" };

founded("a server that lost what was saved last has it again from the page that saved it, which says so", async ({ page, server, browser, complaints }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await server.stop();
  const copy = await mkdtemp(join(tmpdir(), "jiandang-copy-"));
  let running = server;
  try {
    await cp(server.data, copy, { recursive: true });
    running = await running.startAgain();
    await createFile(page, "销售一组", OTHER);
    await running.kill();
    await rm(running.data, { recursive: true });
    await cp(copy, running.data, { recursive: true });
    running = await running.startAgain();

    await lookForNews(page);
    await expect(page.getByText("服务器丢失了最后写入的内容")).toBeVisible();
    await expect(page.locator("main.alarm")).toHaveCount(0);
    await accessible(page, "restored");
    const context = await browser.newContext({ baseURL: running.origin });
    const said = watch(context);
    const fresh = await context.newPage();
    await open(fresh, "/clients");
    await signIn(fresh, "wangmin");
    for (const name of [CLIENT.name, OTHER.name]) await expect(fresh.getByRole("link", { name })).toBeVisible();
    expect(said).toEqual([]);
    await context.close();
    expect(complaints.splice(0).filter((complaint) => !/net::ERR_|Failed to fetch/.test(complaint))).toEqual([]);
  } finally {
    await running.remove();
    await rm(copy, { recursive: true, force: true });
  }
});
