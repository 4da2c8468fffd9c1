// Starts the page: the worker that holds the keys, then the doors, all that stands before the lock; then the rooms behind it.
// The names below become fingerprinted ones when the site is built, so nothing in the document can redirect them.

const root = document.documentElement;
const WORKER = new URL("./worker.js", import.meta.url).href;
const DOORS_WASM = new URL("./doors.wasm", import.meta.url).href;
const ROOMS = new URL("./rooms.js", import.meta.url).href;
const ROOMS_WASM = new URL("./rooms.wasm", import.meta.url).href;

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

  const doors = await import("./doors.js");
  await doors.default({ module_or_path: DOORS_WASM });
  doors.hydrate(worker, async () => {
    const rooms = await fetchRooms();
    // Only the doors know whether somebody locked meanwhile; if not, they call this in the same breath.
    return () => {
      doors.leave();
      try {
        rooms.mount(worker);
      } catch (error) {
        // The doors are gone: there is nothing to go back to.
        explain("broken");
        console.error("the rooms did not start:", error);
      }
    };
  });
  mark("hydrated", "");
  // While somebody types their password. What fails here is tried again when it is needed.
  globalThis.setTimeout(() => fetchRooms().catch(() => {}), 0);
}

let rooms;
let tries = 0;

/** The rooms' module, ready; fetched once, and again if that failed. */
function fetchRooms() {
  // A script that could not be imported once can't ever be, under that address.
  rooms ??= import(tries++ ? `${ROOMS}?${tries}` : ROOMS).then(async (module) => {
    await module.default({ module_or_path: ROOMS_WASM });
    return module;
  });
  rooms.catch(() => (rooms = undefined));
  return rooms;
}

start().catch((error) => {
  explain("broken");
  console.error("the page did not start:", error);
});
