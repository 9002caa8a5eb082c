/**
 * Whether two values are the same value in every respect that PowerShell shows: used to merge possibilities.
 */
import { equals } from "../../bytes/text";
import { textAt, textLength } from "./constants";
import { choice, countItems, isKnownList, itemAt } from "./lists";
import { countEntries, isKnownTable, keyAt, valueAt } from "./tables";
import {
  KIND_ARRAY,
  KIND_BUILDER,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  KIND_TABLE,
  KIND_UNKNOWN,
  Value,
} from "./value";

/** Sameness of values that hold no others; objects are the same when they are one object. */
export function sameItem(a: usize, b: usize): bool {
  const left = changetype<Value>(a);
  const right = changetype<Value>(b);
  if (left.kind != right.kind) return false;
  switch (<i32>left.kind) {
    case KIND_UNKNOWN:
      return true;
    case KIND_NULL:
      return true;
    case KIND_STRING:
      return equals(textAt(a), textLength(a), textAt(b), textLength(b));
    case KIND_INTEGER:
    case KIND_DOUBLE:
      return left.aux == right.aux && left.a == right.a && left.b == right.b;
    case KIND_ARRAY:
    case KIND_TABLE:
    case KIND_BUILDER:
      return left.a == right.a;
    default:
      return left.aux == right.aux && left.a == right.a && left.b == right.b;
  }
}

/** Sameness of values; lists and tables are compared one level deep. */
export function sameValue(a: usize, b: usize): bool {
  if (a == b || sameItem(a, b)) return true;
  const left = changetype<Value>(a);
  const right = changetype<Value>(b);
  if (left.kind != right.kind || left.aux != right.aux) return false;
  if (left.kind == KIND_ARRAY) {
    if (left.b != right.b || !isKnownList(a) || !isKnownList(b) || countItems(a) != countItems(b)) return false;
    for (let i: u32 = 0; i < countItems(a); i++) if (!sameItem(itemAt(a, i), itemAt(b, i))) return false;
    return true;
  }
  if (left.kind != KIND_TABLE) return false;
  if (!isKnownTable(a) || !isKnownTable(b) || countEntries(a) != countEntries(b)) return false;
  for (let i: u32 = 0; i < countEntries(a); i++) {
    if (!sameItem(keyAt(a, i), keyAt(b, i)) || !sameItem(valueAt(a, i), valueAt(b, i))) return false;
  }
  return true;
}

/** Two outcomes of one operation, of which culture or dialect decides: the one value if they agree, else a choice. */
export function eitherOf(a: usize, b: usize): usize {
  return sameValue(a, b) ? a : choice(a, b);
}
