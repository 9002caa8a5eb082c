/**
 * Whether two values are the same thing to every later use: equal constants, or one shared object.
 */
import { equals } from "../../bytes/text";
import { KIND_COMMAND, KIND_NULL, KIND_STRING, KIND_UNKNOWN, Value } from "../values/value";

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
