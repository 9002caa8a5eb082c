#!/usr/bin/env node
/**
 * The command line: finds the command, runs it, and turns errors into a sentence and an exit code.
 * Exit: 0 it ran, 1 `check` or `doctor` found something, 2 usage or input error.
 */
import { Command, CommanderError } from "commander";
import { registerBake } from "./commands/bake.js";
import { registerBench } from "./commands/bench.js";
import { registerCheck } from "./commands/check.js";
import { registerDoctor } from "./commands/doctor.js";
import { registerExplain } from "./commands/explain.js";
import { registerRule } from "./commands/rule.js";
import { registerScan } from "./commands/scan.js";
import { registerStream } from "./commands/stream.js";
import { EXIT_USAGE, reportError } from "./terminal/failure.js";
import { quietOnBrokenPipe } from "./terminal/output.js";
import { VERSION } from "./version.js";

function buildProgram(): Command {
  const program = new Command("mailbox-export-detector")
    .description("Finds Exchange mailbox exports in PowerShell script block events (4104).")
    .version(VERSION)
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride()
    .addHelpText(
      "after",
      `
Examples:
  $ mailbox-export-detector scan events.ndjson            findings, readable
  $ zcat -f *.gz | mailbox-export-detector scan --json    one finding a line
  $ mailbox-export-detector explain suspicious.ps1        how PowerShell would read it
  $ mailbox-export-detector doctor /etc/fluent-bit/fluent-bit.yaml

NO_COLOR turns colours off. Exit: 0 it ran, 1 check or doctor found something, 2 usage or input error.`,
    );
  for (const register of [
    registerScan,
    registerStream,
    registerExplain,
    registerCheck,
    registerBench,
    registerRule,
    registerBake,
    registerDoctor,
  ]) {
    register(program);
  }
  return program;
}

async function main(): Promise<void> {
  quietOnBrokenPipe();
  try {
    await buildProgram().parseAsync();
  } catch (error) {
    // Commander has printed help, version or the mistake itself.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    else process.exitCode = reportError(error);
  }
}

await main();
