/**
 * When two texts, or two keys of a table, are equal. PowerShell compares text by culture, which ignores control characters and
 * folds beyond ASCII; printable ASCII compares alike everywhere, so only that is decided, and equal bytes.
 */
import { DIGIT_0, LOWER_A, LOWER_I } from "../../bytes/ascii";
import { equals, lower } from "../../bytes/text";
import { kindOf, textAt, textLength } from "./constants";
import { KIND_BOOLEAN, KIND_CHAR, KIND_DOUBLE, KIND_INTEGER, KIND_NULL, KIND_STRING, Value } from "./value";

export const DIFFERENT: i32 = 0;
export const SAME: i32 = 1;
export const UNDECIDED: i32 = -1;

/** Whether every byte is printable ASCII. */
export function isPrintable(bytes: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) {
    if (<u32>load<u8>(bytes + i) - 32 > 94) return false;
  }
  return true;
}

function isLetterOrDigit(byte: u32): bool {
  return lower(byte) - LOWER_A < 26 || byte - DIGIT_0 < 10;
}

/** Whether the ASCII letters and digits of two texts are the same in order, which any equality by culture asks. */
function sameLetters(a: usize, aLength: usize, b: usize, bLength: usize): bool {
  let j: usize = 0;
  for (let i: usize = 0; i < aLength; i++) {
    const byte = <u32>load<u8>(a + i);
    if (!isLetterOrDigit(byte)) continue;
    while (j < bLength && !isLetterOrDigit(load<u8>(b + j))) j++;
    if (j == bLength || lower(load<u8>(b + j)) != lower(byte)) return false;
    j++;
  }
  while (j < bLength && !isLetterOrDigit(load<u8>(b + j))) j++;
  return j == bLength;
}

/**
 * Compares two texts.
 * @param turkish the comparison follows the current culture, where `i` and `I` may be different letters
 */
export function compareTexts(a: usize, aLength: usize, b: usize, bLength: usize, ignoreCase: bool, turkish: bool): i32 {
  if (equals(a, aLength, b, bLength)) return SAME;
  if (!isPrintable(a, aLength) || !isPrintable(b, bLength)) {
    return sameLetters(a, aLength, b, bLength) ? UNDECIDED : DIFFERENT;
  }
  if (!ignoreCase || aLength != bLength) return DIFFERENT;
  let answer = SAME;
  for (let i: usize = 0; i < aLength; i++) {
    const left = <u32>load<u8>(a + i);
    const right = <u32>load<u8>(b + i);
    if (left == right) continue;
    if (lower(left) != lower(right)) return DIFFERENT;
    if (turkish && lower(left) == LOWER_I) answer = UNDECIDED;
  }
  return answer;
}

/** Compares two keys as a hashtable made by `@{}` does. Windows PowerShell compares them by the current culture. */
export function compareKeys(a: usize, b: usize): i32 {
  const kind = kindOf(a);
  if (a == b) return kind == 0 ? UNDECIDED : SAME;
  const other = kindOf(b);
  switch (<i32>kind) {
    case KIND_STRING:
      if (other == KIND_STRING) return compareTexts(textAt(a), textLength(a), textAt(b), textLength(b), true, true);
      break;
    case KIND_NULL:
      if (other == KIND_NULL) return SAME;
      break;
    case KIND_BOOLEAN:
    case KIND_INTEGER:
    case KIND_DOUBLE:
    case KIND_CHAR:
      if (kind == other) {
        const left = changetype<Value>(a);
        const right = changetype<Value>(b);
        return left.aux == right.aux && left.a == right.a && left.b == right.b ? SAME : DIFFERENT;
      }
      break;
    default:
      return UNDECIDED;
  }
  return isPlainKind(other) ? DIFFERENT : UNDECIDED;
}

function isPlainKind(kind: u8): bool {
  return kind >= KIND_NULL && kind <= KIND_STRING;
}
