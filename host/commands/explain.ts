/**
 * `explain [FILE]`: how a script, or the scripts of events, were read.
 */
import { type Command, Option } from "commander";
import { DetectorError } from "../errors.js";
import { STDIN } from "../files/find.js";
import { readInput, shownName } from "../files/read.js";
import { FORMATS, type Format } from "../input/recognise.js";
import { type FoundScript, findScripts } from "../input/scripts.js";
import { describeExplanation } from "../terminal/explanation.js";
import { EXIT_UNREAD, reportError } from "../terminal/failure.js";
import { write } from "../terminal/output.js";
import { painter } from "../terminal/paint.js";
import { plural } from "../terminal/size.js";
import type { Explanation } from "../types.js";
import { concatenate, encodeText } from "../wtf8.js";
import { configured } from "./configured.js";

interface Options {
  json?: boolean;
  input?: Format;
  config?: string | false;
}

export function registerExplain(program: Command): void {
  program
    .command("explain")
    .summary("how a script, or an event, was read")
    .description(
      "Shows how PowerShell would read a script, or the script of each event: every command, what folded to what, and why a text that names the cmdlet did not fire.",
    )
    .argument("[file]", "a script (.ps1) or events in any form that scan reads; - or nothing is standard input", STDIN)
    .option("--json", "the Explanation as JSON, one a line: {commands, reading}")
    .addOption(new Option("--input <format>", "what the input is, where its bytes shall not decide").choices(FORMATS))
    .option("--config <file>", "behaviours that are on (detector.yaml, found in the working folder)")
    .option("--no-config", "leave a detector.yaml in the working folder alone")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mailbox-export-detector explain suspicious.ps1\n  $ sed -n 17p events.ndjson | mailbox-export-detector explain",
    )
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const { module } = await configured(options);
  const paint = painter(process.stdout);
  const { bytes: input, damage } = await readWhole(file);
  const name = shownName(file);
  const { scripts, events, unreadable, report } = findScripts(input, (json) => module.ask("locate", json), {
    format: options.input,
    isScript: SCRIPT_NAME.test(file),
  });
  let without = 0;
  for (const { text, event } of scripts) {
    if (text === "" && event) {
      without++;
      continue;
    }
    const answer = module.ask("explain", encodeText(text));
    if (answer === undefined) {
      throw new DetectorError("out_of_memory", "The module has no room for the answer.", { hint: "Explain a shorter script." });
    }
    const explanation = JSON.parse(answer) as Explanation;
    if (options.json) await write(`${JSON.stringify(explanation)}\n`);
    else await write(`${event ? `${paint.bold(titleOf(event))}\n` : ""}${describeExplanation(text, explanation, paint)}\n`);
  }
  for (const { what, offset } of report.damages) process.stderr.write(`damage: ${name}: ${what}, at byte ${offset}\n`);
  for (const note of report.notes) process.stderr.write(`note: ${name}: ${note}\n`);
  if (without > 0) process.stderr.write(`note: ${plural(without, "script block event")} without text\n`);
  if (events === 0 && report.damaged === 0) process.stderr.write(`note: ${name} holds nothing to explain\n`);
  else if (events !== undefined && scripts.length === 0) {
    process.stderr.write(`note: ${plural(events, "event")}, none of them a script block event (4104) with its text.\n`);
  }
  if (unreadable > 0) process.stderr.write(`damage: ${name}: ${plural(unreadable, "line")} cut or no JSON\n`);
  if (report.damaged > 0 || unreadable > 0) process.exitCode = EXIT_UNREAD;
  if (damage) process.exitCode = reportError(damage);
}

/** Names of scripts. */
const SCRIPT_NAME = /\.psm?1$|\.psd1$/i;

function titleOf({ place, part, parts }: NonNullable<FoundScript["event"]>): string {
  return `event of line ${place.line}${parts > 1 ? `, part ${part} of ${parts}, read on its own` : ""}`;
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
