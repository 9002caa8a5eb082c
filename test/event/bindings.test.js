/**
 * Events that show what an engine bound: every rendering of Exchange's cmdlet log and of PowerShell's pipeline logs, the traps of
 * their text, and that no value is claimed that the text leaves open.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { DRIVERS } from "../../build/host/drivers/index.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { CMDLET_SHAPES, HOST, PIPELINE_SHAPES } from "./bound-shapes.js";

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

/** Holds every module to the findings that the library gives. */
async function findThroughEveryModule(records, findings) {
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
}

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
    const sid = "S-1-5-21-1-2-3-1105";
    if (shape.user === "SID") assert.deepEqual(finding.user, { id: sid, name: "corp.example/Users/svc" }, shape.name);
    if (shape.user === "SID alone") assert.deepEqual(finding.user, { id: sid }, shape.name);
    return finding;
  });
  await findThroughEveryModule(records, findings);
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
    // A value that starts with a quotation mark looks like an empty one and a parameter after it.
    [`-Mailbox "" -Name "x" -FilePath "\\\\srv\\x"`, undefined, "\\\\srv\\x"],
    [`-Mailbox "" -Name " -FilePath "\\\\srv\\x"`, undefined, undefined, "ambiguous-text"],
    [`-Mailbox "" -FilePath "\\\\a\\b" -FilePath "\\\\srv\\x"`, undefined, undefined, "ambiguous-text"],
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

/** Lines of the pipeline logs for a command's bindings. @param {[string, string][]} bound @param {string} command */
const lines = (bound, command = COMMAND) => [
  `CommandInvocation(${command}): "${command}"`,
  ...bound.map(([name, value]) => `ParameterBinding(${command}): name="${name}"; value="${value}"`),
];
/** @type {[string, string][]} */
const BOUND = [
  ["Mailbox", "svc@corp.example"],
  ["IncludeFolders", "#Drafts#"],
  ["ContentFilter", "(Subject -eq 'a1b2')"],
  ["ExcludeDumpster", "True"],
  ["FilePath", PATH],
];

/** An event 4103 of those lines. @param {string[]} text */
const pipeline = (...text) => ({
  EventID: 4103,
  Channel: "Microsoft-Windows-PowerShell/Operational",
  Hostname: HOST,
  Payload: text.map((line) => `${line}\r\n`).join(""),
});

test("every rendering of the pipeline logs gives the same call, through every module", async () => {
  const records = PIPELINE_SHAPES.map((shape) => ({ shape, record: shape.render({ lines: lines(BOUND), command: "x y" }) }));
  const findings = records.map(({ shape, record }) => {
    const finding = inspect(record);
    assert.ok(finding, `${shape.name}: ${record}`);
    assert.deepEqual(
      [finding.verdict, finding.observed_in, finding.outcome, finding.severity, finding.script_block, finding.host?.name],
      ["match", "pipeline-log", undefined, "critical", undefined, HOST],
      shape.name,
    );
    const [call] = finding.calls;
    assert.deepEqual(
      [call.mailbox, call.file_path, call.destination, call.reasons],
      ["svc@corp.example", PATH, "loopback", undefined],
      shape.name,
    );
    if (shape.user === "SID") assert.equal(finding.user?.id, "S-1-5-21-1-2-3-1105", shape.name);
    if (shape.user === "name") assert.equal(finding.user?.name, "CORP\\svc", shape.name);
    return finding;
  });
  await findThroughEveryModule(records, findings);
});

test("lines of a pipeline log: other languages, several commands, what is piped, what failed", () => {
  const call = (/** @type {string[]} */ ...text) => {
    const finding = inspect(pipeline(...text));
    if (!finding) return null;
    const [{ mailbox, file_path, reasons = [] }] = finding.calls;
    return [finding.verdict, mailbox, file_path, ...reasons, ...(finding.outcome ? [finding.outcome] : [])];
  };
  const share = "\\\\srv\\x\\a.pst";
  for (const [label, binding, open, close, colon] of [
    [
      "CommandInvocation ",
      (/** @type {string} */ n, /** @type {string} */ v) => `nom = « ${n} » ; valeur = « ${v} »`,
      "« ",
      " »",
      " :",
    ],
    [
      "CommandInvocation ",
      (/** @type {string} */ n, /** @type {string} */ v) =>
        `nom\u00a0=\u00a0«\u00a0${n}\u00a0»\u00a0; valeur\u00a0=\u00a0«\u00a0${v}\u00a0»`,
      "«\u00a0",
      "\u00a0»",
      "\u00a0:",
    ],
    ["Befehlsaufruf", (/** @type {string} */ n, /** @type {string} */ v) => `Name="${n}"; Wert="${v}"`, '"', '"', ":"],
    ["Befehlsaufruf", (/** @type {string} */ n, /** @type {string} */ v) => `Name = „${n}“; Wert = „${v}“`, "„", "“", ":"],
    ["コマンドの呼び出し", (/** @type {string} */ n, /** @type {string} */ v) => `名前="${n}"; 値="${v}"`, '"', '"', ":"],
    ["命令调用", (/** @type {string} */ n, /** @type {string} */ v) => `名称=“${n}”；值=“${v}”`, "“", "”", "："],
  ]) {
    const written = /** @type {(name: string, value: string) => string} */ (binding);
    assert.deepEqual(
      call(
        `${label}(${COMMAND})${colon} ${open}${COMMAND}${close}`,
        `Liaison de paramètre (${COMMAND})${colon} ${written("Mailbox", "ceo")}`,
        `Liaison de paramètre (${COMMAND})${colon} ${written("FilePath", share)}`,
      ),
      ["match", "ceo", share],
      /** @type {string} */ (label),
    );
  }
  const own = lines([["FilePath", share]]);
  const piped = (/** @type {string} */ mailbox) => `ParameterBinding(${COMMAND}): name="Mailbox"; value="${mailbox}"`;
  const before = lines([["Identity", "ceo"]], "Get-Mailbox");
  assert.deepEqual(call(...before, ...own, piped("ceo")), ["match", "ceo", share]);
  assert.deepEqual(call(...before, ...own, piped("ceo"), piped("cfo")), ["match", undefined, share, "ambiguous-text"]);
  assert.deepEqual(call(...before, ...own), ["match", undefined, share]);
  const error = `TerminatingError(${COMMAND}): "The path isn't a UNC path."`;
  assert.deepEqual(call(...own, piped("ceo"), error), ["match", "ceo", share, "failed", "failed"]);
  assert.deepEqual(call(...own, piped("ceo"), piped("cfo"), error), ["match", undefined, share, "ambiguous-text"]);
  assert.deepEqual(call(error.replace(COMMAND, "Get-Mailbox"), ...own, piped("ceo")), ["match", "ceo", share]);
  // A function logs every parameter that was not given, empty.
  const empty = /** @type {[string, string][]} */ ([
    ["Mailbox", "ceo"],
    ["FilePath", ""],
    ["Name", ""],
    ["WhatIf", "False"],
  ]);
  assert.deepEqual(call(...lines(empty)), ["partial", "ceo", undefined, "prompts"]);
  assert.deepEqual(
    call(
      ...lines([
        ["Mailbox", "ceo"],
        ["ComplianceStorePath", ""],
        ["FilePath", share],
      ]),
    ),
    ["match", "ceo", share],
  );
  assert.deepEqual(
    call(
      ...lines([
        ["Mailbox", "ceo"],
        ["WhatIf", "True"],
        ["FilePath", share],
      ]),
    ),
    ["match", "ceo", share, "what-if"],
  );
});

test("a binding counts only after its own invocation, and a value only where nothing else can follow", () => {
  const share = "\\\\srv\\x\\a.pst";
  const [invocation, ...bindings] = lines([
    ["Mailbox", "ceo"],
    ["FilePath", share],
  ]);
  const none = (/** @type {string[]} */ ...text) => assert.equal(inspect(pipeline(...text)), null, text.join("\n"));
  none(...bindings);
  none(...lines([["Name", COMMAND]], "Get-Command"));
  none(...lines([["ArgumentList", `${COMMAND}, System.Management.Automation.PSBoundParametersDictionary, `]], "Invoke-Command"));
  none(...lines([["InputObject", "x"]], "Write-Output"), ...bindings);
  // All of it in a value of another command, which is still open.
  none(...lines([["Process", `\r\n${[invocation, ...bindings].join("\r\n")}\r\n`]], "ForEach-Object"));
  none(...lines([["InputObject", `x ${invocation} ${bindings.join(" ")}`]], "Write-Output"));
  none(
    ...lines(
      [
        ["Mailbox", "ceo"],
        ["FilePath", share],
      ],
      `X-${COMMAND}`,
    ),
    ...bindings,
  );
  const claims = (/** @type {string[]} */ ...text) => {
    const [call] = inspect(pipeline(...text))?.calls ?? [];
    return [call?.mailbox, call?.file_path, ...(call?.reasons ?? [])];
  };
  const other = (/** @type {string} */ value) => `ParameterBinding(${COMMAND}): name="SuspendComment"; value="${value}"`;
  // Lines forged in a value of the command itself.
  assert.deepEqual(claims(invocation, other(`x"\r\n${bindings[1]}`), ...bindings), ["ceo", undefined, "ambiguous-text"]);
  assert.deepEqual(claims(invocation, other("two\r\nlines"), ...bindings), ["ceo", share]);
  assert.deepEqual(claims(invocation, other('say "x"'), ...bindings), ["ceo", share]);
  const path = (/** @type {string} */ value) => `ParameterBinding(${COMMAND}): name="FilePath"; value="${value}"`;
  assert.deepEqual(claims(invocation, bindings[0], path('\\\\srv\\"x')), ["ceo", undefined, "ambiguous-text"]);
  assert.deepEqual(claims(invocation, bindings[0], path("\\\\srv\\x\r\ny")), ["ceo", undefined, "ambiguous-text"]);
  assert.deepEqual(claims(invocation, path('\\\\srv\\x"\r\ny'), bindings[0]), ["ceo", undefined, "ambiguous-text"]);
  const torn = inspect({
    ...pipeline(),
    Payload: [invocation, bindings[0], path("\\\\localhost\\c$\\x")].join("\r\n").slice(0, -1),
  });
  assert.deepEqual([torn?.calls[0].file_path_pattern, torn?.calls[0].reasons], ["\\\\localhost\\c$\\x*", ["truncated"]]);
});

test("an event 800 in parts: a later one has no invocations", () => {
  const classic = PIPELINE_SHAPES.filter(({ name }) => name.startsWith("800"));
  const [invocation, mailbox, path] = lines([
    ["Mailbox", "ceo"],
    ["FilePath", "\\\\srv\\x\\a.pst"],
  ]);
  const alien = `ParameterBinding(Get-Mailbox): name="Identity"; value="x"`;
  for (const { name, render } of classic) {
    const call = (/** @type {[number, number]} */ part, /** @type {string[]} */ ...text) => {
      const finding = inspect(render({ lines: text, part, command: "x" }));
      return finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path];
    };
    assert.deepEqual(call([2, 2], mailbox, path), ["match", "ceo", "\\\\srv\\x\\a.pst"], name);
    assert.deepEqual(call([2, 2], path), ["match", undefined, "\\\\srv\\x\\a.pst"], name);
    assert.deepEqual(call([2, 2], alien, path), ["partial", undefined, "\\\\srv\\x\\a.pst"], name);
    assert.deepEqual(call([1, 2], invocation, mailbox), ["partial", "ceo", undefined], name);
    assert.equal(call([1, 1], mailbox, path), null, name);
    assert.deepEqual(call([2, 2], mailbox), ["partial", "ceo", undefined], name);
  }
});

test("parts of an event 800 are joined by their host and number, in any order; each is reported as far as it goes", () => {
  const [invocation, mailbox, path] = lines([
    ["Mailbox", "ceo"],
    ["FilePath", "\\\\srv\\x\\a.pst"],
  ]);
  const comment = `ParameterBinding(${COMMAND}): name="SuspendComment"; value="x"`;
  let record = 0;
  const part = (/** @type {[number, number]} */ [n, m], /** @type {string[]} */ text, number = 849, trimmed = true) => ({
    EventID: 800,
    Channel: "Windows PowerShell",
    Computer: HOST,
    EventRecordID: ++record,
    StringInserts: [
      "x",
      `\tDetailSequence=${n}\r\n\tDetailTotal=${m}\r\n\r\n\tSequenceNumber=${number}\r\n\r\n\tUserId=CORP\\svc\r\n\tHostId=1372cbf7-30b6-4e48-bce6-058659e77cf4\r\n\tHostApplication=x`,
      text.join("\r\n") + (trimmed ? "" : "\r\n"),
    ],
  });
  const run = (/** @type {object[]} */ ...events) => {
    detector.reset();
    return events.map((event) => {
      const finding = detector.inspect(JSON.stringify(event));
      return (
        finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path, finding.update ?? false, finding.id]
      );
    });
  };
  const share = "\\\\srv\\x\\a.pst";
  for (const trimmed of [true, false]) {
    const [first, second] = run(part([1, 2], [invocation, mailbox], 849, trimmed), part([2, 2], [path], 849, trimmed));
    assert.deepEqual(first?.slice(0, 4), ["partial", "ceo", undefined, false]);
    assert.deepEqual(second?.slice(0, 4), ["match", "ceo", share, true]);
    assert.equal(first?.[4], second?.[4]);
  }
  // Three parts, the last of which says no more.
  const three = run(part([1, 3], [invocation, mailbox]), part([2, 3], [path]), part([3, 3], [comment]));
  assert.deepEqual(
    three.map((found) => found?.slice(0, 4) ?? null),
    [["partial", "ceo", undefined, false], ["match", "ceo", share, true], null],
  );
  // Delivered twice: what it got before.
  const twice = part([1, 2], [invocation, mailbox]);
  assert.deepEqual(run(twice, twice)[1]?.slice(0, 3), ["partial", "ceo", undefined]);
  // The later one first, other pipelines, other hosts: each by itself.
  assert.deepEqual(run(part([2, 2], [path]))[0]?.slice(0, 3), ["match", undefined, share]);
  const other = run(part([1, 2], [invocation, mailbox]), part([2, 2], [path], 851));
  assert.deepEqual(other[1]?.slice(0, 4), ["match", undefined, share, false]);
  const elsewhere = run(part([1, 2], [invocation, mailbox]), { ...part([2, 2], [path]), Computer: "EX02" });
  assert.deepEqual(elsewhere[1]?.slice(0, 3), ["match", undefined, share]);
});

test("relays that keep nothing but the message of the cmdlet log, and what only looks like it", () => {
  const share = "\\\\srv\\x\\a.pst";
  const said = (/** @type {string} */ word) =>
    `Cmdlet ${word}. Cmdlet ${COMMAND}, parameters -Mailbox "ceo" -FilePath "${share}".`;
  for (const [message, outcome] of [
    [said("suceeded"), "succeeded"],
    [said("failed"), "failed"],
    [`<14>Nov  3 09:14:02 EX01 MSExchange_CmdletLogs: ${said("suceeded")}`, "succeeded"],
    [`<14>Nov 03 09:14:02 EX01 MSWinEventLog\t1\tMSExchange Management\t12\tx\t1\t${said("suceeded")}\t7190`, "succeeded"],
  ]) {
    const finding = inspect({ host: HOST, message });
    assert.deepEqual([finding?.verdict, finding?.observed_in, finding?.outcome], ["match", "cmdlet-log", outcome], message);
    assert.deepEqual([finding?.calls[0].mailbox, finding?.calls[0].file_path], ["ceo", share], message);
  }
  for (const message of [
    `Cmdlet New-X. ${COMMAND}, parameters -Mailbox "ceo" -FilePath "${share}".`,
    `Cmdlet suceeded. Cmdlet Get-Mailbox, parameters -Identity "${COMMAND} -Mailbox x -FilePath y".`,
  ]) {
    assert.equal(inspect({ host: HOST, message }), null, message);
  }
  assert.equal(inspect({ EventID: 17, Message: said("suceeded") }), null);
});

test("the user of values that are joined is the SID that stands there twice, unless there are more", () => {
  const joined = (/** @type {string} */ parameters) => ({
    EventID: 1,
    Channel: "MSExchange Management",
    Computer: HOST,
    EventData: {
      Data: [COMMAND, parameters, "corp.example/Users/svc", "S-1-5-21-1-2-3-1105", "S-1-5-21-1-2-3-1105", "x"].join(", "),
    },
  });
  assert.deepEqual(inspect(joined(PARAMETERS))?.user, { id: "S-1-5-21-1-2-3-1105" });
  assert.equal(inspect(joined(`${PARAMETERS} -Name "x, S-1-5-18, S-1-5-18"`))?.user, undefined);
});

test("no value of a pipeline log is claimed that its lines leave open", () => {
  const shapes = PIPELINE_SHAPES.filter(({ flat }) => !flat);
  const forged = fc.oneof(
    fc.constantFrom(
      '"',
      "\r\n",
      "\n",
      '"\r\n',
      "a",
      " ",
      "»",
      "(",
      "):",
      "Context:",
      `(${COMMAND}): `,
      `CommandInvocation(${COMMAND}): "${COMMAND}"`,
    ),
    fc.constantFrom(
      `ParameterBinding(${COMMAND}): name="FilePath"; value="`,
      `ParameterBinding(${COMMAND}): name="Mailbox"; value="\\\\a\\b"`,
    ),
  );
  const wanted = fc.array(fc.constantFrom("a", " ", "\\", '"', "»", ".", "(", ")", "\r\n", "\n", "value="), {
    minLength: 1,
    maxLength: 6,
  });
  let claims = 0;
  fc.assert(
    fc.property(
      wanted,
      wanted,
      fc.array(fc.tuple(fc.constantFrom("Name", "ContentFilter"), fc.array(forged, { maxLength: 5 })), { maxLength: 2 }),
      fc.nat(3),
      fc.constantFrom(...shapes),
      (mailboxPieces, pathPieces, others, order, shape) => {
        const mailbox = `m${mailboxPieces.join("")}m`;
        const path = `\\\\srv\\${pathPieces.join("")}x`;
        /** @type {[string, string][]} */
        const given = [
          ["Mailbox", mailbox],
          ["FilePath", path],
          ...others.map(([name, pieces]) => /** @type {[string, string]} */ ([name, pieces.join("")])),
        ];
        for (let i = 0; i < order; i++) given.push(/** @type {[string, string]} */ (given.shift()));
        const record = shape.render({ lines: lines(given) });
        const finding = inspect(record);
        assert.equal(finding?.verdict, "match", record);
        const [call] = finding.calls;
        if (call.mailbox !== undefined) assert.equal(call.mailbox, mailbox, record);
        if (call.file_path !== undefined) assert.equal(call.file_path, path, record);
        claims += call.file_path === undefined ? 0 : 1;
      },
    ),
    { numRuns: 1500 },
  );
  assert.ok(claims > 300, `${claims} claims`);
});

test("audit records: the cloud's, a server's, those of tables and pipelines", async () => {
  const share = "\\\\srv\\x\\a.pst";
  const parameters = [
    { Name: "Mailbox", Value: "ceo" },
    { Name: "FilePath", Value: share },
    { Name: "ExcludeDumpster", Value: "True" },
  ];
  const cloud = {
    CreationTime: "2023-05-24T15:10:53",
    Id: "b9e3a1c2-0000-4000-8000-000000000001",
    Operation: COMMAND,
    RecordType: 1,
    ResultStatus: "True",
    Workload: "Exchange",
    UserId: "ada@corp.example",
    OriginatingServer: "EX01 (15.20.6411.029)",
    Parameters: parameters,
  };
  const server = {
    ObjectModified: "corp.example/Users/ceo",
    CmdletName: COMMAND,
    CmdletParameters: parameters,
    Caller: "corp.example/Users/svc",
    Succeeded: true,
    RunDate: "2023-05-24T15:10:53Z",
    OriginatingServer: "EX01 (15.01.2507.006)",
  };
  const records = [
    cloud,
    server,
    { ...server, CmdletParameters: '-Mailbox "ceo" -FilePath "\\\\srv\\x\\a.pst"' },
    { ...cloud, Parameters: JSON.stringify(parameters) },
    { ...cloud, Parameters: { Mailbox: "ceo", FilePath: share, Force: "False" } },
    { AuditData: JSON.stringify(cloud), Operations: COMMAND },
    { ActionType: COMMAND, RawEventData: cloud },
    { event: { action: COMMAND }, o365: { audit: { ...cloud, Parameters: { Mailbox: "ceo", FilePath: share } } } },
    { message: JSON.stringify(cloud) },
  ].map((record) => JSON.stringify(record));
  const findings = records.map((record) => {
    const finding = inspect(record);
    assert.deepEqual(
      [finding?.verdict, finding?.observed_in, finding?.outcome, finding?.host?.name, finding?.script_block],
      ["match", "audit", "succeeded", "EX01", undefined],
      record,
    );
    assert.deepEqual([finding?.calls[0].mailbox, finding?.calls[0].file_path], ["ceo", share], record);
    assert.ok(["ada@corp.example", "corp.example/Users/svc"].includes(finding?.user?.name ?? ""), record);
    return finding;
  });
  for (const driver of DRIVERS) {
    const { records: answers } = driver.pass(
      await WebAssembly.compile(moduleBytes(driver.name)),
      records.map((record) => Buffer.from(record)),
    );
    answers.forEach((answer, index) => {
      assert.deepEqual(JSON.parse(Buffer.from(answer).toString()).mailbox_export_finding, findings[index], driver.name);
    });
  }
  const call = (/** @type {object} */ record) => {
    const finding = inspect(record);
    return (
      finding && [finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path, ...(finding.calls[0].reasons ?? [])]
    );
  };
  for (const status of ["False", "Failed"]) assert.equal(inspect({ ...cloud, ResultStatus: status })?.outcome, "failed");
  assert.deepEqual(call({ ...server, Succeeded: false }), ["match", "ceo", share, "failed"]);
  // The cloud writes its times in UTC and without a zone, a server in its own.
  assert.equal(inspect(cloud)?.time, "2023-05-24T15:10:53.000Z");
  assert.equal(inspect({ ...cloud, CreationTime: "2023-05-24T15:10:53Z" })?.time, "2023-05-24T15:10:53.000Z");
  assert.equal(inspect({ ...server, RunDate: "2023-05-24T15:10:53" })?.time, undefined);
  assert.equal(inspect({ ...cmdlet(PARAMETERS), CreationTime: "2023-05-24T15:10:53" })?.time, undefined);
  assert.equal(inspect({ ...cloud, ResultStatus: "PartiallySucceeded" })?.outcome, undefined);
  assert.deepEqual(call({ ...server, CmdletParameters: ["Mailbox", "FilePath"] }), ["match", undefined, undefined]);
  assert.deepEqual(call({ ...server, CmdletParameters: undefined }), ["match", undefined, undefined, "truncated"]);
  assert.deepEqual(call({ ...cloud, Parameters: [...parameters, { Name: "FilePath", Value: "x" }] }), [
    "match",
    "ceo",
    undefined,
    "ambiguous-text",
  ]);
  assert.deepEqual(call({ ...cloud, Parameters: [parameters[0], { Name: "FilePath", Value: null }] }), [
    "partial",
    "ceo",
    undefined,
    "prompts",
  ]);
  assert.deepEqual(call({ ...cloud, Parameters: JSON.stringify(parameters).slice(0, 60) }), [
    "match",
    "ceo",
    undefined,
    "truncated",
  ]);
  assert.deepEqual(call({ ...cloud, Parameters: [parameters[1], { Name: "Mailbox", Value: ["a", "b"] }] }), [
    "match",
    undefined,
    share,
  ]);
  for (const other of ["New-InboxRule", `${COMMAND}Statistics`, "Get-MailboxExportRequest", `x ${COMMAND}`]) {
    assert.equal(inspect({ ...cloud, Operation: other }), null, other);
  }
  assert.equal(inspect({ ...cloud, Operation: "Search", Query: COMMAND }), null);
});

test("what Elastic makes of an event 4103: entries with their command, quotes kept or not", () => {
  const share = "\\\\srv\\x\\a.pst";
  const entry = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ command = COMMAND) => ({
    type: "ParameterBinding",
    related_command: command,
    name,
    value,
  });
  const invocation = (/** @type {string} */ value) => ({ type: "CommandInvocation", related_command: COMMAND, value });
  const call = (/** @type {object[]} */ ...invocation_details) => {
    const finding = inspect({
      event: { code: "4103" },
      host: { name: HOST },
      winlog: { channel: "Microsoft-Windows-PowerShell/Operational", event_id: "4103" },
      powershell: { command: { invocation_details } },
    });
    return finding && [finding.observed_in, finding.verdict, finding.calls[0].mailbox, finding.calls[0].file_path];
  };
  const expected = ["pipeline-log", "match", "ceo", share];
  assert.deepEqual(call(invocation(`"${COMMAND}"`), entry('"Mailbox"', '"ceo"'), entry('"FilePath"', `"${share}"`)), expected);
  assert.deepEqual(call(invocation(COMMAND), entry("Mailbox", "ceo"), entry("FilePath", share)), expected);
  assert.deepEqual(call(invocation(COMMAND), entry("Mailbox", '"ceo"'), entry("FilePath", share)), [
    "pipeline-log",
    "match",
    '"ceo"',
    share,
  ]);
  assert.equal(call(entry("Mailbox", "ceo"), entry("FilePath", share)), null);
  assert.equal(call(entry("Name", COMMAND, "Get-Command"), entry("Mailbox", "ceo"), entry("FilePath", share)), null);
});

test("a script file that Exchange's export service writes: a behaviour of its own, off by default", async () => {
  const service = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\MSExchangeMailboxReplication.exe";
  const file = "C:\\inetpub\\wwwroot\\aspnet_client\\a1b2.aspx";
  const behaviours = ["mailbox-export-script-file"];
  const watching = loadDetector({ config: { behaviours } });
  const sysmon = {
    EventID: 11,
    Channel: "Microsoft-Windows-Sysmon/Operational",
    Hostname: HOST,
    Image: service,
    TargetFilename: file,
  };
  const properties = { InitiatingProcessFileName: "MSExchangeMailboxReplication.exe", FileName: "a1b2.aspx", FolderPath: file };
  const records = [
    sysmon,
    { category: "AdvancedHunting-DeviceFileEvents", properties },
    { event: { code: "11" }, host: { name: HOST }, process: { executable: service }, file: { path: file } },
    {
      event: `<Event><System><EventID>11</EventID></System><EventData><Data Name='Image'>${service}</Data><Data Name='TargetFilename'>${file}</Data></EventData></Event>`,
    },
  ];
  for (const record of records) {
    const finding = inspect(record, watching);
    const [call] = finding?.calls ?? [];
    assert.deepEqual(
      [finding?.rule.id, finding?.verdict, finding?.severity, finding?.observed_in, call?.name, call?.file_path],
      ["mailbox-export-script-file", "match", "critical", "process", "MSExchangeMailboxReplication.exe", file],
      JSON.stringify(record),
    );
    assert.equal(watching.scan(`${JSON.stringify(record)}\n`).length, 1);
    assert.equal(inspect(record), null);
  }
  for (const other of [
    { ...sysmon, TargetFilename: "\\\\srv\\x\\a.pst" },
    { ...sysmon, Image: "C:\\Windows\\System32\\inetsrv\\w3wp.exe", ParentImage: service },
    { ...sysmon, EventID: 23 },
  ]) {
    assert.equal(inspect(other, watching), null, JSON.stringify(other));
  }
  assert.equal(inspect(cmdlet(PARAMETERS), watching), null);
  const both = loadDetector({ config: { behaviours: ["mailbox-export-to-share", ...behaviours] } });
  assert.equal(inspect(cmdlet(PARAMETERS), both)?.rule.id, "mailbox-export-to-share");
  assert.equal(inspect(sysmon, both)?.rule.id, "mailbox-export-script-file");
});

const samples = new URL("../../../shared/data/events-beside-4104.jsonl", import.meta.url);
const READ = /^(mgmt|4103|800|audit)-/;

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
