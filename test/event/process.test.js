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

test("what a launcher is given for a shell is handed over", () => {
  for (const line of [
    `schtasks /create /sc once /tn x /tr "powershell -c \\"${CALL}\\""`,
    `sc.exe create x binPath= "cmd /c powershell -c ${CALL}"`,
    `wmic process call create "powershell -enc ${base64(CALL)}"`,
    `mshta vbscript:CreateObject("WScript.Shell").Run("powershell -enc ${base64(CALL)}")`,
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
