/**
 * ClickHouse's real engine (npm's chdb) with `clickhouse.wasm`: stored events get Node's findings, a materialized view detects at
 * ingestion, a baked configuration counts, parts of a split block join in SQL, and each limit of the engine that docs/clickhouse.md names is met
 * once, with the setting that cures it.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bake } from "../../build/host/bake.js";
import { compileConfig } from "../../build/host/config.js";
import { encodeLength } from "../../build/host/drivers/clickhouse.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { batch } from "../fuzz/batch.mjs";
import { STATUS_RECORD } from "../fuzz/passage.mjs";
import { Random } from "../fuzz/random.mjs";
import { BYSTANDERS, scriptBlock } from "../hosts/emulation/events.js";

const FETCHED = fileURLToPath(new URL("../../build/daemons/chdb-3.4.0/", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const skip = existsSync(join(FETCHED, "node_modules/chdb")) ? false : "chdb is not here (scripts/fetch-daemons.sh fetches it)";
const page = readFileSync(new URL("../../docs/clickhouse.md", import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "clickhouse-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** One engine a process: a second one on the same folder is refused. */
let engine;
function open() {
  const { Session } = createRequire(join(FETCHED, "x.js"))("chdb");
  engine ??= new Session(join(folder, "engine"), { connectionArgs: ["--allow_experimental_webassembly_udf=1"] });
  return (sql, format = "JSONEachRow") => engine.query(sql, format);
}
after(() => engine?.cleanup?.());

const rowsOf = (text) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** A statement of the page: the SQL fence that holds a text, its paths and names replaced. */
function statement(part, replacements = {}) {
  const fence = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql).find((sql) => sql.includes(part));
  assert.ok(fence, `docs/clickhouse.md has no SQL with ${part}`);
  return Object.entries(replacements).reduce((sql, [from, to]) => sql.replaceAll(from, to), fence);
}

const statements = (sql) =>
  sql
    .split(/;\s*(?:--.*)?\n/)
    .map((one) => one.trim())
    .filter(Boolean);

/** Puts a module in under a name and creates its functions with a prefix. */
function install(query, bytes, name, prefix = "", settings = "webassembly_udf_enable_fuel = false") {
  const file = join(folder, `${name}.wasm`);
  writeFileSync(file, bytes);
  query(`INSERT INTO system.webassembly_modules (name, code) SELECT '${name}', raw_blob FROM file('${file}', 'RawBlob')`);
  for (const what of ["finding", "annotated"]) {
    query(`CREATE FUNCTION ${prefix}mailbox_export_${what} LANGUAGE WASM FROM '${name}' :: 'mailbox_export_${what}'
      ARGUMENTS (record String) RETURNS String ABI BUFFERED_V1 SETTINGS serialization_format = 'RowBinary'${settings ? `, ${settings}` : ""}`);
  }
}

let installed = false;
function detecting() {
  const query = open();
  if (!installed) {
    const file = join(folder, "clickhouse.wasm");
    writeFileSync(file, moduleBytes("clickhouse"));
    for (const sql of statements(statement("INSERT INTO system.webassembly_modules", { "clickhouse.wasm": file }))) query(sql);
    installed = true;
  }
  return query;
}

/** A string of SQL. */
const quoted = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const EXPORT = "& ('New-Mailbox' + 'ExportRequest') ceo -f \\\\fs01\\pst\\ceo.pst";
const records = () => {
  const lines = (file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "");
  const inside = (name) => join(FIXTURES, name);
  const events = readdirSync(inside("events"), { recursive: true })
    .filter((name) => /\.(json|ndjson)$/.test(name) && !name.endsWith(".expect.json"))
    .flatMap((name) => lines(join(inside("events"), name)));
  const corpus = ["forms.jsonl", "compositions.jsonl"].flatMap((name) =>
    lines(join(inside("corpus"), name)).map((line, index) => scriptBlock(JSON.parse(line).script, { id: `${name}-${index}` })),
  );
  return [...events, ...corpus, ...BYSTANDERS.filter((text) => text !== "")].filter(
    (text) => !text.includes("\n") && !text.includes('"mailbox_export_detector"') && Buffer.from(text).toString() === text,
  );
};

test("fixtures, corpora and hostile records get the findings of Node, and the annotated record is Node's", { skip }, () => {
  const query = detecting();
  const all = records();
  writeFileSync(join(folder, "all.jsonl"), all.map((line, id) => `${JSON.stringify({ id, line })}\n`).join(""));
  const rows = rowsOf(
    query(`SELECT id, mailbox_export_finding(line) AS finding, mailbox_export_annotated(line) AS annotated
      FROM file('${join(folder, "all.jsonl")}', 'JSONEachRow', 'id UInt32, line String') ORDER BY id`),
  );
  assert.equal(rows.length, all.length);
  const detector = loadDetector();
  let found = 0;
  for (const { id, finding, annotated } of rows) {
    detector.reset();
    const expected = Buffer.from(detector.transform(Buffer.from(`${all[id]}\n`)))
      .toString()
      .slice(0, -1);
    assert.equal(annotated, expected, `record ${id}`);
    assert.equal(finding !== "", expected !== all[id], `record ${id}`);
    if (finding !== "") found++;
  }
  assert.ok(found > 1000, `only ${found} findings`);
});

test("random hostile records, bytes that are no text among them, come back with Node's answer", { skip }, () => {
  const query = detecting();
  const all = batch(new Random(21), 1500).filter((record) => !record.includes(STATUS_RECORD));
  const rowBinary = all.flatMap((record, id) => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(id);
    return [head, Buffer.from(encodeLength(record.length)), record];
  });
  writeFileSync(join(folder, "hostile.bin"), Buffer.concat(rowBinary));
  const rows = rowsOf(
    query(`SELECT id, base64Encode(mailbox_export_annotated(line)) AS annotated
      FROM file('${join(folder, "hostile.bin")}', 'RowBinary', 'id UInt32, line String') ORDER BY id`),
  );
  assert.equal(rows.length, all.length);
  const detector = loadDetector();
  for (const { id, annotated } of rows) {
    detector.reset();
    const expected = Buffer.from(detector.transform(Buffer.concat([all[id], Buffer.from("\n")]))).subarray(0, -1);
    assert.ok(Buffer.from(annotated, "base64").equals(expected), `record ${id}`);
  }
});

test("the page's materialized view detects at ingestion", { skip }, () => {
  const query = detecting();
  query("CREATE TABLE events (line String) ENGINE = MergeTree ORDER BY tuple()");
  for (const sql of statements(statement("CREATE MATERIALIZED VIEW"))) query(sql);
  const lines = [scriptBlock(EXPORT), scriptBlock(`# ${EXPORT}`), '{"EventID":1}'];
  query(`INSERT INTO events SELECT arrayJoin([${lines.map(quoted).join(", ")}])`);
  const rows = rowsOf(query("SELECT line, finding FROM mailbox_exports"));
  assert.deepEqual(
    rows.map(({ line }) => line),
    [lines[0]],
  );
  assert.equal(JSON.parse(rows[0].finding).calls[0].file_path, "\\\\fs01\\pst\\ceo.pst");
});

test("a baked configuration counts", { skip }, () => {
  const query = open();
  const config = compileConfig({ exceptions: [{ host: "EX*", reason: "nightly archive" }] });
  install(query, bake(moduleBytes("clickhouse"), config), "baked", "baked_");
  writeFileSync(join(folder, "one.ndjson"), `${scriptBlock(EXPORT)}\n`);
  const [{ finding }] = rowsOf(
    query(`SELECT baked_mailbox_export_finding(line) AS finding FROM file('${join(folder, "one.ndjson")}', 'LineAsString')`),
  );
  assert.equal(JSON.parse(finding).suppressed.reason, "nightly archive");
});

test("the page's query joins the parts of split blocks before it asks", { skip }, () => {
  const query = detecting();
  const script = `${"# filler\n".repeat(3000)}${EXPORT}\n${"# filler\n".repeat(3000)}`;
  const cut = script.indexOf("ExportRequest");
  const pieces = [script.slice(0, cut), script.slice(cut, cut + 9000), script.slice(cut + 9000)];
  const rows = pieces.map((text, index) =>
    JSON.stringify({
      EventID: 4104,
      Channel: "Microsoft-Windows-PowerShell/Operational",
      Computer: "EX01",
      EventData: { MessageNumber: index + 1, MessageTotal: pieces.length, ScriptBlockText: text, ScriptBlockId: "split" },
    }),
  );
  writeFileSync(join(folder, "parts.ndjson"), `${[rows[2], rows[0], rows[1]].join("\n")}\n`);
  query("CREATE TABLE parts (line String) ENGINE = MergeTree ORDER BY tuple()");
  query(`INSERT INTO parts SELECT line FROM file('${join(folder, "parts.ndjson")}', 'LineAsString')`);
  assert.equal(query("SELECT count() FROM parts WHERE mailbox_export_finding(line) != ''", "TSV").trim(), "0");
  const found = rowsOf(query(statement("groupArray", { "FROM events": "FROM parts" }).replace(/;\s*$/, "")));
  assert.equal(found.length, 1);
  assert.equal(JSON.parse(found[0].finding).calls[0].mailbox, "ceo");
});

test("fuel: many findings in a block run out of it, and switching it off cures that", { skip, timeout: 120_000 }, () => {
  const query = detecting();
  install(query, moduleBytes("clickhouse"), "fuelled", "fuelled_", "");
  const start = quoted(scriptBlock(EXPORT).slice(0, -1));
  const ask = (name) =>
    `SELECT count() FROM numbers(20000) WHERE ${name}(concat(${start}, ',"n":', toString(number), '}')) != ''`;
  assert.throws(() => query(ask("fuelled_mailbox_export_finding"), "TSV"), /fuel/i);
  assert.equal(query(ask("mailbox_export_finding"), "TSV").trim(), "20000");
});

test("memory: a block of long rows does not fit, and smaller blocks cure that; a module over the limit fails at once", {
  skip,
  timeout: 120_000,
}, () => {
  const query = detecting();
  const long =
    "SELECT count() FROM numbers(300) WHERE length(mailbox_export_finding(repeat('x', 900000) || toString(number))) = 0";
  assert.throws(() => query(long, "TSV"), /270\d{6}|memory|buffer/i);
  assert.equal(query(`${long} SETTINGS webassembly_udf_max_input_block_size = 50`, "TSV").trim(), "300");
  const one = "SELECT length(mailbox_export_finding('{}'))";
  assert.throws(() => query(`${one} SETTINGS webassembly_udf_max_memory = 16777216`, "TSV"), /memory/i);
  assert.equal(query(`${one} SETTINGS webassembly_udf_max_memory = 67108864`, "TSV").trim(), "0");
});
