import { CLIENT, enter, PASSWORD, room, signIn } from "../support/company.js";
import { expect, founded } from "../support/fixtures.js";

const form = (page) => page.getByRole("dialog", { name: "新建客户档案" });

async function begin(page, name) {
  await room(page, "客户档案");
  await page.getByRole("button", { name: "新建档案" }).first().click();
  await form(page).getByLabel("姓名").fill(name);
}

/** The draft is kept once typing rests; the browser tells nobody when. */
async function isKept(page) {
  await expect.poll(() => drafts(page)).toHaveLength(1);
}

/** What the browser keeps, as text of whatever bytes there are. */
const drafts = (page) =>
  page.evaluate(
    () =>
      new Promise((done, fail) => {
        const opening = indexedDB.open("jiandang");
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains("kept")) return done([]);
          const found = database.transaction("kept").objectStore("kept").getAll();
          found.onsuccess = () => {
            database.close();
            done(found.result.map((bytes) => new TextDecoder().decode(bytes)));
          };
        };
      }),
  );

founded("what is typed outlives a lock, a closed tab and a session that ended; it is sealed, and saved once", async ({ page, context, complaints }) => {
  await enter(page);
  await begin(page, "张雨桐");
  await page.keyboard.press("Control+l");
  await expect(page.getByRole("heading", { name: "已锁定" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "解锁" }).click();
  await expect(form(page).getByLabel("姓名")).toHaveValue("张雨桐");
  await expect(form(page).getByText(/已接上你 .* 没有保存的内容/)).toBeVisible();

  await form(page).getByLabel("地址").fill(CLIENT.address);
  await expect(form(page).getByLabel("地址")).toHaveValue(CLIENT.address);
  const first = (await drafts(page)).join();
  await expect.poll(async () => (await drafts(page)).join()).not.toBe(first);
  expect((await drafts(page)).join()).not.toMatch(/张雨桐|信诚路/);
  await page.close();
  const tab = await context.newPage();
  await tab.goto("/");
  await signIn(tab, "wangmin");
  await tab.getByRole("link", { name: /没有保存的新档案：张雨桐/ }).click();
  await expect(form(tab).getByLabel("地址")).toHaveValue(CLIENT.address);

  // Signed out elsewhere while it is typed: the form comes back after the password, and is saved then.
  await form(tab).getByLabel("证件号码").fill(CLIENT.idNumber);
  await form(tab).getByLabel("手机").fill(CLIENT.mobile);
  await form(tab).getByLabel("所属部门").selectOption({ index: 1 });
  await context.clearCookies();
  await form(tab).getByRole("button", { name: "封好并建档" }).click();
  await expect(tab.getByRole("alert")).toContainText("这次登录已经结束");
  await tab.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await tab.getByRole("button", { name: "解锁" }).click();
  await expect(form(tab).getByLabel("手机")).toHaveValue(CLIENT.mobile);
  await form(tab).getByRole("button", { name: "封好并建档" }).click();
  await expect(form(tab)).toHaveCount(0);
  await expect(tab.getByText("1 位客户")).toBeVisible();
  await expect.poll(() => drafts(tab)).toEqual([]);
  complaints.splice(0, complaints.length, ...complaints.filter((said) => !said.includes("401")));
});

founded("a form is put aside as a draft, taken up, or dropped", async ({ page }) => {
  await enter(page);
  await begin(page, "曾子安");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "存为草稿" }).click();
  await expect(form(page)).toHaveCount(0);
  await begin(page, "曾子安");
  await expect(form(page).getByText(/已接上你/)).toBeVisible();
  await form(page).getByRole("button", { name: "不要草稿，从头填" }).click();
  await expect(form(page).getByLabel("姓名")).toHaveValue("");
  await expect.poll(() => drafts(page)).toEqual([]);
  await form(page).getByLabel("姓名").fill("陈志远");
  await isKept(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "放弃", exact: true }).click();
  await expect(form(page)).toHaveCount(0);
  await expect.poll(() => drafts(page)).toEqual([]);
});
