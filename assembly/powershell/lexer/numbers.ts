/**
 * Number tokens. PowerShell: ScanNumber, ScanNumberHelper (tokenizer.cs).
 */
import {
  COLON,
  DIGIT_0,
  DOT,
  LOWER_A,
  LOWER_B,
  LOWER_D,
  LOWER_E,
  LOWER_G,
  LOWER_K,
  LOWER_L,
  LOWER_M,
  LOWER_N,
  LOWER_P,
  LOWER_S,
  LOWER_T,
  LOWER_U,
  LOWER_X,
  LOWER_Y,
  PLUS,
  QUESTION,
} from "../../bytes/ascii";
import { CLASS_DASH, classOf, TRAIT_ENDS_NUMBER, traitsOf, widthOf } from "./characters";
import { byteAt, dialect, endsWord, kindAt, markSensitive } from "./lexer";

function digitsEnd(at: usize): usize {
  while (byteAt(at) - DIGIT_0 < 10) at++;
  return at;
}

/** After an exponent's sign and digits, or 0 without digits. */
function exponentEnd(at: usize): usize {
  const kind = kindAt(at);
  if (kind == CLASS_DASH) at += widthOf(at);
  else if (byteAt(at) == PLUS) at++;
  const after = digitsEnd(at);
  return after == at ? 0 : after;
}

/** After the digits of a number without suffix, or 0. PowerShell: first half of ScanNumberHelper. */
function mantissaEnd(at: usize): usize {
  const first = byteAt(at);
  if (first == DOT) {
    at = digitsEnd(at + 1);
    return (byteAt(at) | 32) == LOWER_E ? exponentEnd(at + 1) : at;
  }
  const second = byteAt(at + 1) | 32;
  if (first == DIGIT_0 && second == LOWER_X) {
    at += 2;
    const digits = at;
    while (byteAt(at) - DIGIT_0 < 10 || (byteAt(at) | 32) - LOWER_A < 6) at++;
    // PowerShell puts a zero in front, so a lone `0x` is a number.
    return digits == 0 ? 0 : at;
  }
  if (first == DIGIT_0 && second == LOWER_B) {
    markSensitive();
    if (dialect == 1) return 0;
    at += 2;
    const digits = at;
    while (byteAt(at) - DIGIT_0 < 2) at++;
    return digits == at ? 0 : at;
  }
  at = digitsEnd(at);
  const next = byteAt(at);
  if (next == DOT) {
    if (byteAt(at + 1) == DOT) return at;
    at = digitsEnd(at + 1);
    return (byteAt(at) | 32) == LOWER_E ? exponentEnd(at + 1) : at;
  }
  return (next | 32) == LOWER_E ? exponentEnd(at + 1) : at;
}

/** After a number's type suffix and multiplier, or 0 if what stands there is none. PowerShell: second half of ScanNumberHelper. */
function suffixEnd(at: usize): usize {
  let letter = byteAt(at) | 32;
  // u s l d y n; u may be followed by l, s, y.
  if (letter == LOWER_L || letter == LOWER_D) at++;
  else if (letter == LOWER_U || letter == LOWER_S || letter == LOWER_Y || letter == LOWER_N) {
    // Windows PowerShell knows l and d only.
    markSensitive();
    if (dialect == 1) return 0;
    at++;
    const second = byteAt(at) | 32;
    if (letter == LOWER_U && (second == LOWER_L || second == LOWER_S || second == LOWER_Y)) at++;
  }
  letter = byteAt(at) | 32;
  if (letter == LOWER_K || letter == LOWER_M || letter == LOWER_G || letter == LOWER_T || letter == LOWER_P) {
    if ((byteAt(at + 1) | 32) != LOWER_B) return 0;
    at += 2;
  }
  return at;
}

/**
 * After the number at `at`, or 0 if it is a bareword. PowerShell: ScanNumber.
 * @param expression whether the mode is expression mode, where operators end a number
 * @param ternary whether `?` and `:` do, too
 */
export function numberEnd(at: usize, expression: bool, ternary: bool): usize {
  const kind = kindAt(at);
  if (kind == CLASS_DASH) at += widthOf(at);
  else if (byteAt(at) == PLUS) at++;
  at = mantissaEnd(at);
  if (at == 0) return 0;
  at = suffixEnd(at);
  if (at == 0 || endsWord(at)) return at;
  if (!expression) return 0;
  const byte = <u32>load<u8>(at);
  if ((traitsOf(byte) & TRAIT_ENDS_NUMBER) != 0) return at;
  if (ternary && (byte == QUESTION || byte == COLON)) return at;
  return classOf(at) == CLASS_DASH ? at : 0;
}
