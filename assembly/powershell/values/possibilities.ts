/**
 * Two outcomes of one operation: the one value that both are, or a choice.
 */
import { choice, countItems, isKnownList, itemAt } from "./lists";
import { sameItem } from "./sameness";
import { countEntries, isKnownTable, keyAt, valueAt } from "./tables";
import { KIND_ARRAY, KIND_TABLE, Value } from "./value";

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
