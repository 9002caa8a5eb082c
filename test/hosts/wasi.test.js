/**
 * The WASI command: lines come out as they came in and in time, however reads and writes are parted, interrupted or refused.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { BYSTANDERS, bytesOf, CLEAN, FIRING, STATUS, scriptBlock } from "./emulation/events.js";
import { withLimit } from "./emulation/memory-limit.js";
import { countersOf, pagesOf } from "./emulation/modules.js";
import { NodeModule } from "./emulation/node.js";
import { AGAIN, runWasi } from "./emulation/wasi.js";

const LINES = [FIRING, CLEAN, ...BYSTANDERS, FIRING.replace("ceo", "cfo"), "", CLEAN];
const INPUT = bytesOf(LINES.join("\n"));
const expected = () => new NodeModule().scan(INPUT).output.toString();

test("lines come out as they came in, with the field where a finding is", () => {
  const { output, status } = runWasi(INPUT);
  assert.equal(status, 0);
  assert.equal(output.toString(), expected());
  assert.equal(output.toString().split("\n").length, LINES.length);
});

test("reads and writes of any size give the same bytes", () => {
  const whole = expected();
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 700 }),
      (sizes, piece) => {
        let call = 0;
        const { output } = runWasi(INPUT, { readSize: () => sizes[call++ % sizes.length], writeSize: () => piece });
        assert.equal(output.toString(), whole);
      },
    ),
    { numRuns: 60 },
  );
});

test("one byte a read: every line is answered before the next is asked for", () => {
  const { output, answered } = runWasi(INPUT, { readSize: () => 1 });
  assert.equal(output.toString(), expected());
  assert.ok(answered);
});

test("a last line without its newline is read, and none is added", () => {
  for (const tail of ["", "\n", "\n\n", "\r\n"]) {
    const { output } = runWasi(bytesOf(FIRING + tail));
    assert.ok(output.toString().includes('"mailbox_export_finding"'));
    assert.ok(output.toString().endsWith(`}${tail}`));
  }
  assert.equal(runWasi(Buffer.alloc(0)).output.length, 0);
});

test("a read that would block or was interrupted is tried again", () => {
  const { output } = runWasi(INPUT, {
    readSize: () => 400,
    readError: (call) => (call % 3 === 1 ? AGAIN : 0),
    writeError: (call) => (call % 2 === 0 ? 27 : 0),
  });
  assert.equal(output.toString(), expected());
});

test("nobody reads any more: it ends quietly; any other failure is status 1", () => {
  assert.equal(runWasi(INPUT, { writeError: () => 64 }).status, 0);
  assert.equal(runWasi(INPUT, { writeError: () => 29 }).status, 1);
  assert.equal(runWasi(INPUT, { readError: () => 8 }).status, 1);
});

test("a line beyond the limit passes through in pieces, and the lines around it are read", () => {
  const long = `{"a":"${"x".repeat((32 << 20) + 100)}"}`;
  const input = bytesOf(`${FIRING}\n${long}\n${FIRING}`);
  const { output, exports } = runWasi(input, { readSize: () => 1 << 20 });
  const lines = output.toString().split("\n");
  assert.equal(lines.length, 3);
  assert.ok(lines[1] === long);
  for (const line of [lines[0], lines[2]]) assert.ok(JSON.parse(line).mailbox_export_finding);
  assert.equal(countersOf(exports).oversized, 1);
  assert.equal(countersOf(exports).events, 3);
});

test("where the memory cannot grow, long lines pass through in pieces", () => {
  const wasm = readFileSync(new URL("../../build/wasi.wasm", import.meta.url));
  const lines = [FIRING, scriptBlock("x".repeat(3 << 20)), FIRING, `{"b":"${"y".repeat(200000)}"}`, CLEAN];
  for (const spare of [0, 1, 20, 80]) {
    const { output, exports, status } = runWasi(bytesOf(lines.join("\n")), {
      module: withLimit(wasm, spare),
      readSize: () => 65536,
    });
    assert.equal(status, 0);
    const out = output.toString().split("\n");
    assert.equal(out.length, lines.length);
    for (const index of [1, 3, 4]) assert.ok(out[index] === lines[index], `line ${index}`);
    const { oversized, unreported } = countersOf(exports);
    assert.ok(oversized + unreported > 0);
  }
});

test("memory stays where it is, however many lines come", () => {
  const once = runWasi(bytesOf(`${LINES.join("\n")}\n`));
  const often = runWasi(bytesOf(`${LINES.join("\n")}\n`.repeat(100)));
  assert.equal(pagesOf(often.exports), pagesOf(once.exports));
});

test("the status record is answered in its place", () => {
  const lines = runWasi(bytesOf(`${CLEAN}\n${STATUS}\n${CLEAN}\n`))
    .output.toString()
    .split("\n");
  assert.equal(JSON.parse(lines[1]).counters.events, 1);
  assert.deepEqual([lines[0], lines[2], lines[3]], [CLEAN, CLEAN, ""]);
});

test("it runs under Node's own WASI", () => {
  const folder = mkdtempSync(join(tmpdir(), "wasi-"));
  writeFileSync(join(folder, "in"), INPUT);
  const program = `
    import { openSync, readFileSync } from "node:fs";
    import { WASI } from "node:wasi";
    const wasi = new WASI({ version: "preview1", stdin: openSync("in", "r"), stdout: openSync("out", "w"), returnOnExit: true });
    const module = new WebAssembly.Module(readFileSync(process.argv[1]));
    process.exitCode = wasi.start(new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport }));`;
  const module = fileURLToPath(new URL("../../build/wasi.wasm", import.meta.url));
  // With V8's fast calls Node's WASI crashes now and then, whatever the module (nodejs/node#53087).
  const flags = ["--no-warnings", "--no-turbo-fast-api-calls", "--input-type=module", "--eval", program];
  execFileSync(process.execPath, [...flags, module], { cwd: folder });
  assert.equal(readFileSync(join(folder, "out"), "utf8"), expected());
});
