/**
 * The order of two values for Sort-Object, as far as every culture agrees: integers, and words of ASCII letters and digits
 * whose first difference is between letters other than `i`, between digits, or that one begins the other.
 */
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
    if (byte - 97 >= 26 && byte - 48 >= 10) return false;
    const next = i + 1 < length ? lower(load<u8>(bytes + i + 1)) : 0;
    if (isPair(byte, next)) return false;
  }
  return true;
}

function isPair(first: u32, second: u32): bool {
  if (second == 104)
    return first == 99 || first == 100 || first == 115 || first == 116 || first == 120 || first == 122 || first == 112;
  if (second == first) return first == 97 || first == 108;
  const third = second == 122 || second == 106 || second == 121;
  return (
    (third && (first == 100 || first == 108 || first == 110 || first == 103 || first == 115 || first == 116)) ||
    (second == 115 && (first == 99 || first == 122))
  );
}

/** Letters that some alphabet puts elsewhere, or takes for another. */
function wanders(byte: u32): bool {
  return byte == 105 || byte == 121 || byte == 122 || byte == 118 || byte == 119;
}
