// The worker: loads the engine and hands it every message, those that came too early included.

import init, { start } from "./engine.js";

const early = [];
const keep = (event) => early.push(event);
self.addEventListener("message", keep);

try {
  await init({ module_or_path: new URL("./engine.wasm", import.meta.url) });
  // Sets `self.onmessage`.
  start();
  self.removeEventListener("message", keep);
  self.postMessage("ready");
  for (const event of early.splice(0)) {
    self.onmessage(event);
  }
} catch (error) {
  self.postMessage("failed");
  throw error;
}
