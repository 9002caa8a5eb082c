/** All modules whose records meet, behind one face: records in, records out, in order, through one instance. */
import { FluentBit } from "./fluent-bit.js";
import { moduleOf } from "./modules.js";
import { NodeModule } from "./node.js";
import { runWasi } from "./wasi.js";
import { Wazero } from "./wazero.js";

const lines = (records) => Buffer.concat(records.flatMap((record) => [record, Buffer.from("\n")]));

function split(output, count) {
  const records = [];
  let from = 0;
  for (let i = 0; i < count; i++) {
    const end = output.indexOf(10, from);
    records.push(output.subarray(from, end));
    from = end + 1;
  }
  if (from !== output.length) throw new Error("more came out than went in");
  return records;
}

/** @type {Record<string, (records: Buffer[]) => Buffer[]>} */
export const DRIVERS = {
  node: (records) => split(new NodeModule().scan(lines(records)).output, records.length),
  plain: (records) => split(new NodeModule({ module: moduleOf("plain") }).scan(lines(records)).output, records.length),
  "fluent-bit": (records) => {
    const host = new FluentBit();
    return records.map((record) => Buffer.from(host.filter(record).bytes));
  },
  bento: (records) => {
    const host = new Wazero("bento");
    return records.map((record) => Buffer.from(host.process(record).bytes));
  },
  "redpanda-connect": (records) => {
    const host = new Wazero("redpanda-connect");
    return records.map((record) => Buffer.from(host.process(record).bytes));
  },
  wasi: (records) => split(runWasi(lines(records), { readSize: (at) => 1000 + (at % 7919) }).output, records.length),
};
