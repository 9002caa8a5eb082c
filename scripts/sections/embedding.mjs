/** The numbers of the interface for programs that embed the detector, out of contract.ts and the built module. */
import { readFileSync } from "node:fs";
import * as contract from "../../build/assembly/contract.js";
import { table } from "./table.mjs";

const COUNTERS = {
  EVENTS: "records judged",
  SCRIPT_BLOCKS: "script blocks among them",
  FINDINGS: "findings given",
  MENTIONS: "places that name the cmdlet and do not invoke it",
  UNREADABLE: "malformed records that spell what a script block event has",
  EVICTED: "incomplete blocks that the joining store gave up",
  UNREPORTED: "records passed because there was no memory for a judgement",
  OVERSIZED: "records longer than the limit, passed unread",
  NOT_COPIED: "records that the host could not copy (Fluent Bit)",
  BUDGET: "readings in which a budget ended a value",
  WITHOUT_TEXT: "script block events whose text was not found",
};
const ROWS = {
  LINE: "line number, from 1, over all calls of a scan",
  OFFSET: "where the record starts, counted from `address`",
  LENGTH: "its bytes",
  INSERT: "where the text goes in, counted from `address`",
  TEXT: "address of the text: a comma and the member, or a whole record",
  TEXT_LENGTH: "its bytes",
  VALUE: "where in the text the finding's JSON starts",
  OUTCOME: "1: the text is put in; 2: it replaces the line",
};
const LIMITS = {
  MAX_RECORD_BYTES: "bytes of a record that is read",
  MAX_TEXT_BYTES: "bytes of script text that is read with values",
  MAX_CALLS: "calls listed in a finding",
  MAX_STRING_UNITS: "UTF-16 units of a string in a finding",
  MAX_FINDING_BYTES: "bytes of a finding",
  SETTINGS_BYTES: "bytes of the settings region",
};

/** The contract's numbers by name. */
const NUMBERS = { ...contract };

/** Names of the contract with a prefix, by their number. */
function numbered(prefix, meanings) {
  return Object.keys(NUMBERS)
    .filter((name) => name.startsWith(prefix) && !/_(COUNT|WORDS)$/.test(name))
    .map((name) => ({ name: name.slice(prefix.length), number: NUMBERS[name] }))
    .sort((a, b) => a.number - b.number)
    .map(({ name, number }) => {
      if (!meanings[name]) throw new Error(`scripts/sections/embedding.mjs does not say what ${prefix}${name} means.`);
      return [number, `\`${prefix}${name}\``, meanings[name]];
    });
}

export function embedding() {
  const pages = new WebAssembly.Instance(new WebAssembly.Module(readFileSync("build/plain.wasm"))).exports.memory.buffer
    .byteLength;
  return `ABI ${contract.ABI_MAJOR}.${contract.ABI_MINOR}. Memory of a new instance: ${pages / 1048576} MiB.

The counters, u32 each from the address in the global \`counters\` on (${contract.COUNTER_COUNT} in all, the others 0):

${table(["index", "name", "counts"], numbered("COUNTER_", COUNTERS))}

A row of the table that \`scan\` fills, ${contract.ROW_WORDS} u32:

${table(["word", "name", "is"], numbered("ROW_", ROWS))}

Limits:

${table(
  ["number", "name", "is"],
  Object.entries(LIMITS).map(([name, meaning]) => [NUMBERS[name].toLocaleString("en-US"), `\`${name}\``, meaning]),
)}`;
}
