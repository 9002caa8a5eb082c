/**
 * Sends a case's events through every module and says what each was given. A module that judges every record by itself is held to
 * the others where there is one event.
 */
import { COUNTER_MENTIONS } from "../../assembly/contract.js";
import { bake } from "../bake.js";
import { DRIVERS } from "../drivers/index.js";
import type { ModuleName } from "../modules.js";
import { moduleBytes } from "../modules.js";
import type { Finding } from "../types.js";
import type { Case } from "./case.js";
import type { Observation } from "./compare.js";

/** A module that answers otherwise than the first. */
export interface Disagreement {
  module: ModuleName;
  line: number;
  first: string;
  other: string;
}

export interface Outcome {
  observation: Observation;
  disagreements: Disagreement[];
}

export interface Checker {
  modules: readonly ModuleName[];
  run(one: Case): Outcome;
}

/**
 * @param payload a configuration for all modules; empty for none
 * @param field the member that a finding becomes
 */
export function loadChecker(payload: Uint8Array, field: string): Checker {
  const drivers = DRIVERS.map((driver) => {
    const bytes = moduleBytes(driver.name);
    const configured = payload.length > 0 ? bake(bytes, payload) : bytes;
    return { driver, module: new WebAssembly.Module(configured as Uint8Array<ArrayBuffer>) };
  });
  return {
    modules: drivers.map(({ driver }) => driver.name),
    run({ events }) {
      const together = drivers.filter(({ driver }) => !driver.alone);
      const [first, ...others] = together.map(({ driver, module }) => ({ name: driver.name, ...driver.pass(module, events) }));
      const findings = first!.records.flatMap((record, index) => {
        const finding = findingOf(record, events[index]!, field);
        return finding ? [{ line: index + 1, finding }] : [];
      });
      const disagreements: Disagreement[] = [];
      const alone = drivers.filter(({ driver }) => driver.alone);
      if (events.length === 1)
        others.push(...alone.map(({ driver, module }) => ({ name: driver.name, ...driver.pass(module, events) })));
      for (const { name, records } of others) {
        const index = first!.records.findIndex((record, nth) => !sameBytes(record, records[nth]));
        if (index < 0) continue;
        disagreements.push({ module: name, line: index + 1, ...firstDifference(first!.records[index], records[index]) });
      }
      return { observation: { findings, mentions: first!.counters[COUNTER_MENTIONS]! }, disagreements };
    },
  };
}

/** The finding that a module added to a record, or undefined for a record that came back as it was. */
function findingOf(record: Uint8Array, event: Uint8Array, field: string): Finding | undefined {
  if (sameBytes(record, event)) return undefined;
  return JSON.parse(new TextDecoder().decode(record))[field];
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}

/** Characters shown from where two answers part. */
const SHOWN = 100;

/** Both answers from shortly before the place where they part. */
function firstDifference(a: Uint8Array | undefined, b: Uint8Array | undefined): { first: string; other: string } {
  const [one, two] = [a, b].map((bytes) => (bytes === undefined ? "(no record)" : new TextDecoder().decode(bytes)));
  let at = 0;
  while (at < one!.length && one![at] === two![at]) at++;
  const from = Math.max(0, at - SHOWN / 4);
  return { first: one!.slice(from, from + SHOWN), other: two!.slice(from, from + SHOWN) };
}
