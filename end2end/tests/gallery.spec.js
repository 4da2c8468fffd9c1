import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { accessible } from "../support/company.js";
import { expect, open, test as base } from "../support/fixtures.js";
import { Front } from "../support/front.js";

const GALLERY = process.env.JIANDANG_GALLERY;
const TITLE = { zh: "组件", en: "Components" };
/** Stands in the gallery's code and nowhere else. */
const MARK = "gallery-part";

/** `gallery`: a tab with the page that shows every component, served in place of the product's page. */
const test = base.extend({
  gallery: async ({ browser, server, complaints }, use) => {
    expect(GALLERY, "the folder of the page with the gallery").toBeTruthy();
    const front = await Front.start(server, { page: GALLERY });
    const context = await browser.newContext({ baseURL: front.origin });
    const page = await context.newPage();
    await open(page, "/gallery");
    await expect(page.getByRole("heading", { level: 1, name: TITLE.zh, exact: true })).toBeVisible();
    await use(page);
    await context.close();
    await front.stop();
    expect(complaints).toEqual([]);
  },
});

const part = (page, name) => page.getByRole("region", { name, exact: true });

test("every component of the kit stands there in every state", async ({ gallery }) => {
  const kit = (await readdir("../app/src/kit")).map((file) => file.replace(".rs", "")).filter((file) => file !== "mod");
  for (const piece of kit) expect(await part(gallery, piece).locator("> :not(h2)").count(), piece).toBeGreaterThan(0);
  const buttons = part(gallery, "button");
  for (const weight of [".primary", ".quiet", ".danger", ":not(.primary, .quiet, .danger)"]) {
    const weighted = buttons.locator(`.button${weight}`);
    await expect(weighted.and(gallery.locator(":enabled"))).toHaveCount(3);
    await expect(weighted.and(gallery.locator(":disabled:not([aria-busy])"))).toHaveCount(1);
    await expect(weighted.and(gallery.locator(":disabled[aria-busy=true]"))).toHaveCount(1);
    await expect(weighted.and(gallery.locator(".bare[aria-label]"))).toHaveCount(1);
  }
  const states = async (name, control) => {
    const all = part(gallery, name).locator(control);
    const count = (state) => all.and(gallery.locator(state)).count();
    return { plain: await count(":enabled:not([aria-invalid])"), wrong: await count("[aria-invalid=true]"), off: await count(":disabled") };
  };
  expect(await states("field", "input")).toEqual({ plain: 5, wrong: 1, off: 1 });
  expect(await states("field", "textarea")).toEqual({ plain: 2, wrong: 1, off: 1 });
  expect(await states("combo", "input")).toEqual({ plain: 1, wrong: 1, off: 0 });
  expect(await states("select", "select")).toEqual({ plain: 2, wrong: 1, off: 1 });
  expect(await states("password", "input")).toEqual({ plain: 1, wrong: 1, off: 1 });
  await expect(part(gallery, "field").locator("#field-g-filled")).toHaveValue("张雨桐");
  await expect(part(gallery, "select").locator("#field-g-select-chosen")).toHaveValue("b");
  // What is wrong is tied to its field.
  for (const wrong of await gallery.locator("[aria-invalid=true]").all()) await expect(wrong).toHaveAccessibleDescription("请填写");
  for (const tone of ["neutral", "good", "wait", "bad", "link"]) {
    await expect(part(gallery, "badge").locator(`[data-tone=${tone}]`)).toHaveCount(1);
    expect(await part(gallery, "notice").locator(`[data-tone=${tone}]`).count(), tone).toBeGreaterThan(0);
  }
  expect(await part(gallery, "icon").locator(".icon").count()).toBeGreaterThan(10);
  const note = part(gallery, "new_password").locator("#field-new-password-note");
  const press = (name) => part(gallery, "new_password").getByRole("button", { name, exact: true }).click();
  await expect(note).toHaveText("用三四个不相干的词连起来，既好记又难猜");
  await press("pressed");
  await expect(note).toHaveText("请填写");
  await press("weak");
  await expect(note).toHaveText("还太容易猜到，再加一两个不相干的词");
  await press("differs");
  await press("pressed");
  await expect(part(gallery, "new_password").getByText("两次输入不一样")).toBeVisible();
  await press("strong");
  await expect(note).toHaveText("记牢它，没有人能替你找回");
  await expect(part(gallery, "new_password").locator("[aria-invalid=true]")).toHaveCount(0);
  await part(gallery, "tag_input").getByRole("button", { name: "wrong" }).click();
  await expect(part(gallery, "tag_input").getByText("请填写")).toBeVisible();
  await expect(part(gallery, "steps").locator("[aria-current=step]")).toHaveCount(3);
  await expect(part(gallery, "table").getByRole("row")).toHaveCount(3);
  await expect(part(gallery, "skeleton").getByRole("status")).toBeVisible();
  await expect(part(gallery, "empty").locator(".empty")).toHaveCount(2);
  await expect(part(gallery, "empty").getByRole("button")).toHaveCount(1);
});

test("axe finds nothing in it, in both languages and in both lights, with everything open", async ({ gallery }) => {
  // The two kinds of dialog hold the same: one in each language and light is enough.
  const looks = [
    { lang: "zh", colorScheme: "light", kind: "dialog" },
    { lang: "zh", colorScheme: "dark" },
    { lang: "en", colorScheme: "light" },
    { lang: "en", colorScheme: "dark", kind: "drawer" },
  ];
  for (const { lang, colorScheme, kind } of looks) {
    await part(gallery, "switch").getByRole("button", { name: { zh: "中文", en: "English" }[lang] }).click();
    await expect(gallery.getByRole("heading", { level: 1, name: TITLE[lang], exact: true })).toBeVisible();
    await gallery.emulateMedia({ colorScheme });
    const look = (what) => accessible(gallery, `${what}, ${lang}, ${colorScheme}`);
    for (const tone of ["good", "bad", "neutral"]) await gallery.getByRole("button", { name: `toast, ${tone}` }).click();
    await part(gallery, "menu").locator("[popovertarget]").click();
    await expect(part(gallery, "menu").locator(".menu-panel")).toBeVisible();
    await look("the page");
    await gallery.keyboard.press("Escape");
    await part(gallery, "popover").locator("[popovertarget]").click();
    await expect(part(gallery, "popover").getByRole("checkbox")).toBeFocused();
    await look("a popover");
    await gallery.keyboard.press("Escape");
    await expect(part(gallery, "popover").locator("[popovertarget]")).toBeFocused();
    if (kind) {
      await gallery.getByRole("button", { name: kind, exact: true }).click();
      await look(kind);
      await gallery.keyboard.press("Escape");
    }
  }
});

test("what is copied is said, and over a dialog it can be pressed away", async ({ gallery }) => {
  await gallery.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  // Time stands still, so that toasts stay until they are told to go.
  await gallery.clock.install();
  await gallery.clock.pauseAt(Date.now() + 60_000);
  const toasts = gallery.locator(".toast");
  await part(gallery, "copy").getByRole("button", { name: "copy", exact: true }).click();
  await expect(toasts).toHaveText(["已复制"]);
  await part(gallery, "copy").getByRole("button", { name: "copy a secret" }).click();
  await expect(toasts).toHaveText(["已复制", "已复制，30 秒后清空剪贴板"]);
  for (const kind of ["dialog", "drawer"]) {
    await part(gallery, "dialog").getByRole("button", { name: kind, exact: true }).click();
    const dialog = gallery.getByRole("dialog");
    await dialog.getByRole("button", { name: "toast here" }).click();
    // The newest alone: more would cover what is typed there.
    await expect(dialog.locator(".toast")).toHaveText(["已封存并保存"]);
    await dialog.locator(".toast").getByRole("button").click();
    await expect(dialog.locator(".toast")).toHaveText(["已复制，30 秒后清空剪贴板"]);
    await dialog.getByRole("button", { name: "取消" }).click();
    await expect(toasts).toHaveCount(2);
  }
  // However long a word is, it stays within the page.
  await gallery.setViewportSize({ width: 360, height: 740 });
  await gallery.getByRole("button", { name: "toast, long" }).click();
  const { x, width } = await toasts.filter({ hasText: "WWWW" }).boundingBox();
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(360);
});

test("dialog and drawer hold the focus, close by Escape and by their button, and give the focus back", async ({ gallery }) => {
  for (const kind of ["dialog", "drawer"]) {
    const opener = gallery.getByRole("button", { name: kind, exact: true });
    const dialog = gallery.getByRole("dialog");
    await opener.focus();
    await gallery.keyboard.press("Enter");
    await expect(dialog.getByRole("textbox")).toBeFocused();
    const inside = () => gallery.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest("dialog"));
    for (const key of ["Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
      await gallery.keyboard.press(key);
      expect(await inside(), `${kind}: ${key}`).toBe(true);
    }
    await gallery.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
    await gallery.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "关闭" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test("tabs by arrow keys, the menu by Enter, Tab and Escape, toasts by their button or by themselves", async ({ gallery }) => {
  const [one, two] = await part(gallery, "tabs").getByRole("tab").all();
  const panel = part(gallery, "tabs").getByRole("tabpanel");
  await one.focus();
  for (const [key, now] of [["ArrowRight", two], ["ArrowRight", one], ["ArrowLeft", two], ["Home", one], ["End", two]]) {
    await gallery.keyboard.press(key);
    await expect(now).toBeFocused();
    await expect(now).toHaveAttribute("aria-selected", "true");
    await expect(panel).toHaveAttribute("aria-labelledby", await now.getAttribute("id"));
  }
  // One stop for all tabs, then their panel.
  await gallery.keyboard.press("Tab");
  await expect(panel).toBeFocused();

  // What opens is no list of commands but controls of several kinds: one goes through them by Tab.
  const opener = part(gallery, "menu").locator("[popovertarget]");
  const menu = gallery.locator(".menu-panel");
  await opener.focus();
  await gallery.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await gallery.keyboard.press("Tab");
  expect(await menu.evaluate((menu) => menu.contains(document.activeElement))).toBe(true);
  await gallery.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();

  // Time stands still, so that toasts stay until they are told to go.
  await gallery.clock.install();
  await gallery.clock.pauseAt(Date.now() + 60_000);
  for (const tone of ["good", "bad", "neutral", "bad"]) await gallery.getByRole("button", { name: `toast, ${tone}` }).click();
  const toasts = gallery.getByRole("status", { name: "提示" }).locator(".toast");
  await expect(toasts).toHaveCount(3);
  const text = await toasts.first().innerText();
  await toasts.first().getByRole("button").click();
  await expect(toasts).toHaveCount(2);
  await expect(toasts.filter({ hasText: text })).toHaveCount(0);
  await gallery.clock.runFor(10_000);
  await expect(toasts).toHaveCount(0);
});

test("the product has no such page", async ({ page, request, complaints }) => {
  const response = await open(page, "/gallery");
  expect(response.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "没有这个页面" })).toBeVisible();
  // Not because it hides: it is not in the module.
  const boot = await (await request.get((await response.text()).match(/\/pkg\/boot\.[0-9a-f]+\.js/)[0])).text();
  const [glue] = boot.match(/page\.[0-9a-f]+\.js/);
  const names = await (await request.get(`/pkg/${glue}`)).text();
  for (const module of [boot.match(/page\.[0-9a-f]+\.wasm/), names.match(/rooms\.[0-9a-f]+\.wasm/)]) {
    const shipped = await (await request.get(`/pkg/${module[0]}`)).body();
    expect(shipped.includes(MARK)).toBe(false);
  }
  const built = await Promise.all(["page.wasm", "rooms.wasm"].map((name) => readFile(join(GALLERY, name))));
  expect(built.some((module) => module.includes(MARK))).toBe(true);
  // The browser says of the page that is not there what the page says, too.
  expect(complaints.splice(0).map((complaint) => /404/.test(complaint))).toEqual([true]);
});
