import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { setUp } from "./company.js";
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
      const page = await browser.newPage({ baseURL: server.origin });
      await setUp(page, server.setUpLink);
      await page.close();
      await server.stop();
      await use(server.data);
      await server.remove();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  server: async ({ founding }, use) => {
    const data = await mkdtemp(join(tmpdir(), "jiandang-"));
    await cp(founding, data, { recursive: true });
    const server = await Server.start({ data });
    await use(server);
    await server.remove();
    await rm(data, { recursive: true, force: true });
  },
});

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
