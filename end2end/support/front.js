import { readdir, readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { join } from "node:path";

/**
 * A front before a server: it passes everything through, but for the modules that it was given in place of the product's and the
 * answers that it was told to lie about.
 *
 * `origin` is its address, `asked` what it was asked below `/api`, each `{ method, url }` in order; `traffic` what it passed
 * through, each `{ place, parts }`: `place` says which request or response, `parts` are its head and its body.
 */
export class Front {
  /** `modules` may name the folders of another `page` and another `engine`: what lies there is served in place of the site's files. */
  static async start(server, modules = {}) {
    const front = new Front();
    front.server = server;
    front.asked = [];
    front.traffic = [];
    front.lies = [];
    front.modules = {};
    for (const folder of Object.values(modules)) {
      for (const file of await readdir(folder)) front.modules[file] = await readFile(join(folder, file));
    }
    front.http = createServer((asked, answer) => front.#answer(asked, answer));
    await new Promise((done) => front.http.listen(0, "127.0.0.1", done));
    front.origin = `http://127.0.0.1:${front.http.address().port}`;
    return front;
  }

  /**
   * From now on answers of 200 to addresses that match are what `rewrite` makes of them: it gets the body and `{ method, url }`, and
   * returns the body, or `{ status, body }`. Later lies see what earlier ones said.
   */
  lie(pattern, rewrite) {
    this.lies.push({ pattern, rewrite });
  }

  /** No lies any more. */
  honest() {
    this.lies = [];
  }

  /** An address of the server's, at the front. */
  before(address) {
    return address.replace(this.server.origin, this.origin);
  }

  async stop() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  #answer(asked, answer) {
    // What another page loads has no fingerprint.
    const module = asked.url.match(/^\/pkg\/(\w+)\.(?:[0-9a-f]+\.)?(js|wasm)$/);
    const other = module && this.modules[`${module[1]}.${module[2]}`];
    if (other) {
      answer.setHeader("content-type", module[2] === "js" ? "text/javascript" : "application/wasm");
      answer.end(other);
      return;
    }
    const { method, url } = asked;
    if (url.startsWith("/api/")) this.asked.push({ method, url });
    this.#record(`request ${method} ${url}`, asked);
    const { hostname, port } = new URL(this.server.origin);
    const passed = request({ hostname, port, method, path: url, headers: asked.headers }, async (got) => {
      this.#record(`response ${got.statusCode} ${method} ${url}`, got);
      const lies = got.statusCode === 200 ? this.lies.filter(({ pattern }) => pattern.test(url)) : [];
      if (lies.length === 0) {
        answer.writeHead(got.statusCode, got.headers);
        got.pipe(answer);
        return;
      }
      let told = { status: got.statusCode, body: Buffer.concat(await got.toArray()) };
      for (const { rewrite } of lies) {
        const made = rewrite(told.body, { method, url });
        told = Buffer.isBuffer(made) ? { ...told, body: made } : made;
      }
      const { "transfer-encoding": _, ...headers } = got.headers;
      answer.writeHead(told.status, { ...headers, "content-length": told.body.length });
      answer.end(told.body);
    });
    // A server that is gone is gone for whoever asks the front, too.
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }

  /** Notes what a message says, while it passes. */
  #record(place, message) {
    const parts = [Buffer.from(`${place}\n${message.rawHeaders.join("\n")}\n`)];
    message.on("data", (part) => parts.push(part));
    this.traffic.push({ place, parts });
  }
}
