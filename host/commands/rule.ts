/**
 * `rule [FILE.wasm]`: what a module detects, in which version, under which configuration; read from the module.
 */
import type { Command } from "commander";
import { Option } from "commander";
import { Document } from "yaml";
import { AotFile, isAot } from "../aot-file.js";
import { identifyAot } from "../aot-identity.js";
import { decodeConfig } from "../config-payload.js";
import { modulePath, readModule } from "../modules.js";
import { type RuleMetadata, shownRule } from "../rule.js";
import { toSigma } from "../sigma.js";
import { statusOf } from "../status.js";
import { write } from "../terminal/output.js";
import { WasmFile } from "../wasm-file.js";
import { checkAbi, identify, sha256 } from "../wasm-identity.js";

interface Options {
  json?: boolean;
  sigma?: boolean;
  host?: string;
}

export function registerRule(program: Command): void {
  program
    .command("rule")
    .summary("metadata, version, ABI and configuration hash of a module")
    .description(
      "Prints what a module, or one compiled ahead of time, detects, how it judges, and what to ask when it fires; with version, ABI, SHA-256 and the hash of the configuration that was baked in.",
    )
    .argument("[module]", "a module of this detector (the package's fluent-bit.wasm)", modulePath("fluent-bit"))
    .addOption(new Option("--json", "JSON instead of YAML").conflicts("sigma"))
    .option("--sigma", "the published literal search as Sigma rules, one for each log")
    .option("--host <name>", "the host for the triage questions")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mailbox-export-detector rule /etc/fluent-bit/detector.wasm\n  $ mailbox-export-detector rule --sigma > mailbox-export.yml",
    )
    .action(run);
}

interface Shown {
  module: Record<string, string>;
  /** The configuration that was baked in; empty for none. */
  payload: Uint8Array;
  rules: RuleMetadata[];
}

/** A module is asked; its rules are read from it. */
function readWasm(bytes: Uint8Array): Shown {
  const identity = identify(WasmFile.parse(bytes));
  checkAbi(identity);
  const { host, status } = statusOf(bytes);
  return {
    module: {
      host,
      version: status.detector.version,
      abi: `${identity.abi.major}.${identity.abi.minor}`,
      sha256: sha256(bytes),
      configuration: status.configuration ?? "none",
    },
    payload: identity.payload,
    rules: identity.rules as RuleMetadata[],
  };
}

/** A compiled module cannot be asked, so everything is read from what the compiler kept of it. */
function readAot(bytes: Uint8Array): Shown {
  const { format, architecture, abi, host, version, configuration, payload, rules } = identifyAot(AotFile.parse(bytes));
  const module = {
    host,
    version,
    abi,
    compiled_for: architecture,
    aot_format: `${format}`,
    sha256: sha256(bytes),
    configuration,
  };
  return { module, payload, rules: rules as RuleMetadata[] };
}

async function run(path: string, options: Options): Promise<void> {
  const bytes = readModule(path);
  const { module, payload, rules } = isAot(bytes) ? readAot(bytes) : readWasm(bytes);
  if (options.sigma) {
    await write(
      rules
        .filter(({ published }) => published !== undefined)
        .flatMap(toSigma)
        .join("---\n"),
    );
    return;
  }
  const shown = {
    module,
    ...(payload.length > 0 && { settings: decodeConfig(payload) }),
    rules: rules.map((rule) => shownRule(rule, options.host)),
  };
  await write(options.json ? `${JSON.stringify(shown, null, 2)}\n` : new Document(shown).toString({ lineWidth: 0 }));
}
