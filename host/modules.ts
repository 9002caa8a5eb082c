/**
 * The modules that the package carries, as files. Only the command line needs them: the library has its own inside.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DetectorError } from "./errors.js";

export const MODULES = ["node", "plain", "fluent-bit", "bento", "redpanda-connect", "wasi", "clickhouse"] as const;
export type ModuleName = (typeof MODULES)[number];

/** Path of a module file of the package. */
export function modulePath(name: ModuleName): string {
  return fileURLToPath(new URL(`../${name}.wasm`, import.meta.url));
}

/** Bytes of a module of the package. */
export function moduleBytes(name: ModuleName): Uint8Array {
  return readModule(modulePath(name));
}

/** Bytes of a module file, or an error that says what to do. */
export function readModule(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot read the module ${path}.`, {
      cause,
      hint: "Check the path; the modules are in the package's build folder and in each release.",
    });
  }
}
