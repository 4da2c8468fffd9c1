import { CLIENT, createFile, enter, lookForNews, room, signIn } from "../support/company.js";
import { expect, founded, open } from "../support/fixtures.js";

founded("the keyboard is never lost: what closes gives it back, what opens takes it", async ({ page }) => {
  await enter(page);
  await createFile(page, "销售一组");
  const file = page.getByRole("complementary", { name: "客户档案" });
  const form = page.getByRole("dialog", { name: "修改档案" });
  await expect(file).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: CLIENT.name })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(file).toBeFocused();
  await file.getByRole("button", { name: "修改" }).focus();
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("姓名")).toBeFocused();
  // Saved without a change, nothing is sent.
  await page.keyboard.press("Enter");
  await expect(page.getByText("没有改动")).toBeVisible();
  await expect(file.getByRole("button", { name: "修改" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("姓名")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(file.getByRole("button", { name: "修改" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("姓名")).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("姓名")).toBeFocused();
  await expect(form.getByText("请填写")).toBeVisible();
  await page.keyboard.type("张雨");
  // While it is being saved nothing closes, however often it is asked to, and nothing is offered that can't be kept.
  let release;
  const released = new Promise((done) => (release = done));
  await page.context().route("**/api/v1/**", async (route) => {
    if (route.request().method() !== "GET") await released;
    await route.continue();
  });
  await page.keyboard.press("Enter");
  await expect(form.getByRole("button", { name: "保存", exact: true })).toHaveAttribute("aria-busy", "true");
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "取消" }).click();
  await expect(form.getByText("正在保存，保存完才能关闭")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  // Frames that come late, as on a machine that is busy: the file is drawn anew before the form has given the keyboard back.
  await page.evaluate(() => {
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (drawn) => frame(() => setTimeout(drawn, 500));
  });
  release();
  await expect(form).toHaveCount(0);
  await page.context().unroute("**/api/v1/**");
  await expect(file).toBeFocused();
});

founded("the keyboard stays at its row, whatever comes above it", async ({ page, browser, server }) => {
  await enter(page);
  await createFile(page, "销售一组");
  await page.keyboard.press("Escape");
  const rows = page.getByRole("region", { name: "客户列表" });
  const mine = rows.getByRole("link", { name: CLIENT.name });
  // The address says how the list stands, and so does every row's.
  await rows.getByRole("columnheader", { name: "客户", exact: true }).getByRole("button").click();
  await expect(page).toHaveURL(/\?/);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "客户档案" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(mine).toBeFocused();
  const elsewhere = await (await browser.newContext({ baseURL: server.origin })).newPage();
  await open(elsewhere, "/sign-in");
  await signIn(elsewhere, "wangmin");
  await createFile(elsewhere, "销售一组", { ...CLIENT, name: "曾子安" });
  await elsewhere.context().close();
  await lookForNews(page);
  await expect(rows.getByRole("link")).toHaveText(["曾子安", CLIENT.name]);
  await expect(mine).toBeFocused();
  // It moved along with its row, so that one up is the one above.
  await page.keyboard.press("k");
  await expect(rows.getByRole("link", { name: "曾子安" })).toBeFocused();
});

founded("the back button closes what stands on top, and asks before it drops a draft", async ({ page }) => {
  await enter(page);
  await room(page, "组织与角色");
  await room(page, "客户档案");
  const form = page.getByRole("dialog", { name: "新建客户档案" });
  await page.keyboard.press("n");
  await expect(form.getByLabel("姓名")).toBeFocused();
  await page.goBack();
  await expect(form).toHaveCount(0);
  await expect(page).toHaveURL(/\/clients$/);
  await page.keyboard.press("n");
  await form.getByLabel("姓名").fill("草稿");
  // However long a word is, the form keeps to its drawer; whatever has the focus stands clear of the foot.
  await form.getByLabel("备注").fill(`https://example.com/${"aBcDeFgH".repeat(40)}`);
  const { width, height } = page.viewportSize();
  for (const size of [
    { width: 1440, height: 800 },
    { width: 360, height: 640 },
  ]) {
    await page.setViewportSize(size);
    expect(await form.evaluate((drawer) => drawer.scrollWidth - drawer.clientWidth)).toBe(0);
    await form.getByLabel("姓名").focus();
    let fields = 0;
    for (; fields < 40; fields += 1) {
      await page.keyboard.press("Tab");
      const clear = () =>
        page.evaluate(() => {
          const foot = document.querySelector(".editor-foot");
          const here = document.activeElement;
          return foot.contains(here) ? null : foot.getBoundingClientRect().top - here.getBoundingClientRect().bottom;
        });
      if ((await clear()) === null) break;
      // What the focus moves, it moves within a few frames.
      await expect.poll(clear, { message: `${size.width} px, field ${fields}`, timeout: 1000 }).toBeGreaterThanOrEqual(0);
    }
    expect(fields).toBeGreaterThan(9);
  }
  await page.setViewportSize({ width, height });
  await page.goBack();
  await page.getByRole("button", { name: "继续填写" }).click();
  await expect(form.getByLabel("姓名")).toHaveValue("草稿");
  await page.goBack();
  await page.getByRole("button", { name: "放弃", exact: true }).click();
  await expect(form).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/organisation$/);
});
