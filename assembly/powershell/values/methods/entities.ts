/**
 * HTML's character references as .NET decodes them. .NET: WebUtility.HtmlDecode
 */

import { AMPERSAND, HASH, LOWER_A, LOWER_X, SEMICOLON } from "../../../bytes/ascii";
import { find } from "../../../bytes/dictionary";
import { hexDigit } from "../../../bytes/hex";
import { kindOf, textAt, textLength, unknown } from "../constants";
import { KIND_STRING } from "../value";
import { closeText, openText, putByte, putUnit } from "../writer";

/** The characters that have a name here, by number. */
const NAMES = `
34 quot
38 amp
39 apos
60 lt
62 gt
`;
const MASK: u32 = 7;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** The unit that a reference between `&` and `;` means, 0 for none that is followed. */
function unitOf(from: usize, length: usize): u32 {
  // Names are told apart by case.
  if (load<u8>(from) != HASH) return load<u8>(from) < LOWER_A ? 0 : <u32>max(find(NAMES, table, MASK, from, length), 0);
  const isHex = length > 1 && (load<u8>(from + 1) | 32) == LOWER_X;
  let number: u32 = 0;
  for (let at: usize = isHex ? 2 : 1; at < length; at++) {
    const digit = hexDigit(load<u8>(from + at));
    if (digit > (isHex ? 15 : 9)) return 0;
    number = number * (isHex ? 16 : 10) + digit;
    if (number > 0xd7ff) return 0;
  }
  return number;
}

/** A text with its references decoded; unknown if one of them is not followed. */
export function entitiesDecoded(value: usize): usize {
  if (kindOf(value) != KIND_STRING) return unknown();
  const end = textAt(value) + textLength(value);
  openText();
  for (let at = textAt(value); at < end; at++) {
    const byte = load<u8>(at);
    let close = at + 1;
    while (byte == AMPERSAND && close < end && load<u8>(close) != SEMICOLON && load<u8>(close) != AMPERSAND) close++;
    if (byte != AMPERSAND || close == end || load<u8>(close) == AMPERSAND) {
      putByte(byte);
      continue;
    }
    const unit = unitOf(at + 1, close - at - 1);
    if (unit == 0) return unknown();
    putUnit(unit);
    at = close;
  }
  return closeText();
}
