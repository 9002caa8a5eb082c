/**
 * The order of two values for Sort-Object, as far as every culture agrees: integers, and words of ASCII letters and digits
 * whose first difference is between letters other than `i`, between digits, or that one begins the other.
 */
import {
  DIGIT_0,
  LOWER_A,
  LOWER_C,
  LOWER_D,
  LOWER_G,
  LOWER_H,
  LOWER_I,
  LOWER_J,
  LOWER_L,
  LOWER_N,
  LOWER_P,
  LOWER_S,
  LOWER_T,
  LOWER_V,
  LOWER_W,
  LOWER_X,
  LOWER_Y,
  LOWER_Z,
} from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import { integerAt, kindOf, textAt, textLength } from "../values/constants";
import { KIND_INTEGER, KIND_STRING } from "../values/value";

/** @returns -1, 0, 1, or 2 where it is not decided */
export function compareForSort(a: usize, b: usize): i32 {
  if (kindOf(a) == KIND_INTEGER && kindOf(b) == KIND_INTEGER) {
    const left = integerAt(a);
    const right = integerAt(b);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (kindOf(a) != KIND_STRING || kindOf(b) != KIND_STRING) return 2;
  const aLength = textLength(a);
  const bLength = textLength(b);
  const count = min<usize>(aLength, bLength);
  if (!isPlain(textAt(a), aLength) || !isPlain(textAt(b), bLength)) return 2;
  for (let i: usize = 0; i < count; i++) {
    const left = lower(load<u8>(textAt(a) + i));
    const right = lower(load<u8>(textAt(b) + i));
    if (left != right) return wanders(left) || wanders(right) ? 2 : left < right ? -1 : 1;
  }
  return aLength < bLength ? -1 : aLength > bLength ? 1 : 0;
}

/** ASCII letters and digits only, without letter pairs that some culture sorts as one. */
function isPlain(bytes: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) {
    const byte = lower(load<u8>(bytes + i));
    if (byte - LOWER_A >= 26 && byte - DIGIT_0 >= 10) return false;
    const next = i + 1 < length ? lower(load<u8>(bytes + i + 1)) : 0;
    if (isPair(byte, next)) return false;
  }
  return true;
}

function isPair(first: u32, second: u32): bool {
  if (second == LOWER_H)
    return (
      first == LOWER_C ||
      first == LOWER_D ||
      first == LOWER_S ||
      first == LOWER_T ||
      first == LOWER_X ||
      first == LOWER_Z ||
      first == LOWER_P
    );
  if (second == first) return first == LOWER_A || first == LOWER_L;
  const third = second == LOWER_Z || second == LOWER_J || second == LOWER_Y;
  return (
    (third &&
      (first == LOWER_D || first == LOWER_L || first == LOWER_N || first == LOWER_G || first == LOWER_S || first == LOWER_T)) ||
    (second == LOWER_S && (first == LOWER_C || first == LOWER_Z))
  );
}

/** Letters that some alphabet puts elsewhere, or takes for another. */
function wanders(byte: u32): bool {
  return byte == LOWER_I || byte == LOWER_Y || byte == LOWER_Z || byte == LOWER_V || byte == LOWER_W;
}
