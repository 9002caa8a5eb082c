/** What an ahead-of-time compiled module says of itself, from the custom sections that the compiler was told to keep. */
import { AOT_FORMAT, type AotFile } from "./aot-file.js";
import { bake } from "./bake.js";
import { DetectorError } from "./errors.js";
import { moduleBytes } from "./modules.js";
import { statusOf } from "./status.js";
import { MODULE_SECTION, RULE_SECTION, readRules } from "./wasm-identity.js";

export interface AotIdentity {
  format: number;
  architecture: string;
  version: string;
  abi: string;
  host: string;
  /** Hash of the configuration that was baked in before compiling, as the status record has it, or `none`. */
  configuration: string;
  /** That configuration; empty for none. */
  payload: Uint8Array;
  rules: unknown;
}

/** Reads a compiled module's identity, or says why it has none. */
export function identifyAot(file: AotFile): AotIdentity {
  if (file.format !== AOT_FORMAT) {
    throw new DetectorError(
      "module_incompatible",
      `The compiled module has format ${file.format}; format ${AOT_FORMAT} is known.`,
      {
        hint: "Compile it with wamrc or flb-wamrc 2.4.",
      },
    );
  }
  const rule = file.customSection(RULE_SECTION);
  const module = file.customSection(MODULE_SECTION);
  if (!rule || !module) {
    throw new DetectorError("module_incompatible", "The compiled module was not told what it was compiled from.", {
      hint: `Compile it with --emit-custom-sections=${RULE_SECTION},${MODULE_SECTION}.`,
    });
  }
  const { version, abi, host } = JSON.parse(new TextDecoder().decode(module)) as { version: string; abi: string; host: string };
  const payload = file.payload();
  return {
    format: file.format,
    architecture: file.architecture,
    version,
    abi,
    host,
    configuration: payload.length === 0 ? "none" : hashOf(payload),
    payload,
    rules: readRules(rule),
  };
}

/** Hash of a configuration: a module that holds it is asked. */
function hashOf(payload: Uint8Array): string {
  return statusOf(bake(moduleBytes("fluent-bit"), payload)).status.configuration ?? "none";
}
