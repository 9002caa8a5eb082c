/**
 * Files as people have them: each form through the library, its streams, `scan --json`, `explain` and `stream` finds the same
 * export, and says where it stands. `build/inputs.txt` is the transcript.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { EXPORT, run } from "../cli/run.js";
import { ENCODINGS, gzipped, TEXTS } from "./forms.js";

const folder = mkdtempSync(join(tmpdir(), "forms-"));
let transcript = "";
after(() => {
  rmSync(folder, { recursive: true });
  writeFileSync("build/inputs.txt", transcript);
});

/** Matches of a stream that gets its input in pieces of a few bytes, and its stats. */
async function streamed(bytes, step) {
  const stream = loadDetector().createScanner();
  const matches = [];
  const reading = (async () => {
    for await (const match of stream.readable) matches.push(match);
  })();
  const writer = stream.writable.getWriter();
  for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.subarray(at, at + step));
  await writer.close();
  await reading;
  return { matches, stats: await stream.stats };
}

for (const [form, text] of Object.entries(TEXTS)) {
  test(`${form}: the library finds the export, says where, in every encoding, cut anywhere`, async () => {
    for (const [name, { encode, decode }] of Object.entries(ENCODINGS)) {
      const bytes = encode(text);
      const detector = loadDetector();
      const matches = detector.scan(bytes);
      assert.equal(matches.length, 1, name);
      assert.deepEqual([detector.stats().damaged, detector.stats().notes], [0, []], name);
      const [{ finding, offset, length, line }] = matches;
      assert.equal(finding.calls[0].mailbox, "ceo", name);
      const record = decode(bytes.subarray(offset, offset + length));
      assert.ok(record.includes("New-MailboxExportRequest") && !record.includes("Get-ChildItem"), `${name}: ${record}`);
      assert.equal(decode(bytes.subarray(0, offset)).split("\n").length, line, name);
      const { matches: same, stats } = await streamed(bytes, 7);
      assert.deepEqual(same, matches, name);
      assert.equal(stats.findings, 1, name);
    }
    const zipped = gzipped(text);
    assert.deepEqual(loadDetector().scan(zipped), loadDetector().scan(text));
    assert.deepEqual((await streamed(zipped, 50)).matches, loadDetector().scan(text));
  });

  test(`${form}: scan --json, explain and stream find the export`, () => {
    const file = join(folder, "events.of-any-name");
    writeFileSync(file, ENCODINGS["UTF-16 with a mark"].encode(text));
    const scanned = run(["scan", "--json", file]);
    const found = JSON.parse(scanned.stdout);
    const explained = run(["explain", file]);
    const passed = run(["stream"], { input: Buffer.from(text) });
    transcript += `== ${form} (UTF-16)\n$ scan --json\n${scanned.stdout.replaceAll(file, "FILE")}${scanned.stderr}$ explain\n${explained.stdout}${explained.stderr}\n`;
    assert.deepEqual([scanned.status, explained.status, passed.status], [0, 0, 0], scanned.stderr + explained.stderr);
    assert.equal(found.finding.verdict, "match");
    assert.match(explained.stdout, /match: the text exports a mailbox/);
    assert.ok(explained.stdout.includes(EXPORT), "the script is shown, not what carried it");
    const lines = passed.stdout.trimEnd().split("\n");
    assert.equal(lines.filter((line) => line.includes("mailbox_export_finding")).length, 1);
    for (const line of lines) assert.doesNotThrow(() => JSON.parse(line), line);
  });
}
