#!/usr/bin/env node
/**
 * The command line: finds the command, runs it, and turns errors into a sentence and an exit code.
 * Exit: 0 it ran, 1 `check` or `doctor` found something, 2 usage or input error, 3 events were there and
 * could not all be read.
 */
import { existsSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { EXIT_USAGE, reportError } from "./terminal/failure.js";
import { quietOnBrokenPipe } from "./terminal/output.js";
import { VERSION } from "./version.js";

/** Each command's registration. Only what the command line names is loaded, so that `scan` starts at once. */
const COMMANDS: Record<string, () => Promise<(program: Command) => void>> = {
  scan: async () => (await import("./commands/scan.js")).registerScan,
  stream: async () => (await import("./commands/stream.js")).registerStream,
  explain: async () => (await import("./commands/explain.js")).registerExplain,
  check: async () => (await import("./commands/check.js")).registerCheck,
  bench: async () => (await import("./commands/bench.js")).registerBench,
  rule: async () => (await import("./commands/rule.js")).registerRule,
  bake: async () => (await import("./commands/bake.js")).registerBake,
  doctor: async () => (await import("./commands/doctor.js")).registerDoctor,
  page: async () => (await import("./commands/page.js")).registerPage,
  completion: async () => (await import("./commands/completion.js")).registerCompletion,
};

async function buildProgram(named: string | undefined): Promise<Command> {
  const program = new Command("mailbox-export-detector")
    .description("Finds Exchange mailbox exports in PowerShell script block events (4104).")
    .version(VERSION, "-v, --version")
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride()
    .addHelpText(
      "after",
      `
Examples:
  $ mailbox-export-detector Security.evtx                 findings, readable
  $ mailbox-export-detector scan --json logs/             one finding a line
  $ mailbox-export-detector explain suspicious.ps1        how PowerShell would read it
  $ mailbox-export-detector doctor /etc/fluent-bit/fluent-bit.yaml

NO_COLOR turns colours off. Exit: 0 it ran, 1 check or doctor found something, 2 usage or input error,
3 events were there and could not all be read.`,
    );
  const names = named !== undefined && Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS);
  for (const name of names) (await COMMANDS[name]!())(program);
  return program;
}

/** A file in the command's place: a script is explained, anything else scanned. */
function withVerb(args: readonly string[]): readonly string[] {
  const [first] = args;
  if (first === undefined || Object.hasOwn(COMMANDS, first) || !existsSync(first)) return args;
  return [/\.psm?1$/i.test(first) ? "explain" : "scan", ...args];
}

async function main(): Promise<void> {
  quietOnBrokenPipe();
  try {
    const args = withVerb(process.argv.slice(2));
    const named = args[0] === "completion" ? undefined : args[0];
    const program = await buildProgram(named);
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander has printed help, version or the mistake itself.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    else process.exitCode = reportError(error);
  }
}

await main();
