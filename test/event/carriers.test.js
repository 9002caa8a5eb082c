/**
 * What a finding says of a script block, whatever carries it: names and values under other keys, documents and messages under any key,
 * several strings deep, escapes of shippers and relays undone, events in packed lines. Everything here goes through the gates.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const PATH = "\\\\srv\\x\\ceo.pst";
const TEXT = `New-MailboxExportRequest -Mailbox ceo -FilePath ${PATH}`;
const ID = "dcb325dd-1c30-46bd-8363-81083ac85301";
const CHANNEL = "Microsoft-Windows-PowerShell/Operational";

/** @param {unknown} event */
function found(event) {
  detector.reset();
  const finding = detector.inspect(JSON.stringify(event));
  return finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path, finding.script_block?.id];
}

const FULL = ["match", "ceo", PATH, ID];

const message = (newline = "\r\n", text = TEXT) =>
  `Creating Scriptblock text (1 of 1):${newline}${text}${newline}${newline}ScriptBlock ID: ${ID}${newline}Path: `;
const flat = { EventID: 4104, Channel: CHANNEL, Computer: "EX02", ScriptBlockText: TEXT, ScriptBlockId: ID };
const xml = `<Event xmlns='x'><System><Provider Name='Microsoft-Windows-PowerShell'/><EventID>4104</EventID><Channel>${CHANNEL}</Channel><Computer>EX02</Computer><Security UserID='S-1-5-21-1-2-3-1105'/></System><EventData><Data Name='ScriptBlockText'>${TEXT}</Data><Data Name='ScriptBlockId'>${ID}</Data></EventData></Event>`;

/** An event whose data are elements of a list. @param {(name: string, value: string) => unknown} element */
const listed = (element) => ({
  Event: {
    System: { EventID: "4104", Channel: CHANNEL },
    EventData: { Data: [element("MessageNumber", "1"), element("ScriptBlockText", TEXT), element("ScriptBlockId", ID)] },
  },
});

test("a text stands beside its name under whatever two keys, in either order, in lists of one, the name below a key of its own", () => {
  const names = ["Name", "@Name", "-Name", "_Name", "$Name", "name", "@_Name"];
  for (const key of ["text", "_text", "_", "content", "$t", "#text", "value", "__text", "#", "val", "#cdata-section"]) {
    for (const name of names) {
      assert.deepEqual(found(listed((n, v) => ({ [name]: n, [key]: v }))), FULL, `${name} ${key}`);
      assert.deepEqual(found(listed((n, v) => ({ [key]: v, [name]: n }))), FULL, `${key} ${name}`);
      assert.deepEqual(found(listed((n, v) => ({ [name]: [n], [key]: [v] }))), FULL, `[${name}] [${key}]`);
      assert.deepEqual(found(listed((n, v) => ({ $: { [name]: n }, [key]: v }))), FULL, `$ ${name} ${key}`);
      assert.deepEqual(found(listed((n, v) => ({ [key]: v, attributes: { [name]: n } }))), FULL, `attributes ${name} ${key}`);
    }
  }
});

test("an event, its XML or its message is read under any key, eight strings deep", () => {
  const keys = [
    "RawXml",
    "@rawstring",
    "rawMessage",
    "result",
    "LogEntry",
    "data",
    "Data",
    "foo",
    "payload",
    "_msg",
    "details",
    "x",
  ];
  for (const carried of [xml, JSON.stringify(flat), message()]) {
    for (const key of keys) {
      assert.deepEqual(found({ ts: 1, [key]: carried }), FULL, `${key} ${carried}`);
      assert.deepEqual(found({ outer: { a: { [key]: carried } } }), FULL, `${key} ${carried}`);
    }
    let record = carried;
    for (let depth = 1; depth <= 8; depth++) {
      record = JSON.stringify({ [`key${depth}`]: record });
      detector.reset();
      assert.equal(detector.inspect(record)?.script_block?.id, ID, `${depth} ${record}`);
    }
  }
});

test("a message that begins like a document is text; one with its control characters written as text has them back", () => {
  for (const begun of ["[EX02] ", '["EX02"] ', "{EX02} ", "<13>Oct 1 EX02 "]) {
    assert.deepEqual(found({ Channel: CHANNEL, EventID: 4104, message: begun + message() }), FULL, begun);
  }
  for (const newline of ["#015#012", "#012", "\\r\\n", "\\n", "\\015\\012", "\\012", "\\x0d\\x0a", "\u23ce", "\\342\\217\\216"]) {
    const relayed = `Microsoft-Windows-PowerShell[592]: ${message(newline)}`;
    assert.deepEqual(found({ hostname: "EX02", message: relayed }), FULL, newline);
    const commented = message(newline, `# one${newline}${TEXT}`);
    assert.deepEqual(found({ hostname: "EX02", message: commented }), FULL, newline);
  }
});

test("Wazuh's escapes are undone, under nested, dotted and flat names, with references and without", () => {
  const written = TEXT.replaceAll("\\", "\\\\");
  const nested = { data: { win: { system: { eventID: "4104" }, eventdata: { scriptBlockText: written, scriptBlockId: ID } } } };
  for (const event of [
    nested,
    { _source: nested },
    { "data.win.system.eventID": "4104", "data.win.eventdata.scriptBlockText": written, "data.win.eventdata.scriptBlockId": ID },
    { data_win_system_eventID: "4104", data_win_eventdata_scriptBlockText: written, data_win_eventdata_scriptBlockId: ID },
  ]) {
    assert.deepEqual(found(event), FULL, JSON.stringify(event));
    const quoted = JSON.stringify(event).replace("-Mailbox ceo", "-Mailbox &quot;ceo&quot;");
    assert.deepEqual(found(JSON.parse(quoted)), FULL, quoted);
  }
});

test("packed lines: CEF, LEEF with each separator, CloudWatch's brackets", () => {
  const members = [`EventID=4104`, `Channel=${CHANNEL}`, `ScriptBlockText=${TEXT}`, `ScriptBlockId=${ID}`, "usrName=ada"];
  const escaped = members.map((member) => member.replaceAll("\\", "\\\\"));
  for (const line of [
    `CEF:0|NXLog|nx|1|4104|x|5|${escaped.join(" ")}`,
    `LEEF:1.0|Microsoft|Windows|2019|4104|${members.join("\t")}`,
    `LEEF:2.0|Microsoft|Windows|2019|4104|^|${members.join("^")}`,
    `LEEF:2.0|Microsoft|Windows|2019|4104|x7E|${members.join("~")}`,
    `LEEF:2.0|Microsoft|Windows|2019|4104|0x09|${members.join("\t")}`,
    `LEEF:2.0|Microsoft|Windows|2019|4104||${members.join("\t")}`,
    `[${CHANNEL}] [VERBOSE] [4104] [Microsoft-Windows-PowerShell] [EX02] [${message()}]`,
  ]) {
    assert.deepEqual(found({ message: line }), FULL, line);
    assert.deepEqual(found({ raw: `<13>Oct 1 10:00:00 EX02 ${line}` }), FULL, line);
  }
});

test("fields of other schemas: GELF, OCSF, osquery, lists of events, PowerShell on Linux, Fluentd's title", () => {
  const linux = `(7.4.1:1:80) [ScriptBlock_Compile_Detail:ExecuteCommand.Create.Verbose] ${message("\u23ce")}`;
  const columns = { script_block_id: ID, script_block_count: "1", script_text: TEXT };
  for (const event of [
    { version: "1.1", host: "EX02", short_message: "Creating Scriptblock text (1 of 1):", full_message: message() },
    { host: "EX02", short_message: "Creating", _EventID: 4104, _ScriptBlockText: TEXT, _ScriptBlockId: ID },
    { class_uid: 1009, script: { uid: ID, script_content: { value: TEXT } } },
    { class_uid: 1009, device: { hostname: "EX02" }, raw_data: xml },
    { hostIdentifier: "EX02", columns, action: "added" },
    { hostIdentifier: "EX02", snapshot: [columns, { script_block_id: "x", script_text: "Get-Date" }] },
    { hostIdentifier: "EX02", diffResults: { added: [columns], removed: [] } },
    [{ EventID: 1 }, flat],
    { _HOSTNAME: "EX02", SYSLOG_IDENTIFIER: "powershell", MESSAGE: linux },
  ]) {
    assert.deepEqual(found(event), FULL, JSON.stringify(event));
  }
  const title = { EventID: "4104", Channel: CHANNEL, DescriptionTitle: message().slice(0, message().indexOf("\r\n\r\n")) };
  assert.deepEqual(found(title), [...FULL.slice(0, 3), undefined]);
  const routing = { hostname: "EX02", sid: "bb4b30af-ff11-4ff4-836f-f014ada33345" };
  detector.reset();
  const sensor = detector.inspect(JSON.stringify({ event: flat, routing }));
  assert.deepEqual([sensor?.host?.name, sensor?.user], ["EX02", undefined]);
});

const samples = new URL("../../../shared/data/public-shapes.jsonl", import.meta.url);

test("public samples", { skip: !existsSync(samples) && "no samples" }, () => {
  const lines = readFileSync(samples, "utf8").trim().split("\n");
  for (const { id, event, expect } of lines.map((line) => JSON.parse(line))) {
    detector.reset();
    const finding = detector.inspect(JSON.stringify(event));
    assert.ok(finding, id);
    const { part, parts } = finding.script_block ?? {};
    const said = {
      path: finding.calls[0].file_path,
      host: finding.host?.name,
      user: finding.user?.id,
      id: finding.script_block?.id,
    };
    assert.deepEqual({ ...said, part, parts, ...expect }, { ...said, part, parts }, id);
  }
});
