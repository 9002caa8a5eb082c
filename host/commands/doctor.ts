/**
 * `doctor CONFIG`: checks a Fluent Bit configuration that loads the module, before it eats records.
 */
import { spawnSync } from "node:child_process";
import type { Command } from "commander";
import { checkConfiguration, checkRelease } from "../fluent-bit/checks.js";
import { readConfiguration } from "../fluent-bit/configuration.js";
import type { Problem } from "../fluent-bit/problem.js";
import { EXIT_FOUND } from "../terminal/failure.js";
import { write } from "../terminal/output.js";
import { type Paint, painter } from "../terminal/paint.js";
import { plural } from "../terminal/size.js";

interface Options {
  fluentBit: string;
  json?: boolean;
}

export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .summary("check a Fluent Bit configuration that loads the module")
    .description(
      "Checks a Fluent Bit configuration (classic or YAML) for what would lose, corrupt or waste records around the module.",
    )
    .argument("<config>", "the file that Fluent Bit is started with")
    .option("--fluent-bit <program>", "the program to ask for its version", "fluent-bit")
    .option("--json", "one problem a line: level, file, line, message, fix")
    .addHelpText("after", "\nExample:\n  $ mailbox-export-detector doctor /etc/fluent-bit/fluent-bit.yaml")
    .action(run);
}

async function run(config: string, options: Options): Promise<void> {
  const problems = checkConfiguration(readConfiguration(config), config);
  const release = releaseOf(options.fluentBit);
  const old = release && checkRelease(release, config);
  if (old) problems.unshift(old);

  if (options.json) {
    for (const problem of problems) await write(`${JSON.stringify(problem)}\n`);
  } else {
    const paint = painter(process.stdout);
    for (const problem of problems) await write(describe(problem, paint));
    if (problems.length === 0) await write(`${paint.green("✓")} ${config}: nothing wrong\n`);
    if (!release)
      process.stderr.write(`note: ${options.fluentBit} is not here to ask for its version; 4.2.0 or newer is needed.\n`);
    if (problems.length > 0) process.stderr.write(`${plural(problems.length, "problem")}\n`);
  }
  if (problems.length > 0) process.exitCode = EXIT_FOUND;
}

/** Version of an installed Fluent Bit, or undefined. */
function releaseOf(program: string): [number, number, number] | undefined {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8", timeout: 10_000 });
  const found = /v?(\d+)\.(\d+)\.(\d+)/.exec(stdout ?? "");
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

function describe({ level, file, line, message, fix }: Problem, paint: Paint): string {
  const mark = level === "error" ? paint.red("error") : paint.yellow("warning");
  return `${paint.bold(`${file}:${line}`)} ${mark}: ${message}\n  ${paint.cyan("fix:")} ${fix}\n`;
}
