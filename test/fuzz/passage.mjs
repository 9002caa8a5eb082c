/**
 * Sends records through every built module and holds what comes out against what must never happen: a trap, a lost record, a
 * difference between modules, a changed byte, a finding that is no JSON or too long, memory that grows after the warm-up.
 */
import { readFileSync } from "node:fs";
import { MAX_CALLS, MAX_FINDING_BYTES } from "../../build/assembly/contract.js";
import { clickhouseDriver } from "../../build/host/drivers/clickhouse.js";
import { fluentBitDriver } from "../../build/host/drivers/fluent-bit.js";
import { bentoDriver, redpandaConnectDriver } from "../../build/host/drivers/message.js";
import { wasiDriver } from "../../build/host/drivers/wasi.js";
import { loadDetector } from "../../build/host/index.js";

const BUILD = new URL("../../build/", import.meta.url);
const NEWLINE = Buffer.from("\n");

/** Asks a module how much memory it has. */
export const STATUS_RECORD = Buffer.from('{"mailbox_export_detector":"status"}');

const STATUS = /^\s*\{\s*"mailbox_export_detector"\s*:\s*"status"\s*\}\s*$/;

/**
 * Node's own driver: the records as lines of one `transform`. How much lies in the module at once hangs on how the lines fall into
 * pieces, so the first round is the warm-up, and memory must not grow in the second.
 */
const nodeDriver = {
  name: "node",
  pass(module, records) {
    const detector = loadDetector({ wasm: module });
    const input = Buffer.concat(records.flatMap((record) => [record, NEWLINE]));
    detector.transform(input);
    detector.reset();
    const output = Buffer.from(detector.transform(input));
    const answers = [];
    for (let from = 0; from < output.length; ) {
      const end = output.indexOf(10, from);
      answers.push(output.subarray(from, end));
      from = end + 1;
    }
    return { records: answers };
  },
};

/** What Node says of each record from an empty store: the reference of a module that judges every record by itself. */
function eachAlone(module, records) {
  const detector = loadDetector({ wasm: module });
  return records.map((record) => {
    detector.reset();
    return Buffer.from(detector.transform(Buffer.concat([record, NEWLINE]))).subarray(0, -1);
  });
}

/** The drivers with their compiled modules. */
export const DRIVERS = [nodeDriver, fluentBitDriver, bentoDriver, redpandaConnectDriver, wasiDriver, clickhouseDriver].map(
  (driver) => ({
    name: driver.name,
    alone: driver.alone === true,
    pass: (module, records) => driver.pass(module, records),
    module: new WebAssembly.Module(readFileSync(new URL(`${driver.name}.wasm`, BUILD))),
  }),
);

/**
 * @typedef {object} Failure
 * @property {string} kind what must not happen
 * @property {string} driver
 * @property {number} [index] the record, from 0
 * @property {string} detail
 */

/** A record that every driver takes: no newline, no NUL, not empty. */
export function isRecord(bytes) {
  return bytes.length > 0 && !bytes.includes(10) && !bytes.includes(0);
}

/**
 * @param {readonly Uint8Array[]} records none holds a newline or a NUL, none is empty
 * @returns {Failure | null}
 */
export function firstFailure(records, drivers = DRIVERS) {
  let reference;
  for (const { name, alone, pass, module } of drivers) {
    let answers;
    try {
      answers = pass(module, records).records;
    } catch (error) {
      return { kind: "trap", driver: name, detail: String(error.cause ?? error) };
    }
    if (answers.length !== records.length) {
      return { kind: "lost record", driver: name, detail: `${records.length} records in, ${answers.length} out` };
    }
    if (!reference) {
      for (let index = 0; index < records.length; index++) {
        const wrong = wrongAnswer(records[index], answers[index]);
        if (wrong)
          return { kind: wrong, driver: name, index, detail: Buffer.from(answers[index]).toString("latin1").slice(-400) };
      }
      reference = answers;
    }
    const expected = alone ? eachAlone(DRIVERS[0].module, records) : reference;
    for (let index = 0; index < records.length; index++) {
      // Modules differ in memory, and so do their answers to the status record.
      if (isStatus(records[index]) || Buffer.compare(expected[index], answers[index]) === 0) continue;
      const detail = `${drivers[0].name}: ${tail(expected[index])}\n${name}: ${tail(answers[index])}`;
      return { kind: "difference between modules", driver: name, index, detail };
    }
    const growth = alone ? undefined : growthOf(records, answers);
    if (growth) return { kind: "grown memory", driver: name, detail: growth };
  }
  return null;
}

function tail(bytes) {
  return Buffer.from(bytes).toString("latin1").slice(-300);
}

function isStatus(record) {
  return record.length < 200 && STATUS.test(Buffer.from(record).toString());
}

/** What is wrong with an answer by itself, or undefined. */
function wrongAnswer(record, answer) {
  if (isStatus(record)) {
    try {
      return JSON.parse(Buffer.from(answer).toString()).memory_pages > 0 ? undefined : "status without its figures";
    } catch {
      return "status that is no JSON";
    }
  }
  if (Buffer.compare(record, answer) === 0) return undefined;
  // Only a member in front of the last brace was added.
  const brace = Buffer.from(record).lastIndexOf(125);
  const added = answer.length - record.length;
  if (brace < 0 || added <= 0) return "changed clean record";
  const at = lastInsert(record, answer, brace);
  if (at < 0) return "changed clean record";
  const member = Buffer.from(answer)
    .subarray(at, at + added)
    .toString();
  const prefix = /^,?"mailbox_export_finding":/.exec(member);
  if (!prefix) return "changed clean record";
  let finding;
  try {
    finding = JSON.parse(member.slice(prefix[0].length));
  } catch {
    return "finding that is no JSON";
  }
  if (added > MAX_FINDING_BYTES) return "finding that is too long";
  if (finding.schema !== 1 || !["match", "partial"].includes(finding.verdict) || !Array.isArray(finding.calls))
    return "finding without its members";
  if (finding.calls.length < 1 || finding.calls.length > MAX_CALLS || finding.calls.length > finding.calls_total)
    return "finding with a wrong count";
  if (parses(record) && !parses(answer)) return "record that is JSON no more";
  return undefined;
}

/** Where bytes were put in so that the record became the answer: in front of the last brace and the space before it. */
function lastInsert(record, answer, brace) {
  for (let at = brace; at >= 0 && (at === brace || record[at] === 32 || (record[at] >= 9 && record[at] <= 13)); at--) {
    const added = answer.length - record.length;
    if (Buffer.compare(record.subarray(0, at), answer.subarray(0, at)) !== 0) continue;
    if (Buffer.compare(record.subarray(at), answer.subarray(at + added)) === 0) return at;
  }
  return -1;
}

function parses(bytes) {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}

/** Memory of the first and the last status answer of a run, if they differ. */
function growthOf(records, answers) {
  const pages = [];
  records.forEach((record, index) => {
    if (isStatus(record)) pages.push(JSON.parse(Buffer.from(answers[index]).toString()).memory_pages);
  });
  if (pages.length < 2 || pages[0] === pages.at(-1)) return undefined;
  return `${pages[0]} pages after the warm-up, ${pages.at(-1)} at the end`;
}
