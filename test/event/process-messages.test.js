/**
 * Command lines of started processes where no field of theirs tells them: in rendered messages, whole, relayed or in a language of
 * Windows, in the arguments that ECS tells, in XML under any key.
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const PATH = "\\\\srv\\x\\ceo.pst";
const CALL = `New-MailboxExportRequest -Mailbox ceo -FilePath ${PATH}`;
const LINE = `powershell.exe -c "${CALL}"`;
const PROGRAM = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";

/** What an event's first call is. @param {unknown} event */
function found(event) {
  detector.reset();
  const finding = detector.inspect(JSON.stringify(event));
  return finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path];
}

const MATCH = ["match", "ceo", PATH];

/** The message of an audit's event 4688. */
const audit = (line = LINE) =>
  [
    "A new process has been created.",
    "",
    "Creator Subject:",
    "\tSecurity ID:\t\tS-1-5-21-1-2-3-1105",
    "",
    "Process Information:",
    "\tNew Process ID:\t\t0x1b10",
    `\tNew Process Name:\t${PROGRAM}`,
    "\tToken Elevation Type:\t%%1936",
    "\tCreator Process Name:\tC:\\Windows\\System32\\cmd.exe",
    `\tProcess Command Line:\t${line}`,
    "",
    "Token Elevation Type indicates the type of token that was assigned to the new process.",
    "",
    "Type 1 is a full token with no privileges removed or groups disabled.",
  ].join("\r\n");

/** The same where Windows speaks other languages. */
const OTHERS = [
  `Ein neuer Prozess wurde erstellt.\r\n\r\nProzessinformationen:\r\n\tNeuer Prozessname:\t${PROGRAM}\r\n\tErstellerprozessname:\tC:\\cmd.exe\r\n\tProzessbefehlszeile:\t${LINE}\r\n\r\nDer Tokenerh\u00f6hungstyp gibt den Typ an.`,
  `Un nouveau processus a \u00e9t\u00e9 cr\u00e9\u00e9.\r\n\r\n\tNom du nouveau processus\u00a0:\t${PROGRAM}\r\n\tLigne de commande du processus\u00a0:\t${LINE}\r\n\r\nLe type.`,
  `\u5df2\u521b\u5efa\u65b0\u8fdb\u7a0b\u3002\r\n\r\n\t\u65b0\u8fdb\u7a0b\u540d\u79f0\uff1a\t${PROGRAM}\r\n\t\u8fdb\u7a0b\u547d\u4ee4\u884c\uff1a\t${LINE}\r\n\r\n\u4ee4\u724c`,
];

/** The message of Sysmon's event 1. */
const sysmon = (line = LINE, parent = "cmd.exe") =>
  [
    "Process Create:",
    "RuleName: -",
    `Image: ${PROGRAM}`,
    "OriginalFileName: PowerShell.EXE",
    `CommandLine: ${line}`,
    "CurrentDirectory: C:\\Users\\",
    "User: CORP\\ada",
    `ParentCommandLine: ${parent}`,
  ].join("\r\n");

/** An event as Splunk's classic input writes it. @param {number} id @param {string} message */
const classic = (id, message) =>
  `08/20/2021 03:14:15 AM\r\nLogName=Security\r\nEventCode=${id}\r\nComputerName=EX01.corp.example\r\nRecordNumber=1234\r\nMessage=${message}`;

test("messages whole: in a field, after an event's lines, alone; the rest of the message is no part of the line", () => {
  for (const [id, message] of /** @type {[number, string][]} */ ([
    [4688, audit()],
    [1, sysmon()],
  ])) {
    for (const event of [
      { EventID: id, Hostname: "EX01", Message: message },
      { _raw: classic(id, message) },
      { result: { _raw: classic(id, message.replaceAll("\r", "")) } },
      { Id: id, MachineName: "EX01", Message: message, Properties: [{ Value: "S-1-5-18" }] },
      { ProviderName: "x", EventID: id, Message: message, StringInserts: ["S-1-5-18", "a", "b", "c"] },
      { host: "EX01", message },
      { data: { win: { system: { eventID: `${id}`, message: `"${message}"` } } } },
    ]) {
      assert.deepEqual(found(event), MATCH, JSON.stringify(event));
    }
  }
  for (const message of OTHERS) assert.deepEqual(found({ _raw: classic(4688, message) }), MATCH, message);
  const details = `Engine state is changed.\r\n\r\nDetails:\r\n\tNewEngineState=Available\r\n\tHostApplication=${LINE}\r\n\tx=y`;
  assert.deepEqual(found({ _raw: classic(400, details) }), MATCH);
  detector.inspect(JSON.stringify({ _raw: classic(4688, audit()) }));
  assert.equal(detector.stats().script_blocks, 0);
});

test("a line of several lines is read to its end", () => {
  const line = `powershell -c "$m = 'ceo'\r\n\r\n${CALL.replace("ceo", "$m")}"`;
  assert.deepEqual(found({ EventID: 4688, Message: audit(line) }), MATCH);
  assert.deepEqual(found({ EventID: 1, Message: sysmon(line) }), MATCH);
});

test("messages of one line: line ends that became spaces, or text", () => {
  for (const message of [audit(), sysmon()]) {
    for (const relayed of [
      message.replaceAll("\r\n", " ").replaceAll("\t", " "),
      message.replaceAll("\r", "#015").replaceAll("\n", "#012").replaceAll("\t", "#011"),
      message.replaceAll("\r\n", "\\012").replaceAll("\t", "\\011"),
      message.replaceAll("\r\n", "\u23ce"),
    ]) {
      assert.deepEqual(found({ host: "EX01", message: relayed }), MATCH, relayed);
    }
  }
});

test("other lines of a message, and messages of other events, are not read", () => {
  for (const event of [
    { EventID: 1, Message: sysmon("notepad powershell", LINE) },
    { EventID: 4689, Message: audit() },
    { _raw: classic(4689, audit()) },
    { EventID: 403, Message: `\tNewEngineState=Stopped\n\tHostApplication=${LINE}` },
    { EventID: 4688, Message: audit("").replace("Security ID:", `Account Name: ${LINE}\r\n\tSecurity ID:`) },
  ]) {
    assert.equal(found(event), null, JSON.stringify(event));
  }
});

test("ECS: arguments without a line are the words of one", () => {
  const args = ["powershell.exe", "-PSConsoleFile", "exshell.psc1", "-Command", CALL];
  const event = { event: { code: "4688" }, process: { executable: PROGRAM, args } };
  for (const variant of [
    event,
    { "process.executable": "x", "process.args": args },
    { message: JSON.stringify(event) },
    { message: JSON.stringify({ message: JSON.stringify(event) }) },
    { process: { executable: PROGRAM, args, command_line: "" } },
  ]) {
    assert.deepEqual(found(variant), MATCH, JSON.stringify(variant));
  }
  const spaced = JSON.stringify(event, null, 1).replaceAll("\n", " ");
  assert.deepEqual(detector.inspect(spaced)?.calls[0].file_path, PATH);
  assert.equal(found({ process: { executable: "x", args: ["notepad"], parent: { executable: PROGRAM, args } } }), null);
  assert.equal(found({ process: { executable: "x", args, command_line: "notepad powershell" } }), null);
});

test("ECS: whatever the words hold comes back from the line that they make", () => {
  const piece = fc.constantFrom("\\", '"', " ", "a", "\u00e4", "\ud83d\ude00", "\\\\srv", "''", "-", "$", "\t");
  const word = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(word, fc.boolean(), (mailbox, isAscii) => {
      const text = `New-MailboxExportRequest -Mailbox '${mailbox.replaceAll("'", "''")}x' -FilePath ${PATH}`;
      const record = JSON.stringify({ process: { executable: "x", args: ["pwsh", "-c", text] } });
      const ascii = record.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
      detector.reset();
      assert.equal(detector.inspect(isAscii ? ascii : record)?.calls[0].mailbox, `${mailbox}x`, record);
    }),
    { numRuns: 300 },
  );
});

test("XML of a process event is read under any key, whatever the envelope's own number looks like", () => {
  const xml = `<Event xmlns='x'><System><Provider Name='a'/><EventID>4688</EventID><EventRecordID>9</EventRecordID><Channel>Security</Channel><Computer>EX01</Computer></System><EventData><Data Name='SubjectUserSid'>S-1-5-21-1-2-3-1105</Data><Data Name='CommandLine'>${LINE}</Data></EventData></Event>`;
  for (const key of ["RawXml", "rawxml", "RAWXML", "raw_xml", "xyz", "@rawstring", "originalMessage"]) {
    assert.deepEqual(found({ properties: { EventId: 4688, Channel: "Security", [key]: xml } }), MATCH, key);
    assert.deepEqual(found({ EventID: "4f2c-17", [key]: xml }), MATCH, key);
    assert.deepEqual(found({ id: 77, [key]: xml }), MATCH, key);
  }
  detector.reset();
  const finding = detector.inspect(JSON.stringify({ properties: { EventId: 4688, xyz: xml } }));
  assert.deepEqual([finding?.host?.name, finding?.user?.id], ["EX01", "S-1-5-21-1-2-3-1105"]);
  // Another event's XML is something that this one tells of.
  assert.equal(found({ EventID: 11, Channel: "Security", xyz: xml }), null);
});

test("classes of process events that have no Windows number", () => {
  for (const event of [
    { name: "process_events", hostIdentifier: "EX01", columns: { cmdline: LINE, path: PROGRAM }, action: "added" },
    { class_uid: 1007, device: { hostname: "EX01" }, process: { cmd_line: LINE, parent_process: { cmd_line: "x" } } },
    {
      message: `CEF:0|Microsoft|Windows|10|4688|x|5|EventID=4688 NewProcessName=x CommandLine=${LINE.replaceAll("\\", "\\\\")} rt=1`,
    },
    { EventID: 4688, CommandLine: LINE },
  ]) {
    assert.deepEqual(found(event), MATCH, JSON.stringify(event));
  }
});

test("values without names: the line, and who started it, by their places", () => {
  const audited = (/** @type {string} */ line) => [
    ...["S-1-5-21-1-2-3-1105", "svc", "CORP", "0x3e7", "0x1b10", PROGRAM, "%%1936", "0x9c4", line, "S-1-0-0", "-", "-", "0x0"],
    ...["C:\\cmd.exe", "S-1-16-12288"],
  ];
  const guid = "{0198f7a4-0000-4000-8000-000000000001}";
  const rest = ["C:\\", "CORP\\ada", guid, "0x3e7", "1", "High", "SHA256=0", guid, "2500", "C:\\cmd.exe", LINE];
  const seen = (/** @type {string} */ line) => [
    "-",
    "2026-11-03 09:14:02.123",
    guid,
    "6928",
    PROGRAM,
    "10.0",
    "x",
    "y",
    "z",
    "P.EXE",
    line,
    ...rest,
  ];
  /** Before it told a rule, a version and an original name. @param {string} line */
  const old = (line) => ["2026-11-03 09:14:02.123", guid, "6928", PROGRAM, line, ...rest];
  const sid = { id: "S-1-5-21-1-2-3-1105" };
  const ada = { name: "CORP\\ada" };
  for (const [id, values, user] of /** @type {[number, string[], object][]} */ ([
    [4688, audited(LINE), sid],
    [1, seen(LINE), ada],
    [1, old(LINE), ada],
  ])) {
    for (const event of [
      { EventID: id, Computer: "EX01", StringInserts: values },
      { Id: id, MachineName: "EX01", Properties: values.map((Value) => ({ Value })) },
      { EventID: id, Computer: "EX01", EventData: values },
      { EventID: id, Computer: "EX01", ParameterXml: values.map((value) => `<Param>${value}</Param>`).join("") },
      { Event: { System: { EventID: id }, EventData: { Data: values } } },
      { EventID: id, Channel: "Security", Message: audit(), StringInserts: values },
    ]) {
      assert.deepEqual(found(event), MATCH, JSON.stringify(event));
      assert.deepEqual(detector.inspect(JSON.stringify(event))?.user, user, JSON.stringify(event));
    }
  }
  // The parent's line, other events' values, and a line that names nothing.
  for (const event of [
    { EventID: 1, StringInserts: seen("notepad") },
    { EventID: 4689, StringInserts: audited(LINE) },
    { EventID: 4688, StringInserts: audited(LINE).slice(0, 8).concat("notepad", LINE) },
  ]) {
    assert.equal(found(event), null, JSON.stringify(event));
  }
});

test("an engine's start where all details are one value, or the line ends are gone", () => {
  const details = (/** @type {string} */ end) =>
    `NewEngineState=Available${end}HostId=x${end}HostApplication=${LINE}${end}EngineVersion=5.1${end}RunspaceId=y${end}CommandLine=`;
  for (const event of [
    { Id: 400, LogName: "Windows PowerShell", Properties: ["Available", "None", details("\r\n\t")].map((Value) => ({ Value })) },
    { EventID: 400, EventData: { Data: `Available,None,\t${details("\r\n\t")}` } },
    { EventId: 400, Payload: JSON.stringify({ EventData: { Data: `Available, None, ${details(", ")}` } }) },
    {
      win: { system: { eventID: "400" }, eventdata: { data: JSON.stringify(`Available, None, ${details("   ")}`).slice(1, -1) } },
    },
    { host: "EX01", message: `Engine state is changed from None to Available. Details:   ${details("   ")}` },
    { host: "EX01", message: `Engine state is changed.#015#012#015#012Details:#015#012#011${details("#015#012#011")}` },
  ]) {
    assert.deepEqual(found(event), MATCH, JSON.stringify(event));
  }
  assert.equal(found({ host: "EX01", message: details("\r\n").replace("Available", "Stopped") }), null);
});

test("EvtxECmd's columns: the program that was started, and values with their names in front", () => {
  assert.deepEqual(found({ EventId: "4688", Channel: "Security", ExecutableInfo: LINE, PayloadData1: "PID: 0x1" }), MATCH);
  assert.equal(found({ EventId: "4689", ExecutableInfo: LINE }), null);
  const block = { EventId: "4104", Channel: "Microsoft-Windows-PowerShell/Operational", PayloadData1: "Path: C:\\x.ps1" };
  assert.deepEqual(found({ ...block, PayloadData2: `ScriptBlockText: ${CALL}` }), MATCH);
});
