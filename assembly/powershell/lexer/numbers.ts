/**
 * Number tokens. PowerShell: ScanNumber, ScanNumberHelper (tokenizer.cs).
 */
import { CLASS_DASH, classOf, TRAIT_ENDS_NUMBER, traitsOf, widthOf } from "./characters";
import { byteAt, dialect, endsWord, kindAt, markSensitive } from "./lexer";

function digitsEnd(at: usize): usize {
  while (byteAt(at) - 48 < 10) at++;
  return at;
}

/** After an exponent's sign and digits, or 0 without digits. */
function exponentEnd(at: usize): usize {
  const kind = kindAt(at);
  if (kind == CLASS_DASH) at += widthOf(at);
  else if (byteAt(at) == 43) at++;
  const after = digitsEnd(at);
  return after == at ? 0 : after;
}

/** After the digits of a number without suffix, or 0. PowerShell: first half of ScanNumberHelper. */
function mantissaEnd(at: usize): usize {
  const first = byteAt(at);
  if (first == 46) {
    at = digitsEnd(at + 1);
    return (byteAt(at) | 32) == 101 ? exponentEnd(at + 1) : at;
  }
  const second = byteAt(at + 1) | 32;
  if (first == 48 && second == 120) {
    at += 2;
    const digits = at;
    while (byteAt(at) - 48 < 10 || (byteAt(at) | 32) - 97 < 6) at++;
    // PowerShell puts a zero in front, so a lone `0x` is a number.
    return digits == 0 ? 0 : at;
  }
  if (first == 48 && second == 98) {
    markSensitive();
    if (dialect == 1) return 0;
    at += 2;
    const digits = at;
    while (byteAt(at) - 48 < 2) at++;
    return digits == at ? 0 : at;
  }
  at = digitsEnd(at);
  const next = byteAt(at);
  if (next == 46) {
    if (byteAt(at + 1) == 46) return at;
    at = digitsEnd(at + 1);
    return (byteAt(at) | 32) == 101 ? exponentEnd(at + 1) : at;
  }
  return (next | 32) == 101 ? exponentEnd(at + 1) : at;
}

/** After a number's type suffix and multiplier, or 0 if what stands there is none. PowerShell: second half of ScanNumberHelper. */
function suffixEnd(at: usize): usize {
  let letter = byteAt(at) | 32;
  // u s l d y n; u may be followed by l, s, y.
  if (letter == 108 || letter == 100) at++;
  else if (letter == 117 || letter == 115 || letter == 121 || letter == 110) {
    // Windows PowerShell knows l and d only.
    markSensitive();
    if (dialect == 1) return 0;
    at++;
    const second = byteAt(at) | 32;
    if (letter == 117 && (second == 108 || second == 115 || second == 121)) at++;
  }
  letter = byteAt(at) | 32;
  if (letter == 107 || letter == 109 || letter == 103 || letter == 116 || letter == 112) {
    if ((byteAt(at + 1) | 32) != 98) return 0;
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
  else if (byteAt(at) == 43) at++;
  at = mantissaEnd(at);
  if (at == 0) return 0;
  at = suffixEnd(at);
  if (at == 0 || endsWord(at)) return at;
  if (!expression) return 0;
  const byte = <u32>load<u8>(at);
  if ((traitsOf(byte) & TRAIT_ENDS_NUMBER) != 0) return at;
  if (ternary && (byte == 63 || byte == 58)) return at;
  return classOf(at) == CLASS_DASH ? at : 0;
}
