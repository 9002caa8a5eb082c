/**
 * `npm run fuzz -- --seconds N --seed S`: sends random records through all built modules at once. A failure is minimised,
 * kept under test/fixtures/fuzz/ as a record a line, and ends the run with exit 1.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { batch } from "../test/fuzz/batch.mjs";
import { Guard } from "../test/fuzz/guarded.mjs";
import { minimise } from "../test/fuzz/minimise.mjs";
import { DRIVERS } from "../test/fuzz/passage.mjs";
import { Random } from "../test/fuzz/random.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    batch: { type: "string", default: "1000" },
    modules: { type: "string", default: DRIVERS.map(({ name }) => name).join(",") },
  },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const size = Number(values.batch);
if (!(seconds > 0) || !Number.isInteger(seed) || !(size > 0)) {
  console.error("Usage: npm run fuzz -- [--seconds N] [--seed S] [--batch RECORDS] [--modules node,fluent-bit,…]");
  process.exit(2);
}
const drivers = DRIVERS.map(({ name }) => name).filter((name) => values.modules.split(",").includes(name));
const guard = new Guard(20_000 + 20 * size, drivers);

const started = Date.now();
let records = 0;
let bytes = 0;
let failure = null;
let run = seed;
for (; Date.now() - started < seconds * 1000 && !failure; run++) {
  const sent = batch(new Random(run), size);
  records += sent.length;
  for (const record of sent) bytes += record.length;
  failure = await guard.firstFailure(sent);
  if (failure) await keep(sent);
}
guard.close();
const elapsed = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `${records} records, ${(bytes / 1e6).toFixed(0)} MB, through ${drivers.join(", ")} in ${elapsed} s, seeds ${seed} to ${run - 1}: ` +
    (failure ? failure.kind : "no failure"),
);
process.exitCode = failure ? 1 : 0;

async function keep(sent) {
  console.error(`seed ${run}: ${failure.kind} (${failure.driver})\n${failure.detail}`);
  const short = new Guard(2000, drivers);
  const small = await minimise(sent, failure.kind, 120_000, (candidate) => short.firstFailure(candidate));
  short.close();
  const text = Buffer.concat(small.flatMap((record) => [record, Buffer.from("\n")]));
  const folder = new URL("../test/fixtures/fuzz/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = `${failure.kind.replaceAll(" ", "-")}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.ndjson`;
  writeFileSync(new URL(name, folder), text);
  console.error(`kept as test/fixtures/fuzz/${name}: ${small.length} records, ${text.length} bytes`);
}
