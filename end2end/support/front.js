import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { join } from "node:path";

/** A front before a server that serves another engine in place of the product's, and passes everything else through. */
export class Front {
  /** `folder` holds that engine as `engine.js` and `engine.wasm`. */
  static async start(server, folder) {
    const front = new Front();
    const engine = { js: await readFile(join(folder, "engine.js")), wasm: await readFile(join(folder, "engine.wasm")) };
    front.http = createServer((asked, answer) => {
      const kind = asked.url.match(/^\/pkg\/engine\.[0-9a-f]+\.(js|wasm)$/)?.[1];
      if (kind) {
        answer.setHeader("content-type", kind === "js" ? "text/javascript" : "application/wasm");
        answer.end(engine[kind]);
        return;
      }
      const { hostname, port } = new URL(server.origin);
      const passed = request({ hostname, port, method: asked.method, path: asked.url, headers: asked.headers }, (got) => {
        answer.writeHead(got.statusCode, got.headers);
        got.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      asked.pipe(passed);
    });
    await new Promise((done) => front.http.listen(0, "127.0.0.1", done));
    front.origin = `http://127.0.0.1:${front.http.address().port}`;
    return front;
  }

  async stop() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
}
