import { createRequire } from "node:module";

const reader = createRequire(import.meta.url).resolve("jsqr");

/** What a camera reads from a picture of this element. */
export async function scan(element) {
  const picture = await element.screenshot();
  // A page of its own: the product's lets no foreign script in.
  const page = await element.page().context().newPage();
  await page.addScriptTag({ path: reader });
  const text = await page.evaluate(async (base64) => {
    const bytes = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(bytes);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return jsQR(data, bitmap.width, bitmap.height)?.data ?? null;
  }, picture.toString("base64"));
  await page.close();
  return text;
}
