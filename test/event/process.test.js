/**
 * Command lines of started processes: which events have one, how the line is cut into words, cmd's commands and PowerShell's
 * options, and what the shell in it is told to run.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { DRIVERS } from "../../build/host/drivers/index.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";

const detector = loadDetector();
const PATH = "\\\\srv\\x\\ceo.pst";
const CALL = `New-MailboxExportRequest -Mailbox ceo -FilePath ${PATH}`;
const base64 = (/** @type {string} */ text) => Buffer.from(text, "utf16le").toString("base64");

/** @param {string} line */
const sysmon = (line) => ({
  EventID: 1,
  Channel: "Microsoft-Windows-Sysmon/Operational",
  CommandLine: line,
  ParentCommandLine: "x",
});

/** What an event's first call is. @param {unknown} event */
function found(event) {
  detector.reset();
  const finding = detector.inspect(JSON.stringify(event));
  return finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path];
}

const MATCH = ["match", "ceo", PATH];

test("options of PowerShell: prefixes, every dash, words they eat, joining, encoded text", () => {
  for (const line of [
    `powershell -c "${CALL}"`,
    `C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -NoP -W Hidden -eNc ${base64(CALL)}`,
    `"C:\\Program Files\\PowerShell\\7\\pwsh.exe" --encodedcommand ${base64(CALL)}`,
    `POWERSHELL /ec ${base64(CALL)}`,
    `pwsh \u2013Command "${CALL}"`,
    `pwsh \u2014wd C:\\x \u2015c ${CALL}`,
    `powershell ${CALL}`,
    `powershell -version 2 -psc x.psc1 -ep bypass -if text -command ${CALL}`,
    `pwsh -cwa "${CALL}" more words`,
  ]) {
    assert.deepEqual(found(sysmon(line)), MATCH, line);
  }
  for (const line of [
    `pwsh "${CALL}"`,
    `powershell -File x.ps1 ${CALL}`,
    "powershell -Command -",
    "powershell -",
    `powershell -c "echo New-MailboxExportRequest"`,
    `notepad powershell ${CALL}`,
  ]) {
    assert.equal(found(sysmon(line)), null, line);
  }
});

test("words are cut as the C run-time library cuts them", () => {
  const words = (/** @type {string} */ written) => found(sysmon(`powershell -c ${written}`));
  assert.deepEqual(words(`"New-MailboxExportRequest -Mailbox \\"a b\\" -FilePath '${PATH}'"`), ["match", "a b", PATH]);
  assert.deepEqual(words(`"New-MailboxExportRequest -Mailbox ""a b"" -FilePath '${PATH}'"`), ["match", "a b", PATH]);
  assert.deepEqual(words(`"New-MailboxExportRequest -Mailbox a -FilePath \\\\srv\\x\\\\"`), ["match", "a", "\\\\srv\\x\\"]);
  assert.deepEqual(words(`"New-MailboxExportRequest -Mailbox a -FilePath '\\\\srv\\\\\\"x'"`), ["match", "a", '\\\\srv\\"x']);
  // The quotes are gone: PowerShell gets three words.
  assert.equal(words(`New-MailboxExportRequest -Mailbox "John Doe" -FilePath ${PATH}`)?.[0], "partial");
});

test("cmd: switches that touch, its quotes, carets, several commands, shells within", () => {
  for (const line of [
    `cmd.exe /c powershell -c "${CALL}"`,
    `cmd /c "powershell -c "${CALL}""`,
    `C:\\Windows\\System32\\cmd.exe /q /d /rpowershell -c ${CALL}`,
    `cmd /k "C:\\Program Files\\PowerShell\\7\\pwsh.exe" -c ${CALL}`,
    `cmd /c cd c:\\ && dir | powershell -c New^-MailboxExportRequest -Mailbox ceo -FilePath ${PATH}`,
    `cmd /c cmd /c powershell -c ${CALL}`,
    `cmd /c powershell -c 1 & powershell -c "${CALL}"`,
    `cmd /c start "" /b powershell -c "${CALL}"`,
  ]) {
    assert.deepEqual(found(sysmon(line)), MATCH, line);
  }
  assert.equal(found(sysmon(`cmd /c echo "powershell & powershell -c ${CALL}"`)), null);
});

test("cmd: carets and quotes within a shell's name, words that a command follows, redirections, parentheses", () => {
  for (const line of [
    `cmd /c p^ow^ershell -c "${CALL}"`,
    `cmd /c po""wershell -c ${CALL}`,
    `cmd /c (powershell -c ${CALL})`,
    `cmd /c if exist x (pwsh -c "${CALL}") else echo 1`,
    `cmd /c if 1==2 (echo 1) else powershell -c "${CALL}"`,
    `cmd /c for %i in (1 2) do powershell -c "${CALL}"`,
    `cmd /c powershell <nul 2>&1 -c ${CALL}>nul`,
    `cmd /c powershell 2> "a & b.txt" -c ${CALL} >> c.txt & exit`,
    `%COMSPEC% /b /c start /b /min powershell -nop -c ${CALL}`,
    `%%COMSPEC%% /c "%SystemRoot%\\System32\\powershell.exe" -c ${CALL}`,
    `cmd /c "%COMSPEC%" /c powershell -c ${CALL}`,
  ]) {
    assert.deepEqual(found(sysmon(line)), MATCH, line);
  }
  // Carets mean nothing to a program that cmd does not start, and nothing within quotes.
  assert.equal(found(sysmon(`p^owershell -c "${CALL}"`)), null);
  assert.equal(found(sysmon(`cmd /c powershell -c "New^-MailboxExportRequest -Mailbox ceo -FilePath ${PATH}"`)), null);
  assert.equal(found(sysmon(`cmd /c echo powershell -c "${CALL}" > x.cmd`)), null);
});

test("cmd: a variable may hold anything, so nothing is claimed at or after it; the child's own line has its value", () => {
  const call = (/** @type {string} */ mailbox, /** @type {string} */ path) =>
    `powershell -c "New-MailboxExportRequest -Mailbox ${mailbox} -FilePath ${path}"`;
  for (const [line, mailbox] of /** @type {[string, string | undefined][]} */ ([
    [`cmd /c ${call("ceo", "\\\\srv\\%USERNAME%.pst")}`, "ceo"],
    [`cmd /c ${call("ceo", "%TEMP:~0,3%x.pst")}`, "ceo"],
    [`cmd /c ${call("%USERNAME%", PATH)}`, undefined],
    [`cmd /c ${call("%%USERNAME%%", PATH)}`, undefined],
    [`cmd /v:on /c set x=ceo&& ${call("!x!", PATH)}`, undefined],
    [`cmd /c for %i in (ceo cfo) do ${call("ceo", "\\\\srv\\%i.pst")}`, "ceo"],
    [`cmd /c for %i in (ceo cfo) do (echo 1 & ${call("ceo", "\\\\srv\\%~ni.pst")})`, "ceo"],
  ])) {
    assert.deepEqual(found(sysmon(line)), ["match", mailbox, undefined], line);
  }
  // No variables: a percent sign alone, an exclamation mark without `/v`, the line of PowerShell itself.
  assert.deepEqual(found(sysmon(`cmd /c ${call("'!x!'", PATH)}`)), ["match", "!x!", PATH]);
  assert.deepEqual(found(sysmon(`cmd /c powershell -c "1..2 | % { 5 % 3 }; ${CALL}"`)), MATCH);
  assert.deepEqual(found(sysmon(call("ceo", "\\\\srv\\%x%.pst"))), ["match", "ceo", "\\\\srv\\%x%.pst"]);
});

test("cmd: each shell of a line is a process of its own", () => {
  const use = `powershell -c "New-MailboxExportRequest -Mailbox $m -FilePath ${PATH}"`;
  assert.deepEqual(found(sysmon(`cmd /c powershell -c "$m='ceo'" & ${use}`)), ["match", undefined, PATH]);
  // A quote that the one leaves open does not reach into the other.
  assert.deepEqual(found(sysmon(`cmd /c powershell -c ' & powershell -c ${CALL}`)), MATCH);
  detector.reset();
  const both = detector.inspect(
    JSON.stringify(sysmon(`cmd /c pwsh -c "${CALL}" || powershell -c "${CALL.replace("ceo", "cfo")}"`)),
  );
  assert.deepEqual(
    both?.calls.map(({ mailbox }) => mailbox),
    ["ceo", "cfo"],
  );
});

test("what is piped into a shell is run where nothing else is told", () => {
  for (const shell of ["powershell -", "pwsh", "powershell -nop -c -", "powershell -File -"]) {
    assert.deepEqual(found(sysmon(`cmd /c echo ${CALL} | ${shell}`)), MATCH, shell);
    assert.equal(detector.read(`'${CALL}' | ${shell}`).verdict, "match", shell);
  }
  for (const line of [`echo ${CALL} || powershell -`, `echo ${CALL} | powershell -c 1`, `echo ${CALL} | more & powershell -`]) {
    assert.equal(found(sysmon(`cmd /c ${line}`)), null, line);
  }
});

test("what a launcher is given for a shell is handed over", () => {
  for (const line of [
    `schtasks /create /sc once /tn x /tr "powershell -c \\"${CALL}\\""`,
    `sc.exe create x binPath= "cmd /c powershell -c ${CALL}"`,
    `wmic process call create "powershell -enc ${base64(CALL)}"`,
    `mshta vbscript:CreateObject("WScript.Shell").Run("powershell -enc ${base64(CALL)}")`,
    `sc create x binPath="cmd /c powershell -c ${CALL}"`,
    `forfiles /p c:\\windows /m notepad.exe /c "cmd /c powershell -c ${CALL}"`,
    `conhost.exe --headless powershell -c ${CALL}`,
    `psexec \\\\ex01 -s cmd /c powershell -c ${CALL}`,
  ]) {
    detector.reset();
    const finding = detector.inspect(JSON.stringify(sysmon(line)));
    assert.equal(finding?.verdict, "partial", line);
    assert.ok(finding.calls[0].reasons?.includes("handed-over"), line);
  }
});

test("scripts that start a shell get the same reading", () => {
  for (const script of [
    `pwsh --c "${CALL}"`,
    `cmd /c 'cd \\ & powershell -c "${CALL}"'`,
    `Start-Process powershell -ArgumentList '-c "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\srv\\x\\\\"'`,
    `[Diagnostics.Process]::Start('powershell', '-psc x -c ${CALL}')`,
  ]) {
    assert.equal(detector.read(script).verdict, "match", script);
  }
  assert.equal(detector.read(`pwsh '${CALL}'`).verdict, "none");
});

test("every event of a started process is read, its parent's line and other events' lines are not", () => {
  const line = `powershell -c "${CALL}"`;
  const xml = `<Event><System><EventID>4688</EventID></System><EventData><Data Name='NewProcessName'>x</Data><Data Name='CommandLine'>${line}</Data></EventData></Event>`;
  for (const event of [
    { EventID: 4688, Channel: "Security", NewProcessName: "x", CommandLine: line },
    { EventID: 4688, NewProcessName: "x", CommandLine: line.replaceAll('"', "&quot;") },
    { event: xml },
    { event: { code: "1" }, process: { command_line: line, parent: { command_line: "x" } } },
    { "event.category": ["process"], "process.command_line": line },
    { category: "AdvancedHunting-DeviceProcessEvents", properties: { FileName: "x", ProcessCommandLine: line } },
    { event_simpleName: "ProcessRollup2", CommandLine: line },
    { win: { system: { eventID: "4688" }, eventdata: { newProcessName: "x", commandLine: JSON.stringify(line).slice(1, -1) } } },
    { event_id: 400, event_data: { param3: `\tNewEngineState=Available\n\tHostApplication=${line}\n\tEngineVersion=5.1` } },
    {
      EventID: 400,
      Channel: "Windows PowerShell",
      Message: `x\r\n\tNewEngineState=Available\r\n\tHostApplication=${line}\r\n\tx=y`,
    },
  ]) {
    assert.deepEqual(found(event), MATCH, JSON.stringify(event));
    detector.scan(`${JSON.stringify(event)}\n`);
    assert.equal(detector.stats().script_blocks, 0);
  }
  for (const event of [
    { ...sysmon("x"), ParentCommandLine: line },
    { event: { code: "1" }, process: { parent: { command_line: line } } },
    { EventID: 4103, NewProcessName: "x", CommandLine: line },
    { EventID: 403, Message: `\tNewEngineState=Stopped\n\tHostApplication=${line}` },
  ]) {
    assert.equal(found(event), null, JSON.stringify(event));
  }
});

test("a finding's id is the event's host, channel and number, whatever its line is in", () => {
  const line = `powershell -c "${CALL}"`;
  const id = (/** @type {object} */ event) => {
    detector.reset();
    return detector.inspect(JSON.stringify(event))?.id;
  };
  const event = { EventID: 1, Channel: "Microsoft-Windows-Sysmon/Operational", Computer: "EX01", ParentCommandLine: "x" };
  const flat = id({ ...event, EventRecordID: 17, CommandLine: line });
  const xml = `<Event><System><EventID>1</EventID><EventRecordID>17</EventRecordID><Channel>${event.Channel}</Channel><Computer>EX01</Computer></System><EventData><Data Name='CommandLine'>${line}</Data><Data Name='ParentCommandLine'>x</Data></EventData></Event>`;
  const beats = { winlog: { channel: event.Channel, event_id: "1", record_id: "17", computer_name: "EX01" } };
  assert.equal(id({ event: xml }), flat);
  assert.equal(id({ ...beats, process: { parent: { command_line: "x" }, command_line: line } }), flat);
  assert.notEqual(id({ ...event, EventRecordID: 18, CommandLine: line }), flat);
  assert.notEqual(id({ ...event, Computer: "EX02", EventRecordID: 17, CommandLine: line }), flat);
  assert.notEqual(id({ ...event, Channel: "Security", EventRecordID: 17, CommandLine: line }), flat);
  // Without a number the line tells them apart.
  assert.notEqual(id({ ...event, CommandLine: line }), id({ ...event, CommandLine: `${line} ` }));
});

test("the finding says where it was seen, spans the line, and is the same through every module", async () => {
  const line = `powershell -enc ${base64(CALL)}`;
  const record = JSON.stringify({ ...sysmon(line), Computer: "EX01", User: "CORP\\ada" });
  detector.reset();
  const finding = detector.inspect(record);
  assert.equal(finding?.observed_in, "process");
  assert.equal(finding.script_block, undefined);
  assert.deepEqual(finding.calls[0].span, [0, line.length]);
  assert.deepEqual([finding.host?.name, finding.user?.name], ["EX01", "CORP\\ada"]);
  for (const driver of DRIVERS) {
    const [answer] = driver.pass(await WebAssembly.compile(moduleBytes(driver.name)), [Buffer.from(record)]).records;
    assert.deepEqual(JSON.parse(Buffer.from(answer).toString()).mailbox_export_finding, finding, driver.name);
  }
});

const samples = new URL("../../../shared/data/events-beside-4104.jsonl", import.meta.url);

test("public samples of started processes and engines", { skip: !existsSync(samples) && "no samples" }, () => {
  const lines = readFileSync(samples, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const own = lines.filter(({ id }) => /^(4688|sysmon1|400)-/.test(id));
  assert.ok(own.length >= 5);
  for (const { id, event, expect, mailbox, file_path } of own) {
    assert.deepEqual(found(event), expect === "none" ? null : [expect, mailbox, file_path], id);
  }
});
