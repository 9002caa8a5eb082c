import { DetectorModule } from "../../build/host/module.js";

const module = DetectorModule.load(undefined, new Uint8Array());
const encoder = new TextEncoder();

/**
 * What the module finds in one record.
 * @param {string | Uint8Array} record
 * @returns {{ kind: number, closing?: number, empty: boolean, blocks: Record<string, unknown>[] }}
 */
export function locate(record) {
  const answer = module.ask("locate", typeof record === "string" ? encoder.encode(record) : record);
  if (answer === undefined) throw new Error("the module did not describe the record");
  return JSON.parse(answer);
}

// Kinds of record, RECORD_* of assembly/event/record.ts.
export const UNREADABLE = 0;
export const OBJECT = 1;
export const OTHER = 2;
export const ANNOTATED = 3;
export const STATUS = 4;
