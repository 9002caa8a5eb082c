/**
 * Events that show what an engine bound: every rendering of Exchange's cmdlet log, the traps of its text, and that no value is
 * claimed that the text leaves open.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { DRIVERS } from "../../build/host/drivers/index.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { CMDLET_SHAPES, HOST } from "./bound-shapes.js";

const detector = loadDetector();
const cleanup = loadDetector({ config: { behaviours: ["mailbox-export-cleanup"] } });
const COMMAND = "New-MailboxExportRequest";
const PATH = "\\\\127.0.0.1\\c$\\inetpub\\wwwroot\\aspnet_client\\a1b2.aspx";
const PARAMETERS = `-Mailbox "svc@corp.example" -IncludeFolders ("#Drafts#") -ContentFilter "(Subject -eq 'a1b2')" -ExcludeDumpster "True" -FilePath "${PATH}"`;

/** @param {unknown} event @param {{ inspect: typeof detector.inspect, reset: () => void }} by */
function inspect(event, by = detector) {
  by.reset();
  return by.inspect(typeof event === "string" ? event : JSON.stringify(event));
}

/** What an event's first call is. @param {unknown} event */
function found(event) {
  const finding = inspect(event);
  return finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path];
}

/** An event of the cmdlet log. @param {string} parameters @param {number} id @param {string} command */
const cmdlet = (parameters, id = 1, command = COMMAND) => ({
  EventID: id,
  Channel: "MSExchange Management",
  Computer: HOST,
  EventRecordID: 7190,
  StringInserts: [command, parameters, "corp.example/Users/svc", "S-1-5-21-1-2-3-1105"],
});

test("every rendering of the cmdlet log gives the same call, through every module", async () => {
  const records = CMDLET_SHAPES.flatMap((shape) =>
    [1, 6].map((id) => ({ shape, id, record: shape.render({ id, command: COMMAND, parameters: PARAMETERS }) })),
  );
  const findings = records.map(({ shape, id, record }) => {
    const finding = inspect(record);
    assert.ok(finding, `${shape.name}: ${record}`);
    assert.deepEqual(
      [finding.verdict, finding.observed_in, finding.outcome, finding.severity, finding.script_block],
      ["match", "cmdlet-log", id === 6 ? "failed" : "succeeded", id === 6 ? "high" : "critical", undefined],
      shape.name,
    );
    assert.equal(finding.host?.name, HOST, shape.name);
    const [call] = finding.calls;
    assert.deepEqual([call.mailbox, call.file_path, call.destination], ["svc@corp.example", PATH, "loopback"], shape.name);
    assert.deepEqual(call.reasons, id === 6 ? ["failed"] : undefined, shape.name);
    if (shape.user === "SID") {
      assert.deepEqual(finding.user, { id: "S-1-5-21-1-2-3-1105", name: "corp.example/Users/svc" }, shape.name);
    }
    return finding;
  });
  for (const driver of DRIVERS) {
    const { records: answers } = driver.pass(
      await WebAssembly.compile(moduleBytes(driver.name)),
      records.map(({ record }) => Buffer.from(record)),
    );
    answers.forEach((answer, index) => {
      const { mailbox_export_finding: finding } = JSON.parse(Buffer.from(answer).toString());
      assert.deepEqual(finding, findings[index], `${driver.name}, ${records[index].shape.name}`);
    });
  }
});

test("no rendering takes another command for the watched one, or another log for Exchange's", () => {
  const name = `-Name "${COMMAND}" -Mailbox "a" -FilePath "${PATH}"`;
  for (const shape of CMDLET_SHAPES) {
    for (const command of ["Get-Help", `${COMMAND}Statistics`, `X-${COMMAND}`, "Get-MailboxExportRequest"]) {
      assert.equal(inspect(shape.render({ id: 1, command, parameters: name })), null, `${shape.name}: ${command}`);
    }
  }
  assert.equal(inspect({ ...cmdlet(PARAMETERS), Channel: "Application" }), null);
  for (const id of [7, 8, 4104]) assert.equal(inspect(cmdlet(PARAMETERS, id)), null);
  for (const id of [2, 3]) assert.equal(inspect(cmdlet(PARAMETERS, id))?.outcome, "succeeded");
  for (const id of [4, 5]) assert.equal(inspect(cmdlet(PARAMETERS, id))?.outcome, undefined);
});

test("the text of parameters: what is claimed, and what it leaves open", () => {
  const long = `\\\\srv\\${"x".repeat(194)}`;
  /** @type {[string, string | undefined, string | undefined, ...string[]][]} */
  const cases = [
    [`-FilePath "\\\\srv\\x\\a b.pst" -Mailbox "Ada Lovelace"`, "Ada Lovelace", "\\\\srv\\x\\a b.pst"],
    [`-Mailbox "ceo" -FilePath "\\\\srv\\x\\"`, "ceo", "\\\\srv\\x\\"],
    [`-ContentFilter $null -Mailbox "ceo" -SourceRootFolder $null -FilePath "\\\\srv\\x"`, "ceo", "\\\\srv\\x"],
    [`-Mailbox "ceo" -NoParameter $null -FilePath "\\\\srv\\x"`, undefined, "\\\\srv\\x", "ambiguous-text"],
    [`-Mailbox "ceo" -FilePath "\\\\srv\\x" -ErrorVariable "x" -ErrorAction "Stop"`, "ceo", "\\\\srv\\x"],
    [`-Mailbox "ceo" -ExcludeFolders ("a","b") -FilePath "\\\\srv\\x" -IncludeFolders ("c") `, "ceo", "\\\\srv\\x"],
    [`-ContentFilter "(Body -like "x")" -Mailbox "ceo" -FilePath "\\\\srv\\x"`, "ceo", "\\\\srv\\x"],
    // A quote in the value, a parameter met twice, a value forged into another one.
    [`-Mailbox "John "JJ" Doe" -FilePath "\\\\srv\\x"`, undefined, "\\\\srv\\x", "ambiguous-text"],
    [`-Mailbox "ceo" -FilePath "\\\\srv\\"x"`, "ceo", undefined, "ambiguous-text"],
    [`-Name "x" -FilePath "\\\\a\\b" -Mailbox "ceo" -FilePath "\\\\srv\\x"`, "ceo", undefined, "ambiguous-text"],
    [`-Name "x" -ComplianceStorePath "y" -Mailbox "ceo" -FilePath "\\\\srv\\x"`, "ceo", "\\\\srv\\x"],
    // Cuts: the cmdlet's own, a shipper's, anywhere.
    [`-Mailbox "ceo" -FilePath "${long.slice(0, 200)}[...]"`, "ceo", undefined, "truncated"],
    [`-Mailbox "ceo" -FilePath "${long.slice(0, 200)}"`, "ceo", long.slice(0, 200)],
    [`-Mailbox "ceo" -FilePath "\\\\srv\\x`, "ceo", undefined, "truncated"],
    [`-Mailbox "ceo" -FileP`, "ceo", undefined, "truncated"],
    [`-Mailbox "ceo" -ContentFilter "abc...`, "ceo", undefined, "truncated"],
    [`-Mailbox "ceo"...`, "ceo", undefined, "truncated"],
    // Exchange 2010.
    ["{Mailbox=ceo, FilePath=\\\\srv\\x\\a, b.pst}", "ceo", "\\\\srv\\x\\a, b.pst"],
    ["{FilePath=\\\\srv\\x, IncludeFolders={#Inbox#, #Drafts#}, Mailbox=Doe, Jane}", "Doe, Jane", "\\\\srv\\x"],
    ["{Mailbox=ceo, FilePath=\\\\srv\\x", "ceo", undefined, "truncated"],
  ];
  for (const [parameters, mailbox, path, ...reasons] of cases) {
    const finding = inspect(cmdlet(parameters));
    assert.equal(finding?.verdict, "match", parameters);
    const [call] = finding.calls;
    assert.deepEqual([call.mailbox, call.file_path, call.reasons ?? []], [mailbox, path, reasons], parameters);
  }
  const [cut] = inspect(cmdlet(`-Mailbox "ceo" -FilePath "\\\\localhost\\c$\\${"x".repeat(186)}[...]"`))?.calls ?? [];
  assert.deepEqual(
    [cut?.file_path_pattern, cut?.destination, cut?.severity],
    [`\\\\localhost\\c$\\${"x".repeat(186)}*`, "loopback", "high"],
  );
});

test("without a path the call is partial; the text lost altogether, the command was bound all the same", () => {
  for (const [parameters, reason] of [
    [`-Mailbox "ceo" -ComplianceStorePath "x"`, "other-set"],
    [`-Mailbox "ceo" -FilePath ""`, "prompts"],
    [`-Mailbox "ceo"`, "prompts"],
    ["", "prompts"],
  ]) {
    const finding = inspect(cmdlet(parameters));
    assert.deepEqual([finding?.verdict, finding?.calls[0].reasons], ["partial", [reason]], parameters);
  }
  const lost = inspect({ EventID: 1, Channel: "MSExchange Management", event_data: { param1: COMMAND } });
  assert.deepEqual([lost?.verdict, lost?.calls[0].reasons], ["match", ["truncated"]]);
});

test("a dry run, and the removal of a request", () => {
  assert.deepEqual(
    ["True", "False"].map((truth) => inspect(cmdlet(`${PARAMETERS} -WhatIf "${truth}"`))?.severity),
    ["medium", "critical"],
  );
  const removal = (/** @type {string} */ parameters) =>
    inspect(cmdlet(parameters, 1, "Remove-MailboxExportRequest"), cleanup)?.verdict ?? "none";
  assert.equal(removal(`-Identity "h\\x" -Confirm "False"`), "match");
  assert.equal(removal(`-Identity "h\\x" -Confirm "True"`), "partial");
  assert.equal(removal(`-Identity "h\\x"`), "partial");
});

test("the finding's id names the record, its group the user, mailbox and folder", () => {
  const one = inspect(cmdlet(PARAMETERS));
  const again = inspect({ ...cmdlet(PARAMETERS), EventRecordID: 7191 });
  const elsewhere = inspect({ ...cmdlet(PARAMETERS), Computer: "EX02" });
  assert.equal(new Set([one, again, elsewhere].map((finding) => finding?.id)).size, 3);
  assert.equal(one?.group, again?.group);
  const script = inspect({
    EventID: 4104,
    Channel: "Microsoft-Windows-PowerShell/Operational",
    Computer: HOST,
    UserID: "S-1-5-21-1-2-3-1105",
    ScriptBlockText: `${COMMAND} -Mailbox svc@corp.example -FilePath ${PATH}`,
  });
  assert.equal(script?.group, one?.group);
});

/** Pieces of which hostile values are made: signs of the grammar, names, cuts. */
const piece = fc.oneof(
  fc.constantFrom(
    '"',
    '" ',
    ' -FilePath "',
    '" -FilePath "',
    '" -Mailbox "',
    '" -Name "',
    "[...]",
    ", ",
    ".",
    '".',
    '",',
    "$null",
    "(",
    ")",
  ),
  fc.constantFrom("{", "}", "\r\n", "a", "\\\\srv\\x", " ", "é", "\\", COMMAND),
);
const hostile = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
/** What names a mailbox or file: no full parameter is forged in it, for it would name nothing. */
const target = fc.array(fc.constantFrom("a", " ", "\\", '"', "$", ".", "(", ")", "é", "-Name", "[...]", ","), {
  minLength: 1,
  maxLength: 6,
});

test("no value is claimed that the text leaves open, and a record is never changed but by the finding", () => {
  const cut = (/** @type {string} */ value) => (value.length > 200 ? `${value.slice(0, 200)}[...]` : value);
  let claims = 0;
  fc.assert(
    fc.property(
      target,
      target,
      fc.array(fc.tuple(fc.constantFrom("Name", "ContentFilter", "SuspendComment", "BatchName"), hostile), { maxLength: 3 }),
      fc.nat(5),
      fc.constantFrom(...CMDLET_SHAPES),
      (mailboxPieces, pathPieces, others, order, shape) => {
        const mailbox = mailboxPieces.join("");
        const path = `\\\\srv\\${pathPieces.join("")}`;
        const given = [["Mailbox", mailbox], ["FilePath", path], ...others];
        for (let i = 0; i < order; i++) given.push(/** @type {[string, string]} */ (given.shift()));
        const parameters = given.map(([name, value]) => `-${name} "${cut(value)}"`).join(" ");
        const record = shape.render({ id: 1, command: COMMAND, parameters });
        const finding = inspect(record);
        assert.ok(finding, record);
        const [call] = finding.calls;
        assert.equal(finding.verdict, "match", record);
        if (call.mailbox !== undefined) assert.equal(call.mailbox, mailbox, record);
        if (call.file_path !== undefined) assert.equal(call.file_path, path, record);
        claims += call.file_path === undefined ? 0 : 1;
        const answer = Buffer.from(detector.transform(Buffer.from(`${record}\n`))).toString();
        const { mailbox_export_finding: _, ...rest } = JSON.parse(answer);
        assert.deepEqual(rest, JSON.parse(record));
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(claims > 300, `${claims} claims`);
});

const samples = new URL("../../../shared/data/events-beside-4104.jsonl", import.meta.url);
const READ = /^(mgmt)-/;

test("public samples of events that show bindings", { skip: !existsSync(samples) && "no samples" }, () => {
  const lines = readFileSync(samples, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const own = lines.filter(({ id }) => READ.test(id));
  assert.ok(own.length >= 20);
  for (const { id, event, expect, mailbox, file_path } of own) {
    const expected = expect === "none" ? null : [expect, mailbox ?? undefined, file_path ?? undefined];
    assert.deepEqual(found(event), expected, id);
  }
});
