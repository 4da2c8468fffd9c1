import { resolve } from "node:path";
import { createFile, CLIENT, setUp, room } from "../support/company.js";
import { expect, test } from "../support/fixtures.js";

const FOLDER = resolve(import.meta.dirname, "../../docs/pictures");

/** A resident ID number with its check digit. */
function idNumber(first17) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...first17].reduce((sum, digit, at) => sum + Number(digit) * weights[at], 0);
  return first17 + "10X98765432"[sum % 11];
}

const PEOPLE = [
  ["张雨桐", "138 1234 4471", "高价值客户", "2026-11-02"],
  ["章子安", "186 5520 0925", "潜在客户", "2026-09-30"],
  ["买买提·阿不都热合曼", "150 9917 7702", "投诉客户", "2026-08-11"],
  ["欧阳静怡", "158 6371 6641", "高价值客户", "2026-03-30"],
  ["陈志远", "133 1180 5050", "续约", "2026-01-08"],
];

test("pictures of the list and of a file", async ({ page, server }) => {
  test.setTimeout(240_000);
  await setUp(page, server.setUpLink);
  for (const [at, [name, mobile, tag, opened]] of PEOPLE.entries()) {
    const number = idNumber(`3301061988${String(1 + at).padStart(2, "0")}15${371 + at}`);
    await createFile(page, "销售一组", { ...CLIENT, name, mobile, tag, opened, idNumber: number, shortName: "" });
  }
  await room(page, "客户档案");
  for (const [scheme, suffix] of [
    ["light", ""],
    ["dark", "-dark"],
  ]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [
      [1440, 820],
      [768, 1000],
      [360, 740],
    ]) {
      await page.setViewportSize({ width, height });
      await page.goto("/clients").catch(() => {});
      await relock(page);
      await expect(page.getByRole("link", { name: PEOPLE[0][0] })).toBeVisible();
      await page.screenshot({ path: `${FOLDER}/list-${width}${suffix}.png` });
      await page.getByRole("link", { name: PEOPLE[0][0] }).click();
      await expect(page.getByRole("complementary", { name: "客户档案" }).getByText("138 **** 4471")).toBeVisible();
      await page.screenshot({ path: `${FOLDER}/file-${width}${suffix}.png` });
    }
  }
});

/** A reload has forgotten the keys. */
async function relock(page) {
  const { signIn } = await import("../support/company.js");
  await signIn(page, "wangmin");
}
