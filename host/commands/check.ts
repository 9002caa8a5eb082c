/**
 * `check [DIR…]`: fixtures against their expectation, through every host's module.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { parseDocument } from "yaml";
import { type Case, readCases } from "../check/case.js";
import { compare, type Difference, observed } from "../check/compare.js";
import { writeExample } from "../check/example.js";
import { loadChecker, type Outcome } from "../check/run.js";
import { type Config, compileConfig, expiry } from "../config.js";
import { readConfig } from "../config-file.js";
import { DetectorError } from "../errors.js";
import { printable } from "../terminal/escape.js";
import { EXIT_FOUND } from "../terminal/failure.js";
import { write } from "../terminal/output.js";
import { type Paint, painter } from "../terminal/paint.js";
import { plural } from "../terminal/size.js";

interface Options {
  init?: boolean;
  update?: boolean;
  json?: boolean;
  config?: string;
}

const DEFAULT_FIELD = "mailbox_export_finding";

export function registerCheck(program: Command): void {
  program
    .command("check")
    .summary("fixtures against their expectation, through every module")
    .description(
      "Sends the events of each fixture through every host's module and compares what comes back with the expectation beside them.",
    )
    .argument("[dirs...]", "folders that hold NAME.ps1 or NAME.ndjson with NAME.expect.yaml (test/fixtures)")
    .option("--init", "write an example with its format in words into the folder (mailbox-export-fixtures)")
    .option("--update", "show the differences, then rewrite the expectations")
    .option("--json", "one case a line: name, ok, differences, disagreements")
    .option("--config <file>", "run under this configuration, and report exceptions that never match or have expired")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mailbox-export-detector check --init my-fixtures\n  $ mailbox-export-detector check my-fixtures\n  $ mailbox-export-detector check my-fixtures --config detector.yaml",
    )
    .action(run);
}

/** The folder that `--init` makes where none is named. */
const EXAMPLE_FOLDER = "mailbox-export-fixtures";
const DEFAULT_FOLDERS = ["test/fixtures"];

async function run(named: string[], options: Options): Promise<void> {
  if (options.init) {
    const [folder = EXAMPLE_FOLDER] = named;
    for (const file of writeExample(folder)) await write(`${file}\n`);
    process.stderr.write(`Now run: mailbox-export-detector check ${folder}\n`);
    return;
  }
  const folders = named.length > 0 ? named : DEFAULT_FOLDERS;
  const config: Config = options.config === undefined ? {} : readConfig(options.config);
  const checker = loadChecker(compileConfig(config), config.field ?? DEFAULT_FIELD);
  const cases = folders.flatMap(readCases);
  if (cases.length === 0) {
    throw new DetectorError("input_invalid", `There is no case below ${folders.join(", ")}.`, {
      hint: "A case is NAME.ps1 or NAME.ndjson with NAME.expect.yaml beside it.",
    });
  }
  const paint = painter(process.stdout);
  const matched = new Set<string>();
  let failed = 0;
  for (const one of cases) {
    const outcome = checker.run(one);
    for (const { finding } of outcome.observation.findings) if (finding.suppressed) matched.add(finding.suppressed.reason);
    const differences = compare(one.expectation, outcome.observation);
    const ok = differences.length === 0 && outcome.disagreements.length === 0;
    if (!ok) failed++;
    await write(options.json ? asJson(one, outcome, differences, ok) : asText(one, outcome, differences, ok, paint));
    if (options.update && differences.length > 0) rewrite(one, outcome);
  }
  const stale = options.config === undefined ? [] : staleExceptions(config, matched);
  for (const line of stale) process.stderr.write(`${painter(process.stderr).yellow("exception:")} ${line}\n`);
  const summary = `${plural(cases.length, "case")} through ${plural(checker.modules.length, "module")}: ${failed === 0 ? "all as expected" : `${failed} not as expected`}`;
  process.stderr.write(`${summary}${options.update && failed > 0 ? "; expectations rewritten" : ""}\n`);
  if ((failed > 0 && !options.update) || stale.length > 0) process.exitCode = EXIT_FOUND;
}

function asJson({ name }: Case, { disagreements }: Outcome, differences: Difference[], ok: boolean): string {
  return `${JSON.stringify({ name, ok, differences, disagreements })}\n`;
}

function asText(one: Case, { disagreements }: Outcome, differences: Difference[], ok: boolean, paint: Paint): string {
  if (ok) return `${paint.green("✓")} ${one.name}  ${paint.dim(one.expectation.verdict)}\n`;
  let text = `${paint.red("✗")} ${paint.bold(one.name)}\n  ${paint.dim(one.expectation.why.trim())}\n`;
  for (const { where, expected, got } of differences) {
    text += `  ${where}\n    expected  ${paint.green(printable(expected))}\n    got       ${paint.red(printable(got))}\n`;
  }
  for (const { module, line, first, other } of disagreements) {
    text += `  ${module}.wasm answers event ${line} otherwise than node.wasm\n    node      ${printable(first)}\n    ${module.padEnd(8)}  ${printable(other)}\n`;
  }
  return text;
}

/** Puts what was seen into the expectation; its comments, why and source stay. */
function rewrite({ file }: Case, { observation }: Outcome): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  const { verdict, findings } = observed(observation);
  document.set("verdict", verdict);
  if (findings === undefined) document.delete("findings");
  else document.set("findings", document.createNode(findings));
  if (document.has("mentions")) document.set("mentions", observation.mentions);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}

/** Exceptions that no finding of these cases fell under, or whose time is over. */
function staleExceptions(config: Config, matched: ReadonlySet<string>): string[] {
  return (config.exceptions ?? []).flatMap((exception, index) => {
    const name = `exceptions[${index}] (${exception.reason})`;
    const end = exception.until === undefined ? undefined : expiry(exception.until);
    if (end !== undefined && end < Date.now()) return [`${name} expired on ${exception.until}`];
    return matched.has(exception.reason) ? [] : [`${name} matches nothing here`];
  });
}
