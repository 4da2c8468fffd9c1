import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { createFile, room, setUp } from "../support/company.js";
import { Server } from "../support/server.js";
import { PEOPLE } from "./company.js";

const FOLDER = resolve(import.meta.dirname, "../../docs/pictures");

test("the README's pictures: the list and a file", async ({ browser }) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  try {
    const page = await browser.newPage({ baseURL: server.origin });
    const take = (name) => page.screenshot({ path: `${FOLDER}/${name}.png` });
    const scheme = (colorScheme) => page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1440, height: 820 });
    await setUp(page, server.setUpLink);
    for (const person of PEOPLE) await createFile(page, person.unit, person);
    await room(page, "客户档案");
    // Words in passing would cover what is to be seen.
    await expect(page.locator(".toast")).toHaveCount(0);
    await page.mouse.move(0, 0);
    await scheme("light");
    await take("list-1440");
    await scheme("dark");
    await take("list-1440-dark");
    await page.setViewportSize({ width: 360, height: 740 });
    await scheme("light");
    await take("list-360");
    await page.getByRole("link", { name: PEOPLE[0].name }).click();
    await expect(page.getByRole("complementary", { name: "客户档案" }).getByText("138 **** 4471")).toBeVisible();
    await take("file-360");
    await page.setViewportSize({ width: 1440, height: 820 });
    await take("file-1440");
    await scheme("dark");
    await take("file-1440-dark");
  } finally {
    await server.remove();
  }
});
