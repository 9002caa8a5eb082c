/**
 * `explain [FILE]`: how a script, or the scripts of events, were read.
 */
import { readFileSync } from "node:fs";
import { text as readAll } from "node:stream/consumers";
import type { Command } from "commander";
import { DetectorError } from "../errors.js";
import { STDIN } from "../input.js";
import { DetectorModule } from "../module.js";
import { describeExplanation } from "../terminal/explanation.js";
import { write } from "../terminal/output.js";
import { painter } from "../terminal/paint.js";
import type { Explanation } from "../types.js";
import { encodeText } from "../wtf8.js";
import { payloadOf } from "./payload.js";

interface Options {
  json?: boolean;
  config?: string;
}

/** A text to explain, and where it came from. */
interface Script {
  text: string;
  title: string;
}

export function registerExplain(program: Command): void {
  program
    .command("explain")
    .summary("how a script, or an event, was read")
    .description(
      "Shows how PowerShell would read a script, or the script of each event: every command, what folded to what, and why a text that names the cmdlet did not fire.",
    )
    .argument("[file]", "a script (.ps1) or events (one JSON object a line); - or nothing is standard input", STDIN)
    .option("--json", "the Explanation as JSON, one a line: {commands, reading}")
    .option("--config <file>", "behaviours that are on (detector.yaml)")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mailbox-export-detector explain suspicious.ps1\n  $ sed -n 17p events.ndjson | mailbox-export-detector explain",
    )
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const payload = await payloadOf(options.config);
  const module = DetectorModule.load(undefined, payload);
  const paint = painter(process.stdout);
  const scripts = scriptsOf(await readText(file), module);
  for (const { text, title } of scripts) {
    const answer = module.ask("explain", encodeText(text));
    if (answer === undefined) {
      throw new DetectorError("out_of_memory", "The module has no room for the answer.", { hint: "Explain a shorter script." });
    }
    const explanation = JSON.parse(answer) as Explanation;
    if (options.json) await write(`${JSON.stringify(explanation)}\n`);
    else await write(`${title === "" ? "" : `${paint.bold(title)}\n`}${describeExplanation(text, explanation, paint)}\n`);
  }
  if (scripts.length === 0) process.stderr.write("note: none of these events is a script block event (4104).\n");
}

async function readText(file: string): Promise<string> {
  try {
    const text = file === STDIN ? await readAll(process.stdin) : decode(readFileSync(file));
    return text.replace(/^\ufeff/, "");
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot read ${file}.`, {
      cause,
      hint: "Check the path; without one, explain reads standard input.",
    });
  }
}

/** Scripts are UTF-8, or UTF-16 with a byte order mark, as Windows PowerShell writes them. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** The text itself, or, where it is JSON objects line by line, the scripts that the events carry. */
function scriptsOf(text: string, module: DetectorModule): Script[] {
  const events = eventsOf(text);
  if (events === undefined) return [{ text, title: "" }];
  return events.flatMap(({ json, line }) => {
    const answer = module.ask("locate", encodeText(json));
    const located = (answer === undefined ? {} : JSON.parse(answer)) as {
      blocks?: { text: string; part: number; parts: number }[];
    };
    return (located.blocks ?? []).map((block) => ({
      text: block.text,
      title: `event of line ${line}${block.parts > 1 ? `, part ${block.part} of ${block.parts}, read on its own` : ""}`,
    }));
  });
}

function eventsOf(text: string): { json: string; line: number }[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  if (isObject(text)) return [{ json: JSON.stringify(JSON.parse(text)), line: 1 }];
  const lines = text.split("\n").map((json, index) => ({ json, line: index + 1 }));
  const events = lines.filter(({ json }) => json.trim() !== "");
  return events.every(({ json }) => isObject(json)) ? events : undefined;
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
