import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The system's Chromium, found on PATH. */
export function chromium() {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
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
