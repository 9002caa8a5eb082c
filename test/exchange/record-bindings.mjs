/**
 * Records what PowerShell itself does with calls of the cmdlet: whether it binds them, and to what. The calls come from a seeded
 * generator; the engine is a judge that reads JSON lines {id, script} and answers {id, invoked, errors}, with the cmdlet
 * replaced by a recorder, once with the parameters of Exchange 2016 and once (--2010) with those of 2010.
 *
 *   node test/exchange/record-bindings.mjs 600 -- dotnet judge.dll run > test/exchange/bindings.jsonl
 */
import { spawnSync } from "node:child_process";

/** A small seeded generator of random numbers (mulberry32), so that a recording can be repeated. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomFrom(4104);
const pick = (list) => list[Math.floor(random() * list.length)];
const chance = (share) => random() < share;

const MAILBOX = ["Mailbox", "Mailbox", "mailbox", "M", "Ma", "Mailb", "MAILBO", "Mail\u00adbox", "Mail\u200dbo\u200bx"];
const PATH = ["FilePath", "FilePath", "filepath", "F", "Fi", "File", "FileP", "Fi\u00adlePath", "F\u24d8lePath"];
const VALUED = ["Name", "N", "BatchName", "BadItemLimit", "Bad", "ContentFilter", "ContentFilterLanguage", "TargetRootFolder"];
/** Parameters that every cmdlet has; their values are checked by PowerShell itself, so only plain ones are given. */
const COMMON = [
  "-ov v8",
  "-OutVariable v8",
  "-ErrorVariable:v8",
  "-ErrorAction Continue",
  "-ea:Continue",
  "-wa SilentlyContinue",
  "-pv v8",
];
const SWITCHES = [
  "Suspend",
  "IsArchive",
  "Is",
  "ExcludeDumpster",
  "AcceptLargeDataLoss",
  "Verbose",
  "vb",
  "WhatIf",
  "wi",
  "Confirm",
  "cf",
  "Debug",
];
const WRONG = [
  "Password",
  "Path",
  "Conte",
  "Con",
  "E",
  "Ex",
  "I",
  "S",
  "A",
  "FilePaths",
  "Mailboxes",
  "O",
  "MRSServer",
  "MRS",
  "RemoteHostName",
];
const DASHES = ["-", "-", "-", "-", "\u2013", "\u2014", "\u2015"];
const VALUES = ["'v1'", "v2", '"v3"', "\\\\s\\x", "'a b'", "v4"];
const ODD = ["$null", "''", "7", "007", "1.50", "$true", "@()", "('x','y')", "{ v }", "([char]65)", "-Bogus"];
const SWITCH_VALUES = ["$true", "$false", "1", "0", "1.5", "$null", "'x'", "''", "@()", "{ v }", "([char]65)"];

const value = () => (chance(0.12) ? pick(ODD) : pick(VALUES));
const dashed = (name) => pick(DASHES) + name;

function parameter(name) {
  if (chance(0.15)) return `${dashed(name)}:${chance(0.3) ? " " : ""}${value()}`;
  return `${dashed(name)} ${value()}`;
}

/** Keys of one table: a path, a mailbox, or something else, rarely with a dash or a slip. */
function table() {
  const entries = new Map();
  const put = (name, text) => {
    if (![...entries.keys()].some((key) => key.toLowerCase() === name.toLowerCase())) entries.set(name, text);
  };
  if (chance(0.5)) put(pick(PATH), value());
  if (chance(0.4)) put(chance(0.1) ? `-${pick(MAILBOX)}` : pick(MAILBOX), value());
  if (chance(0.3)) put(pick(SWITCHES), chance(0.3) ? pick(SWITCH_VALUES) : "$true");
  if (chance(0.08)) put(pick(WRONG), value());
  return `@{ ${[...entries].map(([name, text]) => `'${name}' = ${/^[v\\-]/.test(text) ? `'${text}'` : text}`).join("; ")} }`;
}

function call() {
  const before = [];
  const parts = [];
  if (chance(0.7)) parts.push(parameter(pick(PATH)));
  const how = random();
  if (how < 0.4) parts.push(parameter(pick(MAILBOX)));
  else if (how < 0.7) parts.push(value());
  const input = how > 0.9 ? `${pick(["'p1'", "'p1', 'p2'", "$null", "@()", "''", "@($null, 'p3')"])} | ` : "";
  if (chance(0.3)) parts.push(parameter(pick(VALUED)));
  if (chance(0.3)) parts.push(dashed(pick(SWITCHES)) + (chance(0.3) ? `:${pick(SWITCH_VALUES)}` : ""));
  if (chance(0.1)) parts.push(pick(COMMON));
  if (chance(0.12)) parts.push(parameter(pick(WRONG)));
  if (chance(0.05)) parts.push(pick([...PATH, ...VALUED].map((name) => `-${name}`)));
  if (chance(0.05)) parts.push(value());
  if (chance(0.04)) parts.push("--");
  if (chance(0.03)) parts.push("-?");
  parts.sort(() => random() - 0.5);
  for (const name of ["s", "t"]) {
    if (!chance(name === "s" ? 0.35 : 0.1)) continue;
    before.push(`$${name} = ${table()}`);
    parts.splice(Math.floor(random() * (parts.length + 1)), 0, `@${name}`);
  }
  if (chance(0.15)) {
    before.push(`$a = @(${pick(["'v5'", "'v5', 'v6'", "", "'-FilePath', 'v7'"])})`);
    parts.splice(Math.floor(random() * (parts.length + 1)), 0, "@a");
  }
  const keys = ["FilePath", "FileP*", "F*", "Mailbox", "Mail*", "Name", "*x", "F", "wi", "Suspend", "*", "Mailb?x"];
  for (let i = 0; i < 2; i++) {
    if (chance(0.1))
      before.push(
        `$PSDefaultParameterValues['New-MailboxExportRequest:${pick(keys)}'] = ${pick(["'d1'", "'d2'", "$null", "''", "$true"])}`,
      );
  }
  return [...before, `${input}New-MailboxExportRequest ${parts.join(" ")}`.trimEnd()].join("\n");
}

const divide = process.argv.indexOf("--");
const count = Number(process.argv[2]);
const [program, ...options] = process.argv.slice(divide + 1);
if (divide < 0 || !program || !(count > 0)) {
  process.stderr.write("usage: record-bindings.mjs COUNT -- JUDGE [ARGUMENT…]\n");
  process.exit(2);
}

const scripts = [...new Set(Array.from({ length: count }, call))];
const lines = scripts.map((script, id) => `${JSON.stringify({ id: String(id), script })}\n`).join("");

function ask(...more) {
  const run = spawnSync(program, [...options, ...more], { input: lines, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr || `the judge ended with ${run.status}`);
  return run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/**
 * What became of a call: `bound`, with what it was given; `prompts`; `refused`; `unfed`, where objects are piped to a call that
 * has its mailbox; `idle`, where nothing is piped; `help`; `type`, where a value is of a type that the parameter does not take.
 */
function outcome(answer, script) {
  const [first] = answer.invoked;
  if (first && "mailbox" in first) return { outcome: "bound", calls: answer.invoked.map(({ mailbox, file }) => [mailbox, file]) };
  const error = answer.errors[0] ?? answer.fatal;
  if (!error) return { outcome: /[-\u2013-\u2015]\?/.test(script) ? "help" : "idle" };
  if (/^MissingMandatoryParameter/.test(error)) return { outcome: "prompts" };
  if (/^InputObjectNotBound/.test(error)) return { outcome: "unfed" };
  return { outcome: /^CannotConvert.*System\.String' required/.test(error) ? "type" : "refused" };
}

const [newer, older] = [ask(), ask("--2010")];
scripts.forEach((script, i) => {
  const exchange2016 = outcome(newer[i], script);
  const exchange2010 = outcome(older[i], script);
  // Types of the cmdlet's own parameters are not judged by the detector.
  if (exchange2016.outcome === "type" || exchange2010.outcome === "type") return;
  process.stdout.write(`${JSON.stringify({ script, exchange2016, exchange2010 })}\n`);
});
