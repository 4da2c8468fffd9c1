import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test as base } from "@playwright/test";
import { employ, enter, invite, join, setUp } from "./company.js";
import { Server } from "./server.js";

/**
 * `server`: the real binary, fresh for each test. `complaints`: what the browser objected to on any page of the context, content
 * policy violations and uncaught errors among them; a test that leaves one there fails.
 */
export const test = base.extend({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.remove();
  },
  baseURL: async ({ server }, use) => use(server.origin),
  complaints: [
    async ({ context }, use) => {
      const complaints = watch(context);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * The same where a company is there already: 晨光商贸, founded by 王敏 (`wangmin`) in a real browser, once for all tests of a worker, each of
 * which gets a copy of the data folder. `enter` signs in.
 */
export const founded = test.extend({
  founding: [
    async ({ browser }, use) => {
      const server = await Server.start();
      const page = await browser.newPage({ baseURL: server.origin, locale: "zh-CN" });
      await setUp(page, server.setUpLink);
      await page.close();
      await server.stop();
      await use(server.data);
      await server.remove();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  server: async ({ founding }, use) => onCopy(founding, use),
});

/**
 * The same with a colleague, taken in once for all tests of a worker: 李强 (`liqiang`), 销售代表 of 销售一组, whose browser is gone. Nobody else
 * is there.
 */
export const staffed = founded.extend({
  staff: [
    async ({ browser, founding }, use) => {
      await onCopy(founding, async (server) => {
        const page = await browser.newPage({ baseURL: server.origin, locale: "zh-CN" });
        await enter(page);
        const link = await invite(page, "李强，销售一组");
        const theirs = await browser.newPage({ baseURL: server.origin, locale: "zh-CN" });
        await join(theirs, link, "李强", "liqiang");
        await theirs.close();
        await employ(page, "李强", "销售一组", "销售代表");
        await page.close();
        await server.stop();
        await use(server.data);
      });
    },
    { scope: "worker", timeout: 60_000 },
  ],
  server: async ({ staff }, use) => onCopy(staff, use),
});

/** A server on a copy of a data folder, both of which are gone afterwards. */
async function onCopy(original, use) {
  const data = await mkdtemp(path.join(tmpdir(), "jiandang-"));
  await cp(original, data, { recursive: true });
  const server = await Server.start({ data });
  await use(server);
  await server.remove();
  await rm(data, { recursive: true, force: true });
}

/** Collects what the browser objects to in a context: for contexts that a test opens itself. */
export function watch(context) {
  const complaints = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error()}`));
  return complaints;
}

/** Opens an address and waits until the page listens and its engine answers. */
export async function open(page, address) {
  const response = await page.goto(address);
  await expect(page.locator("html[data-hydrated][data-engine=ready]")).toBeAttached();
  return response;
}

export { expect };
