/**
 * What a module says when it is asked through its own driver: the answer to the status record.
 */
import { DRIVERS } from "./drivers/index.js";
import { DetectorError } from "./errors.js";
import type { ModuleName } from "./modules.js";
import { encodeText } from "./wtf8.js";

/** The answer to `{"mailbox_export_detector":"status"}`. */
export interface Status {
  detector: { version: string };
  abi: string;
  /** Hash of the configuration; absent without one. */
  configuration?: string;
  counters: Record<string, number>;
  memory_pages: number;
}

const QUESTION = encodeText('{"mailbox_export_detector":"status"}');

/** The host that a module is made for, told by its exports and imports; `plain.wasm` has those of `node.wasm`. */
export function hostOf(module: WebAssembly.Module): ModuleName | undefined {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  if (names.includes("detect")) return "fluent-bit";
  if (names.includes("scan")) return "node";
  if (names.includes("clickhouse_create_buffer")) return "clickhouse";
  if (names.includes("_start")) return "wasi";
  if (!names.includes("process")) return undefined;
  return WebAssembly.Module.imports(module).some((entry) => entry.module === "bento_wasm") ? "bento" : "redpanda-connect";
}

/** Asks a module, whatever its host. */
export function statusOf(bytes: Uint8Array): { host: ModuleName; status: Status } {
  const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  const host = hostOf(module);
  const driver = DRIVERS.find(({ name }) => name === host);
  if (!driver || !host) {
    throw new DetectorError("module_incompatible", "The module is made for no host that this version knows.", {
      hint: "Use module and package of one version.",
    });
  }
  const [answer] = driver.pass(module, [QUESTION]).records;
  return { host, status: JSON.parse(new TextDecoder().decode(answer)) };
}
