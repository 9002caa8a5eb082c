/**
 * `explain [FILE]`: how a script, or the scripts of events, were read.
 */
import { type Command, Option } from "commander";
import { DetectorError } from "../errors.js";
import { STDIN } from "../files/find.js";
import { readInput, shownName } from "../files/read.js";
import { findFindings, scriptsOf } from "../input/find-finding.js";
import { FORMATS, type Format } from "../input/recognise.js";
import { findScripts, type LocatedBlock, type Scripts } from "../input/scripts.js";
import type { DetectorModule } from "../module.js";
import { printable } from "../terminal/escape.js";
import { describeBoundCalls, describeExplanation } from "../terminal/explanation.js";
import { EXIT_UNREAD, reportError } from "../terminal/failure.js";
import { describeFinding } from "../terminal/finding.js";
import { write } from "../terminal/output.js";
import { painter } from "../terminal/paint.js";
import { plural } from "../terminal/size.js";
import { widthOf } from "../terminal/wrap.js";
import type { Explanation, Finding } from "../types.js";
import { concatenate, encodeText } from "../wtf8.js";
import { configured } from "./configured.js";

interface Options {
  json?: boolean;
  id?: string;
  input?: Format;
  config?: string | false;
}

export function registerExplain(program: Command): void {
  program
    .command("explain")
    .summary("how a script, or an event, was read")
    .description(
      "Shows how PowerShell would read a script, or the script of each event: each call in plain words, how its values came about, why it is as severe as it is, why a value is not known, and why a text that names the cmdlet did not fire.",
    )
    .argument("[file]", "a script (.ps1) or events in any form that scan reads; - or nothing is standard input", STDIN)
    .option("--id <id>", "only the finding of that id, or of an id that starts so")
    .option("--json", "the Explanation as JSON, one a line: {commands, reading}; of a finding without a script the finding")
    .addOption(new Option("--input <format>", "what the input is, where its bytes shall not decide").choices(FORMATS))
    .option("--config <file>", "behaviours that are on (detector.yaml, found in the working folder)")
    .option("--no-config", "leave a detector.yaml in the working folder alone")
    .addHelpText(
      "after",
      `
Examples:
  $ mailbox-export-detector explain suspicious.ps1
  $ mailbox-export-detector explain Security.evtx --id 9f3c
  $ sed -n 17p events.ndjson | mailbox-export-detector explain`,
    )
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const { module } = await configured(options);
  const { bytes: input, damage } = await readWhole(file);
  const name = shownName(file);
  const found = findScripts(input, (json) => module.ask("locate", json), {
    format: options.input,
    isScript: SCRIPT_NAME.test(file),
  });
  if (options.id === undefined) await explainAll(module, name, found, options);
  else await explainOne(module, name, input, found, options.id, options);
  tellDamage(name, found);
  if (damage) process.exitCode = reportError(damage);
}

async function explainAll(module: DetectorModule, name: string, found: Scripts, options: Options): Promise<void> {
  const { scripts, events, report } = found;
  const paint = painter(process.stdout);
  let without = 0;
  for (const { text, event } of scripts) {
    if (text === "" && event) {
      without++;
      continue;
    }
    if (event?.block.bound) {
      const answer = module.ask("inspect", event.json);
      if (answer !== undefined) await explainBound(module, JSON.parse(answer), `${name}:${event.place.line}`, options);
      continue;
    }
    if (event && !options.json) await write(`${paint.bold(titleOf(event.place.line, event.block))}\n`);
    await explainScript(module, text, options);
  }
  if (without > 0) process.stderr.write(`note: ${plural(without, "script block event")} without text\n`);
  if (events === 0 && report.damaged === 0) process.stderr.write(`note: ${name} holds nothing to explain\n`);
  else if (events !== undefined && scripts.length === 0) {
    process.stderr.write(`note: ${plural(events, "event")}, none of them a script block event (4104) with its text.\n`);
  }
}

async function explainScript(module: DetectorModule, text: string, { json }: Options): Promise<void> {
  const explanation = explained(module, text);
  if (json) await write(`${JSON.stringify(explanation)}\n`);
  else await write(`${describeExplanation(text, explanation, widthOf(process.stdout), painter(process.stdout))}\n`);
}

function explained(module: DetectorModule, text: string): Explanation {
  const answer = module.ask("explain", encodeText(text));
  if (answer === undefined) {
    throw new DetectorError("out_of_memory", "The module has no room for the answer.", { hint: "Explain a shorter script." });
  }
  return JSON.parse(answer);
}

/** One finding: what is said of it, and the script that it was made of. */
async function explainOne(
  module: DetectorModule,
  name: string,
  input: Uint8Array,
  found: Scripts,
  id: string,
  options: Options,
): Promise<void> {
  const findings = findFindings(module, input, id, options.input);
  if (findings.length !== 1) {
    const many = findings.length > 1;
    throw new DetectorError(
      "argument_invalid",
      many ? `${plural(findings.length, "finding")} start with ${id}.` : `No finding has the id ${id}.`,
      {
        hint: many
          ? `Give more of it: ${findings.map(({ finding }) => finding.id).join(", ")}.`
          : `scan ${name} lists the findings with their ids.`,
      },
    );
  }
  const one = findings[0]!;
  const place = `${name}:${one.place.line}`;
  const scripts = scriptsOf(one, found.scripts).filter(({ text, event }) => text !== "" && !event?.block.bound);
  if (scripts.length === 0) {
    await explainBound(module, one.finding, place, options);
    return;
  }
  if (!options.json) await write(describeFinding(one.finding, place, painter(process.stdout)));
  for (const { text } of scripts) await explainScript(module, text, options);
}

/** A finding of an event that says what was bound, and holds no script. */
async function explainBound(module: DetectorModule, finding: Finding, place: string, { json }: Options): Promise<void> {
  if (json) {
    await write(`${JSON.stringify(finding)}\n`);
    return;
  }
  const paint = painter(process.stdout);
  await write(describeFinding(finding, place, paint));
  await write(`${describeBoundCalls(finding, (script) => explained(module, script), widthOf(process.stdout), paint)}\n`);
}

function tellDamage(name: string, { report, unreadable }: Scripts): void {
  for (const { what, offset } of report.damages) process.stderr.write(`damage: ${name}: ${what}, at byte ${offset}\n`);
  for (const note of report.notes) process.stderr.write(`note: ${name}: ${note}\n`);
  if (unreadable > 0) process.stderr.write(`damage: ${name}: ${plural(unreadable, "line")} cut or no JSON\n`);
  if (report.damaged > 0 || unreadable > 0) process.exitCode = EXIT_UNREAD;
}

/** Names of scripts. */
const SCRIPT_NAME = /\.psm?1$|\.psd1$/i;

function titleOf(line: number, { part, parts, time, host, user_name, user_id }: LocatedBlock): string {
  const user = user_name ?? user_id;
  const told = [
    parts > 1 ? `part ${part} of ${parts}, read on its own` : undefined,
    time,
    host,
    user === undefined ? undefined : `by ${user}`,
  ];
  return [`event of line ${line}`, ...told.filter((piece) => piece !== undefined)].map(printable).join(", ");
}

/** All bytes of an input, unpacked; and what is wrong where only a part could be. */
async function readWhole(file: string): Promise<{ bytes: Uint8Array; damage?: DetectorError }> {
  const pieces: Uint8Array[] = [];
  try {
    await readInput(file, { push: (bytes) => void pieces.push(bytes.slice()), end() {} }, async () => true);
  } catch (error) {
    if (!(error instanceof DetectorError) || error.code !== "input_damaged") throw error;
    return { bytes: concatenate(pieces), damage: error };
  }
  return { bytes: concatenate(pieces) };
}
