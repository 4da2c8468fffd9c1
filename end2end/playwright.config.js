import { defineConfig } from "@playwright/test";
import { chromium } from "./support/chromium.js";

const bench = process.env.JIANDANG_BENCH === "1";
const launchOptions = {
  // The tests run as root in containers, where Chromium's own sandbox can't start.
  chromiumSandbox: false,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
/** Options of one project replace the others' as a whole. */
const within = (which) => ({ launchOptions: { ...launchOptions, executablePath: chromium(which) } });

export default defineConfig({
  // Two at a time, each with a server of its own; what is measured has the machine to itself.
  workers: bench ? 1 : 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === "1",
  retries: 0,
  timeout: 120_000,
  // Nothing on a page takes longer; a test that waits for what never comes should say so soon.
  expect: { timeout: 15_000 },
  reporter: bench ? "line" : "list",
  outputDir: "test-results",
  use: {
    actionTimeout: 15_000,
    // Colours are judged where they end, not on their way.
    contextOptions: { reducedMotion: "reduce" },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    // Recorded for every test, traces take a fifth of the time: `--trace retain-on-failure` when one is needed.
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "chromium", testDir: "tests", use: within({ whole: false }) },
    { name: "bench", testDir: "bench", use: within({ whole: true }) },
    { name: "pictures", testDir: "pictures", use: within({ whole: true }) },
  ],
});
