/**
 * One way into the core: a host's module, driven as that host drives it. `check` and `bench` send records through every driver.
 */
import { COUNTER_COUNT } from "../../assembly/contract.js";
import { DetectorError } from "../errors.js";
import type { ModuleName } from "../modules.js";

/** What came out of a driver. */
export interface Passage {
  /** The records, one for each that went in, line ends excluded. */
  records: Uint8Array[];
  /** The module's counters after the last record, indexed by COUNTER_*. */
  counters: Uint32Array;
}

export interface Driver {
  name: ModuleName;
  /** Every record is judged by itself: the parts of a split block do not meet. */
  alone?: boolean;
  /**
   * Sends records through a fresh instance, in order.
   * @param module the compiled module
   * @param records one JSON document each, line ends excluded; not written to
   */
  pass(module: WebAssembly.Module, records: readonly Uint8Array[]): Passage;
}

/** What every module exports. */
export interface CommonExports {
  memory: WebAssembly.Memory;
  counters: WebAssembly.Global<"i32">;
}

/** A fresh instance with the exports that a driver calls. */
export function instantiate<T extends CommonExports>(module: WebAssembly.Module, imports: WebAssembly.Imports = {}): T {
  return new WebAssembly.Instance(module, imports).exports as unknown as T;
}

/** A copy of the counters. */
export function readCounters({ memory, counters }: CommonExports): Uint32Array {
  return new Uint32Array(memory.buffer, counters.value, COUNTER_COUNT).slice();
}

/** The error for a module that trapped, which none may. */
export function trapped(name: ModuleName, cause: unknown): DetectorError {
  return new DetectorError("module_failed", `${name}.wasm trapped.`, {
    cause,
    hint: "This is a defect of the detector: please report it with the event.",
  });
}
