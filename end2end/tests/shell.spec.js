import { expect, open, test } from "../support/fixtures.js";

test("a page hydrates under its content policy, and the engine answers", async ({ page }) => {
  const response = await open(page, "/");
  const policy = response.headers()["content-security-policy"];
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=_-]{16,}' 'wasm-unsafe-eval'/);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(response.headers()["cache-control"]).toBe("no-store");
  expect(page.workers()).toHaveLength(1);
});

test("every response forbids what it can", async ({ request }) => {
  const boot = (await (await request.get("/")).text()).match(/\/pkg\/boot\.[0-9a-f]+\.js/)[0];
  for (const path of ["/", "/nowhere", "/health", boot]) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
    expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
  }
});

test("two pages never share a nonce", async ({ request }) => {
  const nonce = async () => (await request.get("/")).headers()["content-security-policy"].match(/'nonce-([^']+)'/)[1];
  expect(await nonce()).not.toBe(await nonce());
});

test("files are kept for ever and sent packed", async ({ request }) => {
  const html = await (await request.get("/")).text();
  for (const address of html.match(/\/pkg\/[^"]+/g)) {
    const response = await request.get(address, { headers: { "accept-encoding": "br" } });
    expect(response.status(), address).toBe(200);
    expect(response.headers()["cache-control"], address).toContain("immutable");
    expect(response.headers()["content-encoding"], address).toBe("br");
  }
  expect((await request.get("/pkg/page.js")).status()).toBe(404);
});

test("a page loads one build of page and engine, and says so if a newer server has another", async ({ page, request, complaints }) => {
  const text = async (address) => (await request.get(address)).text();
  const named = (source, name) => source.match(new RegExp(`${name.replace(".", "\\.(?:[0-9a-f]{16})\\.")}`, "g"));
  const [boot] = named(await text("/"), "boot.js");
  const script = await text(`/pkg/${boot}`);
  const [worker] = named(script, "worker.js");
  const engine = await text(`/pkg/${worker}`);
  const [glue] = named(script, "page.js");
  const pages = await text(`/pkg/${glue}`);
  for (const [source, name] of [[script, "page.js"], [script, "page.wasm"], [pages, "rooms.wasm"], [engine, "engine.js"], [engine, "engine.wasm"]]) {
    const [file] = named(source, name);
    expect((await request.get(`/pkg/${file}`)).status(), file).toBe(200);
    expect(source, "nothing is named without its content").not.toContain(`/${name}`);
  }

  const [gone] = named(engine, "engine.wasm");
  await page.context().route(`**/pkg/${gone}`, (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "启动不了" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("请刷新页面再试");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  // The browser has objected to the missing file, as it should.
  expect(complaints.splice(0)).not.toEqual([]);
});

test("the sign-in page is typed into before engine and rooms have come, with the four files that are counted for it", async ({ page }) => {
  const later = /\/pkg\/(worker|engine|rooms|icon)\./;
  await page.context().route(later, () => {});
  const files = new Set();
  page.on("request", (request) => files.add(new URL(request.url()).pathname.replace(/\.[0-9a-f]{16}\./, ".")));
  await page.goto("/sign-in");
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
  await page.getByLabel("登录名").fill("wangmin");
  await page.getByLabel("密码", { exact: true }).fill("geheim");
  await page.getByRole("button", { name: "显示输入内容" }).click();
  await expect(page.getByLabel("密码", { exact: true })).toHaveAttribute("type", "text");
  const counted = ["boot.js", "main.css", "page.js", "page.wasm"].map((name) => `/pkg/${name}`);
  const needed = [...files].filter((name) => !later.test(name));
  expect(needed.sort()).toEqual([...counted, "/sign-in"]);
});

test("an unknown address is a page that says so", async ({ request }) => {
  const response = await request.get("/nowhere/at/all");
  expect(response.status()).toBe(404);
  expect(response.headers()["content-type"]).toContain("text/html");
});

test("injected markup runs nothing, and no script comes from text", async ({ page, complaints }) => {
  await open(page, "/");
  const outcome = await page.evaluate(async () => {
    const refused = (act) => {
      try {
        act();
        return false;
      } catch {
        return true;
      }
    };
    const holder = document.createElement("div");
    holder.innerHTML = "<img src='/nothing.png' onerror='document.documentElement.dataset.broken = 1'>";
    document.body.append(holder);
    await new Promise((done) => setTimeout(done, 500));
    return {
      handler: document.documentElement.dataset.broken === undefined,
      worker: refused(() => new Worker("/pkg/other.js")),
      text: refused(() => (document.createElement("script").text = "1")),
      evaluated: refused(() => globalThis.eval("1")),
      policy: refused(() => globalThis.trustedTypes.createPolicy("mine", {})),
    };
  });
  expect(outcome).toEqual({ handler: true, worker: true, text: true, evaluated: true, policy: true });
  // The browser said so, too. These complaints were wanted.
  expect(complaints.splice(0).join("\n")).toMatch(/Content Security Policy/);
});

test("over plain http beyond this machine the page explains and starts nothing", async ({ browser, server }) => {
  // The name leads to this machine, but the browser can't know that it does.
  const context = await browser.newContext({ baseURL: server.origin.replace("127.0.0.1", "archive.test") });
  const page = await context.newPage();
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    const response = await route.fetch({ url: `${server.origin}${url.pathname}` });
    await route.fulfill({ response });
  });
  await page.goto("/sign-in");
  await expect(page.locator("#insecure")).toBeVisible();
  await expect(page.locator("html[data-hydrated]")).not.toBeAttached();
  await expect(page.locator("input[type=password]:visible")).toHaveCount(0);
  expect(page.workers()).toHaveLength(0);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
});

test("the server ends by itself when asked, and its log names no address beyond its template", async ({ request, server }) => {
  await request.get("/sign-in?mark=SECRET-MARK");
  const { code } = await server.stop();
  expect(code).toBe(0);
  expect(server.log()).toContain("stopped");
  expect(server.log()).not.toContain("SECRET-MARK");
});
