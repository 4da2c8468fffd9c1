import { readdir, readFile } from "node:fs/promises";
import { join as path } from "node:path";
import { createFile, room, setUp, signOut } from "../support/company.js";
import { expect, test } from "../support/fixtures.js";
import { Front } from "../support/front.js";
import { Server } from "../support/server.js";

/** Unique marks in every field of a client. The ID number and the mobile are marks by their digits. */
const MARKED = {
  name: "金丝雀甲",
  idNumber: "110105198806053718",
  mobile: "13987650321",
  address: "金丝雀乙路 8675309 号",
  opened: "2026-11-02",
  shortName: "金丝雀丙",
  tag: "金丝雀丁标签",
  remarks: "金丝雀戊备注 canary-remarks-5150",
};
const MARKS = [MARKED.name, MARKED.idNumber, MARKED.mobile, MARKED.address, MARKED.shortName, MARKED.tag, MARKED.remarks];

/** How a mark may stand somewhere: plain, hexadecimal, UTF-16, and base64 at each of the three alignments. */
function spellings(mark) {
  const utf8 = Buffer.from(mark, "utf8");
  const utf16 = Buffer.from(mark, "utf16le");
  const big = Buffer.from(utf16).swap16();
  const found = [utf8, utf16, big];
  for (const bytes of [utf8, utf16, big]) {
    found.push(Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("hex").toUpperCase()));
    for (const shift of [0, 1, 2]) {
      // Only the symbols that this mark alone decides.
      const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
      const from = Math.ceil((shift * 8) / 6);
      const to = Math.floor(((shift + bytes.length) * 8) / 6);
      found.push(Buffer.from(whole.slice(from, to)), Buffer.from(whole.slice(from, to).replaceAll("+", "-").replaceAll("/", "_")));
    }
  }
  found.push(Buffer.from(encodeURIComponent(mark)));
  return found;
}

async function files(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) found.push(path(entry.parentPath, entry.name));
  }
  return found;
}

/** Runs the flow, and returns every place in which a mark stands. */
async function leaks(page, server) {
  const recorded = [];
  page.context().on("request", (request) => {
    const body = request.postDataBuffer();
    recorded.push([`request ${request.method()} ${request.url()}`, Buffer.concat([Buffer.from(request.url()), body ?? Buffer.alloc(0)])]);
  });
  page.context().on("response", async (response) => {
    recorded.push([`response ${response.url()}`, await response.body().catch(() => Buffer.alloc(0))]);
  });
  await setUp(page, server.setUpLink);
  await createFile(page, "销售一组", MARKED);
  await page.getByRole("link", { name: MARKED.name }).click();
  const file = page.getByRole("complementary", { name: "客户档案" });
  await file.getByRole("button", { name: "修改" }).click();
  const form = page.getByRole("dialog", { name: "修改档案" });
  await form.getByLabel("备注").fill(`${MARKED.remarks}，再改一次`);
  await form.getByRole("button", { name: "保存", exact: true }).click();
  await expect(file.getByText("再改一次")).toBeVisible();
  const opened = page.url();
  await room(page, "客户档案");
  await page.getByLabel("查找客户").fill(MARKED.name);
  await expect(page.getByRole("link", { name: MARKED.name })).toBeVisible();
  await signOut(page);
  // SSR of the file's own address, as a visitor would get it.
  for (const address of ["/", "/clients", opened]) {
    recorded.push([`html ${address}`, Buffer.from(await (await page.request.get(address)).text())]);
  }
  await page.waitForTimeout(500);
  await server.stop();
  for (const name of await files(server.data)) recorded.push([`file ${name}`, await readFile(name)]);
  recorded.push(["log", Buffer.from(server.log())]);
  expect(recorded.filter(([place]) => place.startsWith("request POST")).length).toBeGreaterThan(3);
  expect(recorded.filter(([place]) => place.startsWith("file")).length).toBeGreaterThan(1);
  const found = [];
  for (const mark of MARKS) {
    for (const spelling of spellings(mark)) {
      for (const [place, bytes] of recorded) if (bytes.includes(spelling)) found.push(`${mark} in ${place}`);
    }
  }
  return [...new Set(found)];
}

test("no mark of a client's fields stands in the data folder, the log, the traffic or the pages' HTML", async ({ page, server }) => {
  test.setTimeout(240_000);
  expect(await leaks(page, server)).toEqual([]);
});

test("with sealing replaced by identity the same search finds the marks", async ({ browser }) => {
  test.setTimeout(240_000);
  const unsealed = process.env.JIANDANG_UNSEALED;
  expect(unsealed, "the folder of the engine that leaves plaintext in envelopes").toBeTruthy();
  const server = await Server.start();
  const front = await Front.start(server, { engine: unsealed });
  try {
    server.setUpLink = front.before(server.setUpLink);
    const context = await browser.newContext({ baseURL: front.origin });
    const found = await leaks(await context.newPage(), server);
    for (const mark of MARKS) expect(found.some((leak) => leak.startsWith(mark)), `${mark} was looked for in vain`).toBe(true);
    expect(found.some((leak) => leak.includes("in file"))).toBe(true);
    expect(found.some((leak) => leak.includes("in request"))).toBe(true);
    await context.close();
  } finally {
    await front.stop();
    await server.remove();
  }
});
