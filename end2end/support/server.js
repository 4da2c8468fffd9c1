import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const BINARY = resolve(process.env.JIANDANG_BINARY ?? "../target/debug/jiandang");
const START = 60_000;

/**
 * The real binary, with a data folder of its own.
 *
 * `origin` is its address, `setUpLink` what it printed for the founder (empty if there is an organisation), `log()` all that it
 * wrote to standard error, `data` its folder.
 */
export class Server {
  /** Starts one on a free port, or on `port`; give `data` for a folder that is there, `environment` for settings. */
  static async start({ data, port = 0, environment = {} } = {}) {
    const server = new Server();
    server.ownsData = data === undefined;
    server.data = data ?? (await mkdtemp(join(tmpdir(), "jiandang-")));
    server.lines = [];
    server.process = spawn(BINARY, ["serve", "--listen", `127.0.0.1:${port}`, "--data", server.data], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    server.ended = new Promise((done) => server.process.once("close", (code, signal) => done({ code, signal })));
    server.process.stderr.setEncoding("utf8").on("data", (text) => server.lines.push(text));
    await server.#greeting();
    return server;
  }

  /** Waits until the server has said where it is. It prints the address, then the set-up link or an empty line. */
  async #greeting() {
    const printed = createInterface({ input: this.process.stdout });
    const found = new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`the server did not start: ${this.log()}`)), START);
      this.process.once("error", fail);
      this.ended.then(() => fail(new Error(`the server ended: ${this.log()}`)));
      this.setUpLink = "";
      printed.on("line", (line) => {
        const address = line.match(/https?:\/\/\S+/)?.[0];
        if (address?.includes("/set-up#")) this.setUpLink = address;
        else if (address) this.origin = address;
        if (line === "" && this.origin) {
          clearTimeout(late);
          done();
        }
      });
    });
    await found;
  }

  log() {
    return this.lines.join("");
  }

  /** Asks it to end, as an administrator would, and says how it ended. */
  async stop(signal = "SIGTERM") {
    this.process.kill(signal);
    return this.ended;
  }

  /** Ends it as a power cut would. `startAgain` brings it back. */
  async kill() {
    return this.stop("SIGKILL");
  }

  /** Another server on the same folder and port, once this one has ended. It removes the folder in the end. */
  async startAgain() {
    const again = await Server.start({ data: this.data, port: new URL(this.origin).port });
    [again.ownsData, this.ownsData] = [this.ownsData, false];
    return again;
  }

  /** Ends it and removes its folder. */
  async remove() {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.stop("SIGKILL");
    if (this.ownsData) await rm(this.data, { recursive: true, force: true });
  }
}
