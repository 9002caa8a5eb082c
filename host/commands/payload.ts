/**
 * The configuration that `--config` names, as the modules read it. The YAML reader is loaded only where there is one.
 */
import { compileConfig } from "../config.js";

/** @param file the option's value; absent for no configuration */
export async function payloadOf(file: string | undefined): Promise<Uint8Array> {
  if (file === undefined) return new Uint8Array();
  const { readConfig } = await import("../config-file.js");
  return compileConfig(readConfig(file));
}
