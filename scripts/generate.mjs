/**
 * Turns the rules and parameter tables of assembly/exchange/*.json into static data for the core:
 * assembly/exchange/rules.generated.ts, assembly/event/commands.generated.ts, and their ids into host/rules.generated.ts. All are committed, since compilers, specs
 * and the linter read them in place; a test proves that they are what this script writes.
 *
 *   node scripts/generate.mjs           writes the files whose content changed
 *   node scripts/generate.mjs --check   exit 1 if one is not up to date
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const exchange = join(root, "assembly", "exchange");
export const generatedFile = join(exchange, "rules.generated.ts");

/** Parameter tables of a command: an element's name is resolved for all of them at once, a byte each. */
const MOST_TABLES = 4;
/** Parameters of a command; the binder's cells are as many. */
const MOST_PARAMETERS = 64;
const NONE = 255;
const FLAG = { switch: 1, mandatory: 2, pipeline: 4, property: 8, common: 16, alias: 32, text: 64 };
const SEVERITY = ["informational", "low", "medium", "high", "critical"];
const DESTINATION = ["unknown", "local", "share", "loopback"];
const WHEN = ["always", "share", "local", "critical", "decoded"];

const read = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The rules, the one that is on by default first, then by name of file. */
export function rules() {
  const files = readdirSync(exchange).filter((name) => name.endsWith(".rule.json"));
  const found = files.sort().map((name) => ({ file: name, ...read(join(exchange, name)) }));
  return found.sort((a, b) => Number(b.enabled) - Number(a.enabled) || (a.file < b.file ? -1 : 1));
}

function position(list, word, what) {
  const index = list.indexOf(word);
  if (index < 0) throw new Error(`${what}: ${JSON.stringify(word)} is none of ${list.join(", ")}`);
  return index;
}

/** A literal of the core: ASCII only, since it is written out unit by unit. */
function literal(text) {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new Error(`not printable ASCII: ${text}`);
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** One parameter or alias a row of eight bytes (exchange/names.ts reads them), and the names in one literal. */
function parameterRows(rule, common) {
  const command = rule.command;
  if (command.tables.length > MOST_TABLES) throw new Error(`${rule.id}: more than ${MOST_TABLES} parameter tables`);
  const most = Object.keys(command.parameters).length + Object.keys(common.parameters).length;
  if (most > MOST_PARAMETERS) throw new Error(`${rule.id}: more than ${MOST_PARAMETERS} parameters`);
  if (Object.values(command.parameters).filter((facets) => facets.position !== undefined).length > 1) {
    throw new Error(`${rule.id}: the binder knows one positional parameter`);
  }
  const everywhere = (1 << command.tables.length) - 1;
  const own = Object.entries(command.parameters).map(([name, facets]) => ({ name, facets, common: 0 }));
  // What writes a file is no command of PowerShell.
  const shared = Object.entries(command.writes ? {} : common.parameters).map(([name, facets]) => ({
    name,
    facets,
    common: FLAG.common,
  }));
  const named = [...own, ...shared];
  const index = new Map(named.map(({ name }, i) => [name, i]));
  const rows = [];
  let names = "";
  const row = (name, flags, target, facets) => {
    const tables = facets.tables?.reduce((mask, table) => mask | (1 << position(command.tables, table, name)), 0);
    const set = facets.set ? 1 << position(command.sets, facets.set, name) : 0;
    rows.push([
      names.length & 255,
      names.length >> 8,
      name.length,
      flags,
      target,
      set,
      facets.position ?? NONE,
      tables ?? everywhere,
    ]);
    names += name;
  };
  for (const { name, facets, common: base } of named) {
    let flags = base;
    for (const facet of ["switch", "mandatory", "pipeline", "property", "text"]) if (facets[facet]) flags |= FLAG[facet];
    row(name, flags, index.get(name), facets);
  }
  for (const { name, facets, common: base } of named) {
    if (facets.alias) row(facets.alias, base | FLAG.alias, index.get(name), facets);
  }
  const role = (name) => (name === undefined ? NONE : position([...index.keys()], name, `${rule.id}: role`));
  return { rows, names, count: named.length, role };
}

/**
 * Characters of parameter names beyond plain ASCII letters, sorted: eight bytes a range (exchange/names.ts reads them): start,
 * number of code points, and what they are: IGNORED, 0 to 25 for letters from that one on, else the place of a ligature.
 * Ligatures that no parameter's name holds are left out.
 */
function characterRanges(table, names) {
  const IGNORED = 255;
  const FIRST_LIGATURE = 32;
  const ranges = [];
  const ligatures = [];
  const bounds = (text) => {
    const [start, end = start] = text.split("-").map((digits) => Number.parseInt(digits, 16));
    return [start, end - start + 1];
  };
  for (const range of table.ignored.split(" ")) ranges.push([...bounds(range), IGNORED]);
  for (const entry of table.letters.split(" ")) {
    const [range, letter] = entry.split(":");
    ranges.push([...bounds(range), letter.charCodeAt(0) - 97]);
  }
  for (const entry of table.ligatures.split(" ")) {
    const [code, letters] = entry.split(":");
    if (!names.some((name) => name.includes(letters))) continue;
    if (!ligatures.includes(letters)) ligatures.push(letters);
    ranges.push([...bounds(code), FIRST_LIGATURE + ligatures.indexOf(letters)]);
  }
  ranges.sort((a, b) => a[0] - b[0]);
  return { words: ranges.flatMap(([start, count, value]) => [start, count | (value << 16)]), count: ranges.length, ligatures };
}

function severityRows(rule) {
  return rule.severity.lines.map((line) => [
    position(SEVERITY, line.severity, rule.id),
    line.destination === undefined ? NONE : position(DESTINATION, line.destination, rule.id),
    (line.administrative ? 1 : 0) | (line.computed ? 2 : 0) | (line.extensions || line.folders ? 4 : 0),
  ]);
}

const words = (list = []) => list.map((word) => word.toLowerCase()).join("|");

/** The text of rules.generated.ts. */
export function generate() {
  const { version } = read(join(root, "package.json"));
  const common = read(join(exchange, "common-parameters.json"));
  const all = rules();
  const out = [];
  const line = (text = "") => out.push(text);
  const pick = (doc, name, parameters, type, values) => {
    line(`/** ${doc} */`);
    line(`export function ${name}(${parameters}): ${type} {`);
    line(`  switch (${parameters.split(":")[0]}) {`);
    values.slice(0, -1).forEach((value, i) => {
      line(`    case ${i}:`);
      line(`      return ${value};`);
    });
    line("    default:");
    line(`      return ${values.at(-1)};`);
    line("  }");
    line("}");
    line();
  };
  const perRule = (doc, name, type, value) => pick(doc, name, "behaviour: u32", type, all.map(value));
  const data = (rows) => `memory.data<u8>([${rows.flat().join(", ")}])`;

  line("/** Written by scripts/generate.mjs from the rules beside it. Do not edit: change a rule, then run the script. */");
  line();
  line("/** Behaviours the core knows. */");
  line(`export const BEHAVIOUR_COUNT: u32 = ${all.length};`);
  line("/** The finding's `detector` object. */");
  line(`export const DETECTOR: string = ${literal(JSON.stringify({ version }))};`);
  line();
  const tables = all.map((rule) => parameterRows(rule, common));
  tables.forEach((table, i) => {
    line(`const parameters${i}: usize = ${data(table.rows)};`);
    line(`const severities${i}: usize = ${data(severityRows(all[i]))};`);
  });
  line();
  perRule("The rule's id.", "ruleId", "string", (rule) => literal(rule.id));
  perRule("The finding's `rule` object.", "ruleObject", "string", (rule) =>
    literal(JSON.stringify({ id: rule.id, uuid: rule.uuid, name: rule.name, version: rule.version, reference: rule.reference })),
  );
  perRule("Whether the behaviour is on when the settings name none.", "isDefault", "bool", (rule) => String(rule.enabled));
  perRule(
    "Whether the command is a program that writes the path as a file, and no command of PowerShell.",
    "writesFile",
    "bool",
    (rule) => String(rule.command.writes === true),
  );
  perRule("The command's canonical name.", "commandName", "string", (rule) => literal(rule.command.name));
  perRule("The command's name in lower case.", "commandWord", "string", (rule) => literal(rule.command.name.toLowerCase()));
  const families = all.map((rule) => rule.command.family.map((name) => literal(name.toLowerCase())));
  perRule("Names of the command's family, which make a pattern ambiguous.", "familyCount", "u32", (_, i) =>
    String(families[i].length),
  );
  const starts = families.map((_, i) => families.slice(0, i).flat().length);
  perRule("Index of the behaviour's first name for `familyWord`.", "familyStart", "u32", (_, i) => String(starts[i]));
  pick("A name of a family, in lower case.", "familyWord", "index: u32", "string", families.flat());
  perRule("Rows of parameters and aliases (exchange/names.ts).", "parameterRows", "usize", (_, i) => `parameters${i}`);
  perRule("Number of rows; the parameters come first, then the aliases.", "rowCount", "u32", (_, i) =>
    String(tables[i].rows.length),
  );
  perRule("Number of parameters.", "parameterCount", "u32", (_, i) => String(tables[i].count));
  perRule("The names of the rows, one after the other.", "parameterNames", "string", (_, i) => literal(tables[i].names));
  perRule("Number of parameter tables, the newest first.", "tableCount", "u32", (rule) => String(rule.command.tables.length));
  const roles = [
    [
      "The parameter that says what the command works on; a match needs it.",
      "subjectParameter",
      (r, t) => t.role(r.command.roles.subject),
    ],
    ["The parameter that names the mailbox, or 255.", "mailboxParameter", (r, t) => t.role(r.command.roles.mailbox)],
    ["The parameter that names the file, or 255.", "pathParameter", (r, t) => t.role(r.command.roles.path)],
    [
      "The parameter that must be bound to a constant false for a match, or 255.",
      "deniedParameter",
      (r, t) => t.role(r.command.roles.denied),
    ],
    ["The parameter of a dry run, or 255.", "whatIfParameter", (r, t) => t.role(r.command.writes ? undefined : "WhatIf")],
  ];
  for (const [doc, name, value] of roles) perRule(doc, name, "u32", (rule, i) => String(value(rule, tables[i])));
  perRule(
    "Lines of the severity table, three bytes each (exchange/severity.ts).",
    "severityLines",
    "usize",
    (_, i) => `severities${i}`,
  );
  perRule("Number of severity lines.", "severityCount", "u32", (rule) => String(rule.severity.lines.length));
  perRule("Endings of a path that its severity line names, split by `|`.", "severityExtensions", "string", (rule) =>
    literal(words(rule.severity.lines.find((row) => row.extensions)?.extensions)),
  );
  perRule("Folders that its severity line names, split by `|`.", "severityFolders", "string", (rule) =>
    literal(words(rule.severity.lines.find((row) => row.folders)?.folders)),
  );
  const needles = all[0].published?.search ?? [];
  line("/** Texts of the published search, all of which must occur. */");
  line(`export const PUBLISHED_COUNT: u32 = ${needles.length};`);
  line();
  pick("One text of the published search, case sensitive.", "publishedText", "index: u32", "string", needles.map(literal));
  const threats = all.flatMap((rule, behaviour) => rule.threat.items.map((item) => ({ behaviour, ...item })));
  const spelt = [...new Set([...all.flatMap((rule) => Object.keys(rule.command.parameters)), ...Object.keys(common.parameters)])];
  const characters = characterRanges(
    read(join(exchange, "parameter-characters.json")),
    spelt.map((name) => name.toLowerCase()),
  );
  line("/** Characters of parameter names (exchange/names.ts). */");
  line(`export const characterRanges: usize = memory.data<u32>([${characters.words.join(", ")}]);`);
  line("/** Number of ranges. */");
  line(`export const CHARACTER_RANGES: u32 = ${characters.count};`);
  line();
  pick("Letters that one character stands for.", "ligature", "index: u32", "string", characters.ligatures.map(literal));
  line("/** Techniques that a finding may name. */");
  line(`export const THREAT_COUNT: u32 = ${threats.length};`);
  WHEN.forEach((word, i) => {
    line(`export const WHEN_${word.toUpperCase()}: u32 = ${i};`);
  });
  line();
  line("/** The finding's `threat.framework`. */");
  line(`export const THREAT_FRAMEWORK: string = ${literal(all[0].threat.framework)};`);
  line();
  const perThreat = (doc, name, type, value) => pick(doc, name, "threat: u32", type, threats.map(value));
  perThreat("The behaviour whose calls a technique is of.", "threatBehaviour", "u32", (item) => String(item.behaviour));
  perThreat("When a technique applies: WHEN_*.", "threatWhen", "u32", (item) =>
    String(position(WHEN, item.when, item.technique)),
  );
  perThreat("Its tactic.", "threatTactic", "string", (item) => literal(item.tactic));
  perThreat("Its technique.", "threatTechnique", "string", (item) => literal(item.technique));
  perThreat("Its subtechnique, empty for none.", "threatSubtechnique", "string", (item) => literal(item.subtechnique ?? ""));
  while (out.at(-1) === "") out.pop();
  return `${out.join("\n")}\n`;
}

/** The text of assembly/event/commands.generated.ts: what the record gate looks for in events that show what was bound. */
function generateForEvents() {
  const names = (writes) =>
    rules()
      .filter((rule) => (rule.command.writes === true) === writes)
      .map((rule) => rule.command.name.toLowerCase());
  const nouns = [...new Set(names(false).map((name) => name.split("-")[1]))];
  const programs = names(true);
  for (const words of [nouns, programs]) {
    if (words.length !== 1 || words[0].length < 14)
      throw new Error(`the record gate knows one word of fourteen letters: ${words}`);
  }
  return `/** Written by scripts/generate.mjs from assembly/exchange/*.rule.json. */

/** The noun of the commands that the rules watch, in lower case. */
export const COMMAND_NOUN: string = ${literal(nouns[0])};

/** The program whose files a rule watches, in lower case. */
export const WRITING_PROGRAM: string = ${literal(programs[0])};
`;
}

/** The text of host/rules.generated.ts. */
function generateForHost() {
  const ids = rules().map((rule) => JSON.stringify(rule.id));
  const whys = rules().map(
    (rule) =>
      `  ${JSON.stringify(rule.id)}: [\n${rule.severity.lines.map(({ why }) => `    ${JSON.stringify(why)},\n`).join("")}  ],\n`,
  );
  return `/** Written by scripts/generate.mjs from assembly/exchange/*.rule.json. */

/** Ids of the rules that the modules know, those that are on by default first. */
export const BEHAVIOURS: readonly string[] = [${ids.join(", ")}];

/** What each line of a rule's severity table says, in the order in which the core tries them. */
export const SEVERITY_LINES: Readonly<Record<string, readonly string[]>> = {
${whys.join("")}};
`;
}

/**
 * Content of the custom section of every module: the rules' metadata, a JSON array, the rule that is on by default first. Parameter
 * tables are the core's own.
 */
export function ruleSection() {
  const shown = ({ name, writes }) => ({ name, writes });
  return JSON.stringify(rules().map(({ file, command, ...rule }) => ({ ...rule, command: shown(command) })));
}

/** The generated files and what they should hold. */
function outputs() {
  return [
    { file: generatedFile, text: generate() },
    { file: join(root, "assembly", "event", "commands.generated.ts"), text: generateForEvents() },
    { file: join(root, "host", "rules.generated.ts"), text: generateForHost() },
  ];
}

/** Those outputs that are not what the rules say. */
function outdated() {
  return outputs().filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
}

/** Writes the files whose content changed; returns whether there were any. */
export function writeGenerated() {
  const changed = outdated();
  for (const { file, text } of changed) writeFileSync(file, text);
  return changed.length > 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes("--check")) {
    for (const { file } of outdated()) {
      process.stderr.write(`${relative(root, file)} is not what the rules say: run node scripts/generate.mjs\n`);
      process.exitCode = 1;
    }
  } else {
    writeGenerated();
  }
}
