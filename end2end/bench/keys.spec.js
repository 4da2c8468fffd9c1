import { expect, open, test } from "../support/fixtures.js";
import { Front } from "../support/front.js";

const COUNTS = [1_000, 10_000, 100_000];
const ROUNDS = 5;
/** Of 100,000 files with the four sections that they begin with. */
const ENVELOPES = 400_000;

/** Prints a row of the table. */
function row(name, ours, unit, bar, holds, rest = {}) {
  console.log(JSON.stringify({ name, issue: "keys", ours: Number(ours.toFixed(2)), unit, bar, holds, ...rest }));
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

test("verifying a roster and an import's journal in the worker; opening, sealing and verifying cost the same however many", async ({ server, browser }) => {
  test.setTimeout(600_000);
  const front = await Front.start(server, { engine: process.env.JIANDANG_BENCH_ENGINE });
  const page = await (await browser.newContext({ baseURL: front.origin })).newPage();
  await open(page, "/sign-in");
  await expect(page.locator("html[data-engine=ready]")).toBeAttached();
  const [worker] = page.workers();
  const measured = async (name, count) => {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await worker.evaluate(([name, count]) => self[name](count), [name, count]));
    expect(Math.min(...times), `${name} of ${count}`).toBeGreaterThan(0);
    return times;
  };

  const roster = median(await measured("benchRoster", 1_000));
  row("verifying a roster of 1,000 entries in the worker", roster, "ms", "<= 150 ms", roster <= 150);
  for (const [what, name] of [["opening", "benchOpen"], ["sealing", "benchSeal"], ["verifying", "benchJournal"]]) {
    // What else runs on a machine only adds: the shortest round says what one costs.
    const each = [];
    let times = [];
    for (const count of COUNTS) {
      times = await measured(name, count);
      each.push((1000 * Math.min(...times)) / count);
    }
    const [cheapest, dearest] = [Math.min(...each), Math.max(...each)];
    if (name === "benchJournal") {
      const journal = median(times);
      row("verifying the journal of a 100,000-file import in the worker", journal, "ms", "<= 1000 ms", journal <= 1000);
    }
    row(`${what} a file, dearest of 1,000, 10,000 and 100,000`, dearest, "µs", "< 1.3 x", dearest < 1.3 * cheapest, {
      against: "the cheapest of them",
      theirs: Number(cheapest.toFixed(2)),
      ratio: dearest / cheapest,
    });
  }
  const repeated = await worker.evaluate((count) => self.benchNonces(count), ENVELOPES);
  row("nonces that repeat among the envelopes of 100,000 files, sealed in the worker", repeated, "nonces", "= 0", repeated === 0);
  await front.stop();
});
