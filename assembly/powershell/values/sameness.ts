/**
 * Whether two values are the same, as items of a list and as values: used to merge possibilities.
 */
import { equals } from "../../bytes/text";
import { textAt, textLength } from "./constants";
import {
  KIND_ARRAY,
  KIND_COMMAND,
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
      return left.a == right.a;
    default:
      return left.aux == right.aux && left.a == right.a && left.b == right.b;
  }
}

/**
 * Whether two values are the same to every later use: equal constants, or one shared object. Two unknown values are the same item
 * of a list, since nothing tells them apart, but they are not the same value: each may come to be another one.
 */
export function areSame(a: usize, b: usize): bool {
  if (a == b) return true;
  const left = changetype<Value>(a);
  const right = changetype<Value>(b);
  if (left.kind != right.kind || left.kind == KIND_UNKNOWN) return false;
  if (left.kind == KIND_NULL) return true;
  if (left.kind == KIND_STRING || left.kind == KIND_COMMAND) {
    return equals(<usize>left.a, <usize>left.b, <usize>right.a, <usize>right.b);
  }
  return left.aux == right.aux && left.a == right.a && left.b == right.b;
}
