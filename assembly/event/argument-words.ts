/**
 * The arguments of a process as ECS tells them, `["powershell.exe", "-c", "…"]`, as one text: each word after a sign that no line holds.
 * What Windows would have cut is cut already, so no word is cut again. The text is never longer than the array and may be
 * written over it.
 */
import { BACKSLASH, DOUBLE_QUOTE } from "../bytes/ascii";
import { WORD_SIGN } from "../contract";
import { decodeString } from "./strings";

/**
 * Writes the words of a JSON array of strings; what else is in it is left out.
 * @param from the array's first byte
 * @param to where the text goes; `from` will do
 * @returns the address after the text
 */
export function joinWords(from: usize, length: usize, to: usize): usize {
  const end = from + length;
  for (; from < end; from++) {
    if (load<u8>(from) != DOUBLE_QUOTE) continue;
    const start = ++from;
    while (from < end && load<u8>(from) != DOUBLE_QUOTE) from += load<u8>(from) == BACKSLASH ? 2 : 1;
    store<u8>(to, WORD_SIGN);
    to = decodeString(start, min<usize>(from, end) - start, to + 1);
  }
  return to;
}
