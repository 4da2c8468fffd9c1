import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const WHOLE = ["chromium", "chromium-browser", "google-chrome"];
// The same engine without windows to draw.
const SHELL = "chromium-headless-shell";

/** The system's Chromium, found on PATH: `whole`, as people have it, or without its windows where there is such a one. */
export function chromium({ whole }) {
  for (const name of whole ? WHOLE : [SHELL, ...WHOLE]) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  throw new Error("there is no Chromium on PATH; `cargo xtask install` installs it");
}
