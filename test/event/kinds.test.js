/**
 * One export in every log that shows it: a finding by one form, in one group, with an id of its own event; and `observe` chooses among
 * the kinds, through every module.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { bake } from "../../build/host/bake.js";
import { compileConfig } from "../../build/host/config.js";
import { EVENT_KINDS } from "../../build/host/config-payload.js";
import { DRIVERS } from "../../build/host/drivers/index.js";
import { loadDetector, toEcs, toOcsf } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";

const COMMAND = "New-MailboxExportRequest";
const PATH = "\\\\fs01\\p\\ceo.pst";
const SID = "S-1-5-21-1-2-3-1104";
const TIME = "2026-11-03T09:14:02.000Z";
const head = { Computer: "EX01.corp.example", TimeCreated: TIME };
const BOUND = [
  `CommandInvocation(${COMMAND}): "${COMMAND}"`,
  `ParameterBinding(${COMMAND}): name="Mailbox"; value="ceo"`,
  `ParameterBinding(${COMMAND}): name="FilePath"; value="${PATH}"`,
].join("\r\n");
const cmdlet = (id) => ({
  ...head,
  EventID: id,
  Channel: "MSExchange Management",
  EventRecordID: 7190 + id,
  StringInserts: [COMMAND, `-Mailbox "ceo" -FilePath "${PATH}"`, "corp.example/Users/ada", SID],
});

/** @type {Record<string, Record<string, unknown>>} */
const EVENTS = {
  "script-block": {
    ...head,
    EventID: 4104,
    Channel: "Microsoft-Windows-PowerShell/Operational",
    UserID: SID,
    MessageNumber: 1,
    MessageTotal: 1,
    ScriptBlockId: "6c0ce1a2-94d5-4c35-a5b5-2b1d5a0f1d11",
    ScriptBlockText: `${COMMAND} -Mailbox ceo -FilePath '${PATH}'`,
  },
  "cmdlet-log": cmdlet(1),
  "pipeline-log": {
    ...head,
    EventID: 4103,
    Channel: "Microsoft-Windows-PowerShell/Operational",
    UserID: SID,
    EventRecordID: 512,
    ContextInfo: "x",
    Payload: BOUND,
  },
  process: {
    ...head,
    EventID: 4688,
    Channel: "Security",
    SubjectUserSid: SID,
    EventRecordID: 9001,
    NewProcessName: "x",
    CommandLine: `powershell -c "${COMMAND} -Mailbox ceo -FilePath '${PATH}'"`,
  },
  audit: {
    CmdletName: COMMAND,
    CmdletParameters: [
      { Name: "Mailbox", Value: "ceo" },
      { Name: "FilePath", Value: PATH },
    ],
    Caller: "corp.example/Users/ada",
    Succeeded: true,
    RunDate: TIME,
    OriginatingServer: "EX01.corp.example",
  },
};
const inspect = (event, config) => loadDetector({ config }).inspect(JSON.stringify(event));
const isFinding = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(new URL("../../schema/finding.schema.json", import.meta.url), "utf8")),
);

test("every kind gives a finding by the schema: kind, time, values, a script block only where one was", () => {
  assert.deepEqual(Object.keys(EVENTS).sort(), [...EVENT_KINDS].sort());
  for (const [kind, event] of Object.entries(EVENTS)) {
    const finding = inspect(event);
    assert.ok(isFinding(finding), `${kind}: ${JSON.stringify(isFinding.errors)}`);
    assert.deepEqual([finding.observed_in, finding.time, finding.verdict], [kind, TIME, "match"]);
    assert.deepEqual([finding.calls[0].mailbox, finding.calls[0].file_path], ["ceo", PATH], kind);
    assert.equal(finding.script_block !== undefined, kind === "script-block");
    assert.equal(finding.outcome, kind === "cmdlet-log" || kind === "audit" ? "succeeded" : undefined, kind);
    assert.deepEqual(toOcsf(finding).finding_info.data_sources, [kind]);
    assert.equal(toEcs(finding)["@timestamp"], TIME);
  }
  assert.equal(inspect(cmdlet(6)).outcome, "failed");
  assert.equal(toEcs(inspect(cmdlet(6))).event.outcome, "failure");
});

test("one export is one group in every log that writes user, mailbox and folder alike, and each event has its id", () => {
  const alike = ["script-block", "cmdlet-log", "pipeline-log", "process"].map((kind) => inspect(EVENTS[kind]));
  assert.equal(new Set(alike.map(({ group }) => group)).size, 1);
  assert.equal(new Set(alike.map(({ id }) => id)).size, alike.length);
  // Remote PowerShell: the proxy's script block on the client, the cmdlet on the server.
  assert.equal(inspect({ ...EVENTS["script-block"], Computer: "client7" }).group, alike[0].group);
  // The same call for another object of a pipeline, or its failure, is an event of its own in the same group.
  assert.notEqual(inspect(cmdlet(6)).id, alike[1].id);
  assert.equal(inspect(cmdlet(6)).group, alike[0].group);
  // A log that names the user otherwise stays apart.
  assert.notEqual(inspect(EVENTS["audit"]).group, alike[0].group);
});

test("an event that is not a script block keeps its id whatever the shipper makes of it", () => {
  const { StringInserts, ...rest } = cmdlet(1);
  const [name, parameters, user, sid] = StringInserts;
  const { id } = inspect(cmdlet(1));
  const data = { param1: name, param2: parameters, param3: user, param4: sid };
  const winlog = { channel: rest.Channel, event_id: "1", computer_name: rest.Computer, record_id: 7191, event_data: data };
  assert.equal(inspect({ "@timestamp": TIME, winlog }).id, id);
  assert.notEqual(inspect({ "@timestamp": TIME, winlog: { ...winlog, record_id: 7192 } }).id, id);
});

test("observe chooses among all kinds, in every module", async () => {
  const records = Object.values(EVENTS).map((event) => Buffer.from(JSON.stringify(event)));
  for (const kind of EVENT_KINDS) {
    const payload = compileConfig({ observe: [kind] });
    for (const driver of DRIVERS) {
      const module = await WebAssembly.compile(bake(moduleBytes(driver.name), payload));
      const answers = driver.pass(module, records).records.map((answer) => JSON.parse(Buffer.from(answer).toString()));
      assert.deepEqual(
        answers.flatMap(({ mailbox_export_finding: finding }) => (finding ? [finding.observed_in] : [])),
        [kind],
        driver.name,
      );
    }
  }
});
