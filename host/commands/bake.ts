/**
 * `bake --config FILE --out X.wasm`: a module that carries a team's configuration.
 */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { bake } from "../bake.js";
import { compileConfig, configWarnings } from "../config.js";
import { readConfig } from "../config-file.js";
import { DetectorError } from "../errors.js";
import { modulePath, readModule } from "../modules.js";
import { plural } from "../terminal/size.js";

interface Options {
  config: string;
  out: string;
  module: string;
}

export function registerBake(program: Command): void {
  program
    .command("bake")
    .summary("write a configuration into a copy of a module")
    .description(
      "Writes a configuration into a copy of a module, for hosts that pass none. Its hash shows in rule and in the status record.",
    )
    .requiredOption("--config <file>", "the configuration (detector.yaml)")
    .requiredOption("--out <file.wasm>", "where the copy goes")
    .option("--module <file.wasm>", "the module to copy (the package's fluent-bit.wasm)", modulePath("fluent-bit"))
    .addHelpText(
      "after",
      "\nExample:\n  $ mailbox-export-detector bake --config detector.yaml --out /etc/fluent-bit/detector.wasm",
    )
    .action(run);
}

function run({ config, out, module }: Options): void {
  const settings = readConfig(config);
  const baked = bake(readModule(module), compileConfig(settings));
  for (const warning of configWarnings(settings)) process.stderr.write(`warning: ${config}: ${warning}\n`);
  try {
    writeFileSync(out, baked);
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot write ${out}.`, { cause, hint: "Check the folder and its rights." });
  }
  process.stderr.write(`${out}: ${plural(settings.exceptions?.length ?? 0, "exception")}; reload the shipper to use it\n`);
}
