import { chromium } from "@playwright/test";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const [who, ...jobs] = process.argv.slice(2);
const password = process.env.PW;
for (const job of jobs) {
  const [path, width, height, theme, lang, name, act] = job.split(",");
  const context = await browser.newContext({ baseURL: "http://127.0.0.1:4900", viewport: { width: +width, height: +height }, colorScheme: theme, locale: lang === "en" ? "en-GB" : "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("console", (m) => { if (m.type() === "error") console.log("console:", m.text()); });
  page.on("pageerror", (e) => console.log("error:", e.message));
  await page.goto(path);
  await page.locator("html[data-hydrated][data-engine=ready]").waitFor();
  await page.locator("#field-username").fill(who);
  await page.locator("#field-password").fill(password);
  await page.keyboard.press("Enter");
  await page.locator(".rail nav").waitFor({ timeout: 60000 });
  await page.waitForTimeout(1500);
  if (act === "palette") { await page.keyboard.press("Control+k"); await page.waitForTimeout(400); }
  if (act?.startsWith("type:")) { await page.keyboard.press("Control+k"); await page.waitForTimeout(300); await page.keyboard.type(act.slice(5)); await page.waitForTimeout(600); }
  if (act?.startsWith("click:")) { await page.getByRole("button", { name: act.slice(6) }).first().click(); await page.waitForTimeout(600); }
  await page.screenshot({ path: `/tmp/w/look-${name}.png` });
  await context.close();
}
await browser.close();
