/**
 * `node.wasm` and `plain.wasm` as the library drives them: all records in one piece.
 */
import { DetectorModule } from "../module.js";
import { annotated, Scanner } from "../scanner.js";
import { concatenate } from "../wtf8.js";
import type { Driver } from "./driver.js";
import { splitLines } from "./lines.js";

const NEWLINE = Uint8Array.of(10);

function embeddedDriver(name: "node" | "plain"): Driver {
  return {
    name,
    pass(module, records) {
      const loaded = DetectorModule.load(module, new Uint8Array());
      const pieces: Uint8Array[] = [];
      const scanner = new Scanner(loaded, (batch) => {
        for (const piece of annotated(batch, loaded)) pieces.push(piece.slice());
      });
      scanner.push(concatenate(records.flatMap((record) => [record, NEWLINE])));
      scanner.end();
      return { records: splitLines(concatenate(pieces)), counters: loaded.counters() };
    },
  };
}

export const nodeDriver = embeddedDriver("node");
export const plainDriver = embeddedDriver("plain");
