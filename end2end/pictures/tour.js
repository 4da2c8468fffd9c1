import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { expect } from "@playwright/test";

const FOLDER = resolve(import.meta.dirname, "../../target/pictures");

const SIZES = [
  [1440, 900],
  [768, 1024],
  [360, 740],
];
/** Is nothing lost on a very wide screen? One look is enough. */
const WIDEST = [2560, 1440];
const LANGS = [
  ["zh", "中文"],
  ["en", "English"],
];

/**
 * Takes pictures of a page as it stands, in every size, scheme and language, and puts it back to 1440 px, light, Chinese.
 * Nothing is loaded anew: what is typed, open or focused stays.
 */
export class Tour {
  constructor(only = process.env.JIANDANG_PICTURES ?? "") {
    this.only = new RegExp(only);
    this.flaws = [];
  }

  static async start() {
    await mkdir(FOLDER, { recursive: true });
    return new Tour();
  }

  async look(page, name) {
    if (!this.only.test(name)) return;
    for (const [lang, label] of LANGS) {
      if (!(await speak(page, label)) && lang !== "zh") break;
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}-${lang}.png`, fullPage: true });
        }
        await this.#examine(page, `${name} at ${width} px in ${lang}`);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    await speak(page, "中文");
    const [width, height] = WIDEST;
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${FOLDER}/${name}-${width}-light-zh.png` });
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  /** What a program sees as well as an eye: sideways overflow, cut words, and words of the other language. */
  async #examine(page, where) {
    const flaws = await page.evaluate(() => {
      const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
      const found = [];
      const wide = document.scrollingElement.scrollWidth - innerWidth;
      if (wide > 0) found.push(`the page is ${wide} px too wide`);
      for (const element of document.querySelectorAll("h1, h2, h3, p, button, a, label, legend, small, code, dd, dt, b, li, th, input, select")) {
        if (!shown(element) || element.closest(".unseen, .skip, [inert]")) continue;
        const box = element.getBoundingClientRect();
        const inScroller = element.closest(".table-frame, .tabs, .rail nav, .rows");
        if (!inScroller && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)) found.push(`beyond the edge: ${element.tagName} ${element.textContent.slice(0, 30)}`);
        const cut = element.scrollWidth - element.clientWidth;
        if (cut > 1 && getComputedStyle(element).overflowX !== "visible" && !element.matches("input, [title]")) found.push(`cut by ${cut} px: ${element.tagName} ${element.textContent.slice(0, 30)}`);
      }
      return [...new Set(found)];
    });
    this.flaws.push(...flaws.map((flaw) => `${where}: ${flaw}`));
  }

  /** Fails if anything was found. */
  close() {
    expect(this.flaws).toEqual([]);
  }
}

/** Presses a switch of the language, wherever on the page it is, even in a closed menu. False if there is none. */
async function speak(page, label) {
  return page.evaluate((label) => {
    const button = [...document.querySelectorAll(".switch button")].find((button) => button.textContent.trim() === label);
    button?.click();
    return button !== undefined;
  }, label);
}
