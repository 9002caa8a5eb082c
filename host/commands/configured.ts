/**
 * The module that a command runs, with the configuration that `--config` names, that lies in the working folder or that was
 * baked into `--module`. What is odd about a configuration is said on stderr.
 */
import { existsSync } from "node:fs";
import { type Config, compileConfig, configWarnings, type Exception } from "../config.js";
import { decodeConfig } from "../config-payload.js";
import { DetectorModule } from "../module.js";
import { readModule } from "../modules.js";
import { WasmFile } from "../wasm-file.js";
import { checkAbi, identify } from "../wasm-identity.js";

/** The configuration that is found where a command runs. */
const FOUND_HERE = "detector.yaml";

interface Wish {
  config?: string | false;
  module?: string;
}

export interface Configured {
  module: DetectorModule;
  exceptions: readonly Exception[];
}

const say = (text: string) => process.stderr.write(`${text}\n`);

export async function configured(wish: Wish): Promise<Configured> {
  if (wish.module !== undefined) return baked(wish.module);
  const config = await configFor(wish.config);
  return { module: DetectorModule.load(undefined, compileConfig(config)), exceptions: config.exceptions ?? [] };
}

/** The configuration of a command; the YAML reader is loaded only where there is one. */
async function configFor(file: string | false | undefined): Promise<Config> {
  if (file === false) return {};
  const named = file ?? (existsSync(FOUND_HERE) ? FOUND_HERE : undefined);
  if (named === undefined) return {};
  const { readConfig } = await import("../config-file.js");
  const config = readConfig(named);
  if (file === undefined) say(`note: using ${FOUND_HERE} of this folder; --no-config leaves it alone`);
  for (const warning of configWarnings(config)) say(`warning: ${named}: ${warning}`);
  return config;
}

/** A module that carries its configuration. One for another host lends it to the package's own, which reads the same. */
function baked(file: string): Configured {
  const bytes = readModule(file);
  const identity = identify(WasmFile.parse(bytes));
  checkAbi(identity);
  const config = decodeConfig(identity.payload);
  for (const warning of configWarnings(config)) say(`warning: ${file}: ${warning}`);
  const exceptions = config.exceptions ?? [];
  if (identity.exports.includes("scan")) {
    return { module: DetectorModule.load(bytes as Uint8Array<ArrayBuffer>, new Uint8Array()), exceptions };
  }
  say(`note: ${file} is made for another host: its configuration runs in this package's node.wasm`);
  return { module: DetectorModule.load(undefined, identity.payload), exceptions };
}
