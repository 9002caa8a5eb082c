/**
 * Keys known by the one in front of them: the same key is found with its closing quote, anything else is looked up.
 */
import { expected, known } from "../event/key-memo";
import { NO_ROLE, prepareKeys, roleOfKey } from "../event/keys";
import { mark, release, resetArena, take } from "../memory/arena";

/** Length of the text that `put` wrote last. */
let size: usize = 0;

function put(text: string): usize {
  size = <usize>String.UTF8.byteLength(text);
  const at = take(size + 16);
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, at);
  return at;
}

/** Looks a key up as one that stands after those looked up before. */
function lookUp(key: string): void {
  const at = put(key);
  roleOfKey(at, size, NO_ROLE);
}

/** Whether what stands in a document is the key that came next before. */
function isExpected(document: string, parent: u32): bool {
  const at = put(document);
  const close = expected(at, at + size, parent);
  return close != 0 && load<u8>(close) == 0x22;
}

describe("The next key", () => {
  beforeEach(() => {
    resetArena();
    prepareKeys();
    const from = mark();
    lookUp("Channel");
    lookUp("ScriptBlockText");
    lookUp("Channel");
    release(from);
  });

  test("is known where the same one follows as before", () => {
    expect(isExpected('ScriptBlockText":1', NO_ROLE)).toBe(true);
    expect(known.role).not.toBe(NO_ROLE);
  });

  test("is looked up where another one follows, or the same one elsewhere", () => {
    expect(isExpected('ScriptBlockId":1', NO_ROLE)).toBe(false);
    expect(isExpected('ScriptBlockTextX":1', NO_ROLE)).toBe(false);
    expect(isExpected('ScriptBlockTex\\"', NO_ROLE)).toBe(false);
    expect(isExpected('scriptBlockText":1', NO_ROLE)).toBe(false);
    expect(isExpected('ScriptBloCkText":1', NO_ROLE)).toBe(false);
    expect(isExpected("ScriptBlockText", NO_ROLE)).toBe(false);
    expect(isExpected('ScriptBlockText":1', 1)).toBe(false);
    expect(isExpected("", NO_ROLE)).toBe(false);
  });
});
