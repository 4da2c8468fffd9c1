import { accessible, choose, enter, room, tab } from "../support/company.js";
import { expect, founded } from "../support/fixtures.js";

/** The founder takes a post, which waits for an archivist: for themselves. */
async function appoint(page, unit, role) {
  await tab(page, "人员");
  await page.getByRole("button", { name: "任命王敏" }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog.getByLabel("部门"), unit);
  await choose(dialog.getByLabel("岗位角色"), role);
  await dialog.getByRole("button", { name: "签名并任命" }).click();
  await expect(dialog).toHaveCount(0);
}

founded("several who wait are admitted at once, and who was not chosen goes on waiting", async ({ page }) => {
  await enter(page);
  await room(page, "组织与角色");
  for (const unit of ["销售一组", "销售二组"]) await appoint(page, unit, "销售代表");
  await tab(page, "待准入");
  await page.getByRole("button", { name: /准入王敏.*销售二组/ }).click();
  // One who waits alone needs no choosing.
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  for (const unit of ["客服部", "风控部"]) await appoint(page, unit, "销售代表");
  await tab(page, "待准入");
  const waiting = page.getByRole("list", { name: "待准入" }).getByRole("listitem");
  await expect(waiting).toHaveCount(3);

  const admit = page.getByRole("button", { name: /准入所选/ });
  await expect(admit).toHaveCount(0);
  const all = page.getByLabel("全选");
  await all.check();
  for (const one of await waiting.getByRole("checkbox").all()) await expect(one).toBeChecked();
  await expect(admit).toHaveText("准入所选 3 人次");
  const kept = waiting.filter({ hasText: "风控部" });
  await kept.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await expect(all).not.toBeChecked();
  await accessible(page, "admissions: some chosen");
  await admit.click();
  await expect(page.getByText("已准入 2 人次，密钥正在送达")).toBeVisible();
  await expect(waiting).toHaveCount(1);
  await expect(waiting).toContainText("风控部");
  await expect(page.getByRole("tabpanel")).toBeFocused();
});
