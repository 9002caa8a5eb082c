/**
 * A run of records as a pipeline sees them: whole scripts, parts of scripts in and out of order, other events, damage.
 */
import { anyEvent, damage, event, junk, SHAPES, TRIMMING_SHAPES } from "./events.mjs";
import { isRecord, STATUS_RECORD } from "./passage.mjs";
import { ordinary, script } from "./scripts.mjs";

const HOSTS = ["EX01.corp.example", "ex02", ""];
const LOSSLESS = Object.keys(SHAPES).filter((shape) => !TRIMMING_SHAPES.includes(shape));

/**
 * @param {import("./random.mjs").Random} random
 * @param {number} count records, about
 * @returns {Buffer[]} the largest record first, then a question for the memory, and one more at the end
 */
export function batch(random, count) {
  const records = [];
  const waiting = [];
  while (records.length < count) {
    if (waiting.length > 0 && random.once(2))
      records.push(waiting.splice(random.once(3) ? random.below(waiting.length) : 0, 1)[0]);
    else if (random.once(6)) waiting.push(...parts(random));
    else if (random.once(20)) records.push(junk(random));
    else {
      const whole = anyEvent(random, { text: script(random), id: random.guid(), part: 1, parts: 1, host: random.pick(HOSTS) });
      records.push(random.once(4) ? damage(random, whole) : whole);
    }
  }
  const ready = [...records, ...waiting].map((record) => Buffer.from(record)).filter(isRecord);
  const largest = ready.reduce((a, b) => (b.length > a.length ? b : a), Buffer.from("{}"));
  return [largest, STATUS_RECORD, ...ready, STATUS_RECORD];
}

/** The records of one script in parts, as the engine cuts them or worse. */
export function parts(random) {
  const text = random.once(3) ? ordinary(random, 20000) + script(random) + ordinary(random, random.below(9000)) : script(random);
  const size = text.length > 20000 ? 10000 + random.below(10000) : 1 + random.below(random.once(3) ? 20 : 400);
  const pieces = [];
  for (let at = 0; at < text.length && pieces.length < 200; at += size) pieces.push(text.slice(at, at + size));
  if (random.once(4) || pieces.length < 2) pieces.push("");
  const id = random.once(30) ? "" : random.guid();
  const host = random.pick(HOSTS);
  const shape = random.once(4) ? random.pick(TRIMMING_SHAPES) : random.pick(LOSSLESS);
  let records = pieces.map((piece, index) => {
    const total = random.once(40) ? random.below(9) : pieces.length;
    return event(random, { text: piece, id, part: random.once(60) ? random.below(9) : index + 1, parts: total, host }, shape);
  });
  if (random.once(3)) records = random.shuffle(records);
  return records.flatMap((record) => (random.once(15) ? [] : random.once(8) ? [record, record] : [record]));
}
