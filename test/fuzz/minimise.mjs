/**
 * Makes a failing run small: fewer records, then shorter ones, as long as it fails in the same way.
 */
import { isRecord } from "./passage.mjs";

/**
 * @param {readonly Uint8Array[]} records a run that fails
 * @param {string} kind how it fails
 * @param {number} milliseconds give up after so long
 * @param {(records: Uint8Array[]) => Promise<{ kind: string } | null>} check
 */
export async function minimise(records, kind, milliseconds, check) {
  const deadline = Date.now() + milliseconds;
  const fails = async (candidate) => Date.now() < deadline && candidate.length > 0 && (await check(candidate))?.kind === kind;
  let small = await reduceList([...records], fails);
  for (let index = 0; index < small.length; index++) {
    const bytes = await reduceList([...small[index]], (candidate) => {
      const record = Buffer.from(candidate);
      return isRecord(record) && fails(small.with(index, record));
    });
    small = small.with(index, Buffer.from(bytes));
  }
  return small;
}

/** Delta debugging: drops runs of half, a quarter … of the entries, down to single ones. */
async function reduceList(list, fails) {
  let kept = list;
  for (let size = kept.length >> 1; size >= 1; ) {
    let dropped = false;
    for (let at = 0; at < kept.length; ) {
      const candidate = kept.toSpliced(at, size);
      if (await fails(candidate)) {
        kept = candidate;
        dropped = true;
      } else at += size;
    }
    if (!dropped || size > kept.length) size >>= 1;
  }
  return kept;
}
