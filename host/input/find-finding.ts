/**
 * One finding of an input by its id, and the script that it was made of.
 */
import type { DetectorModule } from "../module.js";
import type { Finding } from "../types.js";
import type { Place } from "./output.js";
import type { Format } from "./recognise.js";
import { InputScanner } from "./scan-input.js";
import type { FoundScript } from "./scripts.js";

/** A finding and where its event stands. */
export interface FoundFinding {
  finding: Finding;
  place: Place;
}

/**
 * The findings whose id starts with `id`; of one that was reported again, for a later part of its block, the last.
 * @param input the whole input, unpacked
 */
export function findFindings(module: DetectorModule, input: Uint8Array, id: string, format?: Format): FoundFinding[] {
  const found = new Map<string, FoundFinding>();
  const scanner = new InputScanner(
    module,
    ({ rows }, placeOf) => {
      for (const row of rows) {
        if (row.replaced) continue;
        const finding = module.finding(row);
        if (finding.id.startsWith(id.toLowerCase())) found.set(finding.id, { finding, place: placeOf(row) });
      }
    },
    { format },
  );
  scanner.push(input);
  scanner.end();
  return [...found.values()];
}

/**
 * The scripts of a finding's event. Parts of a split block, where all of them are there, are one.
 * @param scripts all that the input holds
 */
export function scriptsOf({ finding, place }: FoundFinding, scripts: readonly FoundScript[]): FoundScript[] {
  const here = scripts.filter(({ event }) => event?.place.offset === place.offset && event.place.line === place.line);
  const first = here[0]?.event?.block;
  if (here.length !== 1 || first === undefined || first.parts < 2 || first.id === undefined) return here;
  const parts = new Map<number, string>();
  for (const { text, event } of scripts) {
    const block = event?.block;
    if (block?.id === first.id && block.host === finding.host?.name) parts.set(block.part, text);
  }
  const numbers = Array.from({ length: first.parts }, (_, index) => index + 1);
  if (!numbers.every((number) => parts.has(number))) return here;
  return [{ ...here[0]!, text: numbers.map((number) => parts.get(number)).join("") }];
}
