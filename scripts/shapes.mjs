/**
 * What each shipper's events yield, out of the fixtures: `node scripts/shapes.mjs [--write]`. One row a shape: its fields, whether
 * every module gives its plain event the same finding, and what the shape loses; and one row a shape of the events that show what
 * was bound. `--write` puts the tables between the `<!-- shapes -->` and `<!-- bound -->` markers of docs/events.md. Exit 1 if a fixture or a module disagrees, 2 if the build is missing.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { BOUND_EXAMPLES } from "../test/event/bound-shapes.js";
import { eventFixtures } from "../test/event/fixtures.js";
import { SHAPES } from "../test/event/shapes.js";

const page = new URL("../docs/events.md", import.meta.url);
const FIELDS = ["text", "id", "parts", "path", "host", "user", "channel", "time"];
const KEY = ',"mailbox_export_finding":';

if (!existsSync(new URL("../build/host/drivers/index.js", import.meta.url))) {
  console.error("There is no build yet: run `npm run build` first.");
  process.exit(2);
}
const { DRIVERS } = await import("../build/host/drivers/index.js");
const { moduleBytes } = await import("../build/host/modules.js");
const { locate } = await import("../test/event/locate.js");

const modules = await Promise.all(
  DRIVERS.map(async (driver) => ({ driver, module: await WebAssembly.compile(moduleBytes(driver.name)) })),
);

/** The finding that a driver gives a record, as its bytes. */
function findingThrough({ driver, module }, record) {
  const [answer] = driver.pass(module, [new TextEncoder().encode(record)]).records;
  const text = new TextDecoder().decode(answer);
  const start = text.indexOf(KEY);
  return start < 0 ? undefined : text.slice(start);
}

function blocksOf(records) {
  return records.flatMap((record, index) => locate(record).blocks.map((block) => ({ line: index + 1, ...block })));
}

const fixtures = eventFixtures();
let wrong = 0;

function complain(text) {
  console.error(text);
  wrong++;
}

/** Cells of a shape's row. */
function rowOf({ name, title, loses }) {
  const own = fixtures.filter(({ shape }) => shape === name);
  for (const { name: fixture, records, blocks } of own) {
    if (isDeepStrictEqual(blocksOf(records), blocks)) continue;
    complain(`${name}/${fixture}: the fields are not those expected`);
  }
  const plain = own.find((fixture) => fixture.name === "plain");
  const [block = {}] = blocksOf(plain.records);
  const has = { ...block, parts: block.parts !== undefined && block.id !== undefined, user: block.user_id ?? block.user_name };
  const user = block.user_id ? "SID" : block.user_name ? "name" : "";
  const expected = findingThrough(modules[0], plain.records[0]);
  // Where the newlines are gone, the comment of the plain event swallows its call.
  if (expected === undefined && !block.lost_newlines) complain(`${name}: nothing is found in its plain event`);
  const agreeing = modules.map((entry) => findingThrough(entry, plain.records[0]) === expected);
  modules.forEach(({ driver }, index) => {
    if (!agreeing[index]) complain(`${name}: ${driver.name} gives another finding than ${modules[0].driver.name}`);
  });
  const cells = FIELDS.map((field) => (field === "user" ? user : has[field] ? "✓" : ""));
  return [title, ...cells, ...agreeing.map((agrees) => (agrees ? "✓" : "✗")), loses];
}

/** Cells of the row of an event that shows what was bound. */
function boundRowOf({ title, record }) {
  const expected = findingThrough(modules[0], record);
  if (expected === undefined) complain(`${title}: nothing is found`);
  const finding = JSON.parse(expected?.slice(KEY.length, -1) ?? '{"calls":[{}]}');
  const user = finding.user?.id ? "SID" : finding.user?.name ? "name" : "";
  const has = [finding.calls[0].mailbox, finding.calls[0].file_path, finding.outcome, finding.host];
  const agreeing = modules.map((entry) => findingThrough(entry, record) === expected);
  modules.forEach(({ driver }, index) => {
    if (!agreeing[index]) complain(`${title}: ${driver.name} gives another finding than ${modules[0].driver.name}`);
  });
  return [
    title,
    ...has.map((value) => (value ? "✓" : "")),
    user,
    finding.time ? "✓" : "",
    ...agreeing.map((agrees) => (agrees ? "✓" : "✗")),
  ];
}

const moduleNames = DRIVERS.map(({ name }) => name);
const head = ["Shape", ...FIELDS.map((field) => (field === "parts" ? "n of m" : field)), ...moduleNames, "Lost on the way"];
const boundHead = ["Event and shape", "mailbox", "file path", "outcome", "host", "user", "time", ...moduleNames];

const tableOf = (names, rows) => [names, names.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const tables = { shapes: tableOf(head, SHAPES.map(rowOf)), bound: tableOf(boundHead, BOUND_EXAMPLES.map(boundRowOf)) };
console.log(Object.values(tables).join("\n\n"));

if (process.argv.includes("--write")) {
  let text = existsSync(page) ? readFileSync(page, "utf8") : "";
  for (const [name, table] of Object.entries(tables)) {
    const marker = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!marker.test(text)) {
      console.error(`docs/events.md has no lines \`<!-- ${name} -->\` and \`<!-- /${name} -->\`.`);
      process.exit(2);
    }
    text = text.replace(marker, (_, open, close) => `${open}${table}\n${close}`);
  }
  writeFileSync(page, text);
}
process.exitCode = wrong > 0 ? 1 : 0;
