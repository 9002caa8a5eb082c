/**
 * Texts of which parts are unknown: KIND_PARTIAL over a list of string values and unknown ones. For evidence only.
 */

import { kindOf, unknown } from "./constants";
import { append, countItems, itemAt, newList } from "./lists";
import { KIND_PARTIAL, KIND_STRING, newValue, Value } from "./value";

/** Pieces kept at most. */
const MAX_PIECES: u32 = 16;

function addPieces(list: usize, value: usize): bool {
  const kind = kindOf(value);
  if (kind != KIND_PARTIAL) return append(list, kind == KIND_STRING ? value : unknown());
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) if (!append(list, itemAt(value, i))) return false;
  return true;
}

/** Two texts, at least one of them not wholly known, as one; unknown if too many pieces come together. */
export function partialText(left: usize, right: usize): usize {
  const list = newList(4);
  if (!addPieces(list, left) || !addPieces(list, right) || countItems(list) > MAX_PIECES) return unknown();
  const value = newValue(KIND_PARTIAL, changetype<Value>(list).a, 0);
  return value == 0 ? unknown() : value;
}
