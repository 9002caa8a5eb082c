/**
 * Upper and lower case of ASCII text. Beyond ASCII the dialects' tables differ, so that is unknown.
 */
import { LOWER_A, LOWER_I, UPPER_I } from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import { textAt, textLength, unknown } from "./constants";
import { isAsciiText } from "./units";
import { closeText, openText, putByte, putUnit } from "./writer";

/** In lower case; in a Turkish culture `I` becomes a letter of its own. */
export function lowered(value: usize, turkish: bool): usize {
  if (!isAsciiText(value)) return unknown();
  openText();
  for (let i: usize = 0; i < textLength(value); i++) {
    const byte = <u32>load<u8>(textAt(value) + i);
    if (turkish && byte == UPPER_I) putUnit(0x131);
    else putByte(lower(byte));
  }
  return closeText();
}

/** In upper case; in a Turkish culture `i` becomes a letter of its own. */
export function raised(value: usize, turkish: bool): usize {
  if (!isAsciiText(value)) return unknown();
  openText();
  for (let i: usize = 0; i < textLength(value); i++) {
    const byte = <u32>load<u8>(textAt(value) + i);
    if (turkish && byte == LOWER_I) putUnit(0x130);
    else putByte(byte - LOWER_A < 26 ? byte - 32 : byte);
  }
  return closeText();
}
