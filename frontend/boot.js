// Starts the page: the worker that holds the keys, and the pages, which fetch what stands behind the lock by themselves.
// The names below become fingerprinted ones when the site is built, so nothing in the document can redirect them.

const root = document.documentElement;
const WORKER = new URL("./worker.js", import.meta.url).href;
const PAGE = new URL("./page.wasm", import.meta.url).href;

/** Of all that a document can be made to load, only our worker may become a script; text never does. */
function guardSinks() {
  globalThis.trustedTypes?.createPolicy("default", {
    // The framework builds its templates from markup. What is injected there still meets the content policy.
    createHTML: (markup) => markup,
    createScriptURL: (url) => (new URL(url, document.baseURI).href === WORKER ? url : null),
    createScript: () => null,
  });
}

/** Says in the document how far we are; styles, pages and tests look at it. */
function mark(part, state) {
  root.dataset[part] = state;
}

/** Shows one of the shell's notices in place of the page, by means that need neither styles nor a module. */
function explain(notice) {
  mark("notice", notice);
  for (const part of document.body.children) {
    part.hidden = part.id !== notice;
  }
}

async function start() {
  // Without a secure context there is no WebCrypto, and a password would travel in the clear: explain and do nothing.
  if (!globalThis.isSecureContext) {
    explain("insecure");
    return;
  }
  guardSinks();

  const worker = new Worker(WORKER, { type: "module", name: "engine" });
  worker.addEventListener("message", ({ data }) => {
    if (data === "ready") mark("engine", "ready");
    if (data === "failed") mark("engine", "failed");
  });
  worker.addEventListener("error", () => mark("engine", "failed"));

  const page = await import("./page.js");
  await page.default({ module_or_path: PAGE });
  page.hydrate(worker);
  mark("hydrated", "");
}

start().catch((error) => {
  explain("broken");
  console.error("the page did not start:", error);
});
