/**
 * One export in every kind of Windows event, as every shipper writes it: it is found, its values are right or not claimed, and host,
 * user and time are told where the shipper keeps them.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { DRIVERS } from "../../build/host/drivers/index.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { SHIPPERS } from "./shippers.js";
import { COMPUTER, WINDOWS_EVENTS } from "./windows-events.js";

const FILE = "C:\\inetpub\\wwwroot\\aspnet_client\\a1b2.aspx";
const detector = loadDetector({ config: { behaviours: ["mailbox-export-to-share", "mailbox-export-script-file"] } });
const PLAIN = ["ceo", "\\\\fs01\\pst\\ceo.pst"];
/** Each looks like an escape, a reference or a line end of some shipper. */
const HOSTILE = ["o\\nb&amp;c <d> \\x41", "\\\\nas01\\t&c$\\r01\\#012\\new%20 <x>\\u0041.pst"];

/** Every event as every shipper sends it. @param {string[]} names mailbox and path */
const records = ([mailbox, path]) =>
  SHIPPERS.flatMap((shipper) =>
    Object.entries(WINDOWS_EVENTS)
      .map(([kind, make]) => ({ kind, event: make(mailbox, kind === "file" ? FILE : path) }))
      .filter(({ event }) => shipper.applies?.(event) ?? true)
      .map(({ kind, event }) => ({
        title: `${shipper.name}, ${kind}`,
        shipper,
        event,
        record: shipper.render(event),
        expected: kind === "file" ? [undefined, FILE] : [mailbox, path],
      })),
  );

/** @param {string} record */
function inspect(record) {
  detector.reset();
  return detector.inspect(record);
}

test("an export is found in every event of every shipper, with its values, host, user and time", () => {
  for (const { title, shipper, event, record, expected } of records(PLAIN)) {
    const finding = inspect(record);
    assert.ok(finding, `${title}: ${record}`);
    const [call] = finding.calls;
    assert.deepEqual(
      [finding.verdict, finding.observed_in, call.mailbox, call.file_path],
      ["match", event.kind, ...expected],
      `${title}: ${record}`,
    );
    const lost = new Set(shipper.loses);
    if (!lost.has("host")) assert.equal(finding.host?.name, COMPUTER, title);
    const isTold =
      !lost.has("user") && !(lost.has("values") && event.kind === "cmdlet-log") && !(lost.has("lines") && event.id === 800);
    const user = finding.user?.id ?? finding.user?.name;
    if (event.user.length > 0 && isTold) assert.ok(user && event.user.includes(user), `${title}: ${user}`);
    if (finding.time !== undefined) assert.match(finding.time, /^2026-11-03T09:14:02\.\d{3}Z$/, title);
    if (!lost.has("time")) assert.ok(finding.time, title);
  }
});

test("no value that looks like an escape is claimed otherwise than it was", () => {
  let claims = 0;
  for (const { title, record, expected } of records(HOSTILE)) {
    const finding = inspect(record);
    assert.ok(finding, title);
    const [{ mailbox, file_path }] = finding.calls;
    if (mailbox !== undefined) assert.equal(mailbox, expected[0], title);
    if (file_path !== undefined) assert.equal(file_path, expected[1], title);
    claims += mailbox === undefined || file_path === undefined ? 0 : 1;
  }
  assert.ok(claims > 500, `${claims} claims`);
});

test("every module gives every event of every shipper the same finding", async () => {
  const plain = loadDetector();
  const all = records(PLAIN);
  const findings = all.map(({ record }) => {
    plain.reset();
    return plain.inspect(record) ?? undefined;
  });
  for (const driver of DRIVERS) {
    const module = await WebAssembly.compile(moduleBytes(driver.name));
    const { records: answers } = driver.pass(
      module,
      all.map(({ record }) => Buffer.from(record)),
    );
    answers.forEach((answer, index) => {
      const written = JSON.parse(Buffer.from(answer).toString());
      const event = Array.isArray(written) ? written[0] : written;
      assert.deepEqual(event.mailbox_export_finding, findings[index], `${driver.name}: ${all[index].title}`);
    });
  }
});
