// Lighthouse's accessibility score of pages: `node pages.mjs founding <set-up link>` before there is a company, then
// `node pages.mjs company <origin> <sign-in name> <password>`. Prints `{"page": …, "score": …, "faults": […]}` for each.
import puppeteer from "puppeteer-core";
import { snapshot } from "lighthouse";
import { chromium } from "../support/chromium.js";

const SETTINGS = {
  onlyCategories: ["accessibility"],
  formFactor: "desktop",
  screenEmulation: { disabled: true },
  throttlingMethod: "provided",
  disableFullPageScreenshot: true,
};
/** Pages whose address is all that they need. */
const OPEN = ["/sign-in", "/recover", "/join", "/no-such-page"];
const ROOMS = ["/", "/clients", "/organisation", ...["people", "roles", "invitations", "waiting"].map((tab) => `/organisation?tab=${tab}`), "/account"];

const rest = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 700)));

async function look(page, name) {
  const { lhr } = await snapshot(page, { config: { extends: "lighthouse:default", settings: SETTINGS } });
  const { score, auditRefs } = lhr.categories.accessibility;
  const faulty = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
  const faults = faulty.map(({ id }) => `${id}: ${lhr.audits[id].details?.items?.[0]?.node?.snippet ?? ""}`);
  console.log(JSON.stringify({ page: name, score: score * 100, faults }));
}

async function open(page, address) {
  await page.goto(address);
  await page.waitForSelector("html[data-hydrated][data-engine=ready]");
  await rest(page);
}

/** Within the page: an address that is loaded anew would have to be unlocked again. */
async function go(page, path) {
  await page.evaluate((path) => {
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await rest(page);
}

async function command(page, letter) {
  await page.keyboard.down("Control");
  await page.keyboard.press(letter);
  await page.keyboard.up("Control");
  await rest(page);
}

async function company(page, origin, name, password) {
  for (const path of OPEN) {
    await open(page, origin + path);
    await look(page, path);
  }
  await open(page, `${origin}/sign-in`);
  await page.type("#field-username", name);
  await page.type("#field-password", password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".rail nav", { timeout: 60_000 });
  await rest(page);
  for (const path of ROOMS) {
    await go(page, path);
    await look(page, path);
  }
  await command(page, "k");
  await look(page, "palette");
  await page.keyboard.press("Escape");
  await go(page, "/clients");
  await page.waitForSelector(".clients tbody a");
  await page.click(".clients tbody a");
  await page.waitForSelector("#file .file-head");
  await rest(page);
  await look(page, "file");
  await page.click(".file-foot .button");
  await page.waitForSelector(".editor");
  await rest(page);
  await look(page, "editor");
  await command(page, "l");
  await look(page, "locked");
}

const [what, ...given] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: chromium({ whole: true }), args: ["--no-sandbox", "--disable-gpu"], headless: true, defaultViewport: { width: 1440, height: 900 } });
try {
  const page = await browser.newPage();
  if (what === "founding") {
    await open(page, given[0]);
    await look(page, "/set-up");
  } else {
    await company(page, ...given);
  }
} finally {
  await browser.close();
}
