/**
 * Members and indices of objects that the machine follows, when they are written.
 */

import { isWord } from "../../bytes/literal";
import { addPipeline } from "../builtins/powershell-api";
import { CELL_VOLATILE, Cell } from "../machine/cells";
import { noteObject, noteStreams } from "../machine/journal";
import { OBJECT_BOUND_PARAMETERS, OBJECT_INSTANCE, OBJECT_POWERSHELL, OBJECT_VARIABLE } from "../machine/objects";
import { writeCell } from "../machine/scopes";
import { writeTyped } from "../machine/variables";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { setStreamMember } from "../values/methods/stream-methods";
import { isStreamed } from "../values/streams";
import { setEntry } from "../values/tables";
import { KIND_REFERENCE, KIND_STRING, Value } from "../values/value";

/** `object[index] = value`. */
export function setObjectIndex(object: usize, index: usize, value: usize): void {
  const present = changetype<Value>(object);
  if (present.aux != OBJECT_BOUND_PARAMETERS || present.b == 0) return;
  noteObject(<usize>present.b);
  setEntry(<usize>present.b, index, value);
}

/** An option, a visibility or an attribute decides of every later write: what the variable holds is not followed any more. */
function makeVolatile(cell: usize, writer: u32): void {
  writeCell(cell, unknown(), writer);
  changetype<Cell>(cell).flags |= CELL_VOLATILE;
}

/** `object.name = value`. */
export function setObjectMember(object: usize, name: usize, value: usize, writer: u32): void {
  const present = changetype<Value>(object);
  if (isStreamed(object)) {
    noteStreams(object);
    setStreamMember(object, name, value);
    return;
  }
  if (present.aux == OBJECT_POWERSHELL && addPipeline(object, value)) return;
  const isValue = kindOf(name) == KIND_STRING && isWord(textAt(name), textLength(name), "value");
  if (present.kind == KIND_REFERENCE) {
    if (isValue) writeTyped(<usize>present.a, value, 0, writer);
    return;
  }
  if (present.aux == OBJECT_VARIABLE) {
    if (present.a == 0) return;
    if (isValue) writeTyped(<usize>present.a, value, 0, writer);
    else makeVolatile(<usize>present.a, writer);
    return;
  }
  if (present.aux == OBJECT_BOUND_PARAMETERS) setObjectIndex(object, name, value);
  if (present.aux == OBJECT_INSTANCE && present.b != 0) {
    noteObject(<usize>present.b);
    setEntry(<usize>present.b, name, kindOf(name) == KIND_STRING ? value : unknown());
  }
}
