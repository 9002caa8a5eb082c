/**
 * The text gate on a JSON string as it stands: where it says no, it says no of the decoded text as well. Texts are put together at
 * random out of what the gate looks at and what JSON escapes, so that every sign meets every neighbour at every alignment.
 */
import { forgetString, passString } from "../bytes/string-places";
import { decodeString } from "../event/strings";
import { watchBehaviours } from "../exchange/behaviours";
import { mark, release, resetArena, take } from "../memory/arena";
import { mayInvoke, mayInvokeInString } from "../powershell/gate/gate";
import { prepareWords } from "../powershell/gate/words";

/** As JSON writes them; separated by a tab, which no JSON string holds. */
const PIECES =
  "a\tb\tn\tr\tt\t1\t_\t-\t$\t(\t)\t{\t|\t;\t,\t=\t:\t::\t.\t>\t/\t'\t`\t@\t#\t \t  \t]\t[\t\\n\t\\r\t\\t\t\\\"\t\\\\\t\\r\\n\t\\\\\\\\\té\t’\t&\t& \t\\u0027\t\\u0022\t\\u003e\t\\u003C\t\\u00e9\t\\u2019\t\\u201c\t\\u0060\tiex\tIe\tx\tsal\tat\tstart\tcopy\t/c\t.ps1\tcreate\t::c\t::start\tscriptblock\tpowershell\tset-content\tout-file\tinvoke-\texpression\tnew-\tmailbox\tExport\trequest\treturn\tin\t$x\t$a.b\t'it'\t\\\"it\\\"\tword\tother\tSynopsis";

let seed: u32 = 1;
function next(below: u32): u32 {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % below;
}

/** Writes a piece. @returns the address after it */
function put(to: usize, piece: string): usize {
  const size = <usize>String.UTF8.byteLength(piece);
  String.UTF8.encodeUnsafe(changetype<usize>(piece), piece.length, to);
  return to + size;
}

let passedTexts: i32 = 0;
let cleared: i32 = 0;

/** Whether the two gates agree on a random text, as far as they must. */
function agree(pieces: string[], count: u32): bool {
  const from = mark();
  const record = take(4096);
  let to = put(record, '{"a":"');
  const start = to;
  for (let i: u32 = 0; i < count; i++) to = put(to, pieces[next(pieces.length)]);
  const length = to - start;
  to = put(to, '"}                              ');
  forgetString(true);
  const close = passString(start, to);
  let sound = true;
  if (close != 0) {
    passedTexts++;
    sound = close == start + length;
    if (sound && !mayInvokeInString(start, length)) {
      cleared++;
      const text = take(4096);
      const end = decodeString(start, length, text);
      memory.fill(end, 0, 16);
      sound = !mayInvoke(text, end - text, false, false);
    }
  }
  release(from);
  return sound;
}

/** Seed of the first of so many texts on which they do not, or 0. */
function firstDifference(texts: i32, most: u32): u32 {
  const pieces = PIECES.split("\t");
  for (let i = 0; i < texts; i++) {
    const before = seed;
    if (!agree(pieces, 1 + next(most))) return before;
  }
  return 0;
}

describe("The text gate on a JSON string", () => {
  beforeEach(() => {
    resetArena();
    watchBehaviours();
    prepareWords();
    passedTexts = 0;
    cleared = 0;
  });

  test("finds the closing quote, and never says no where the decoded text is a yes", () => {
    expect(firstDifference(60000, 7)).toBe(0);
    expect(firstDifference(20000, 24)).toBe(0);
    expect(firstDifference(2000, 120)).toBe(0);
    expect(passedTexts).toBeGreaterThan(70000);
    expect(cleared).toBeGreaterThan(10000);
  });
});
