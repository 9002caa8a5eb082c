/**
 * What may be written by what the machine does not know. The world is closed: a command, method, static, parameter, operator or
 * statement form that is not modelled may write whatever it could reach, and nothing else. What it could reach follows from how the
 * engine runs it:
 *
 *   - A method or static of .NET knows no scopes. It reaches what it is handed and what it is called on: the variable of a `[ref]`,
 *     the elements of an array, list or table, a builder's text, and what these hold in turn. Texts and numbers do not change.
 *   - A command runs in a session state and scope of its own. It reaches variables of its caller by a name that it is told (`-Variable x`,
 *     `variable:x`, `+x`), and the variable of a `[ref]`. Arrays and tables are its input: commands read these, by convention and in
 *     every module that comes with Windows and Exchange; only a function of the text, which is followed, is known to do otherwise.
 *   - A block that is handed on may be run: at once or later, any number of times, in its own scope or its caller's. What it assigns is
 *     unknown after the command. What it writes with a scope (`$script:x`, `$global:x`, `-Scope`) it may write at any later time.
 *   - What is dot-sourced runs in the present scope and may write every variable; so may text that is not known.
 *   - A parameter that is not modelled may turn a write into none (`-WhatIf`), into another one (`-Include`), or have the engine refuse
 *     the command: what the command writes and gives is unknown, nothing else is touched.
 */
import { PLUS } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { because, CAUSE_OVERWRITTEN } from "../values/causes";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { taintObject } from "../values/operators/indexing";
import { isStreamed } from "../values/streams";
import { countEntries, isKnownTable, valueAt } from "../values/tables";
import { KIND_ARRAY, KIND_BUILDER, KIND_CHOICE, KIND_REFERENCE, KIND_STRING, KIND_TABLE, Value } from "../values/value";
import { havoc, SPACE_VARIABLE } from "./cells";
import { noteObject, noteStreams } from "./journal";
import { isObject, OBJECT_INSTANCE } from "./objects";
import { findCell, nameOf, reachOut, writeCell } from "./scopes";

/** Objects within one another that are followed; what holds more is written off with every variable. */
const MAX_OBJECTS: u32 = 256;

/** Only what can be written, or holds such, is of interest. */
function keepObject(found: usize, value: usize): void {
  if (value != 0 && kindOf(value) >= KIND_ARRAY && !append(found, value)) havoc();
}

/** What is in `object` no longer counts. Its own objects are put into `found`. */
function releaseOne(object: usize, found: usize): void {
  const kind = kindOf(object);
  if (kind == KIND_ARRAY || kind == KIND_CHOICE) {
    const known = kind == KIND_ARRAY && isKnownList(object);
    for (let i: u32 = 0; i < countItems(object); i++) if (known || kind == KIND_CHOICE) keepObject(found, itemAt(object, i));
  } else if (kind == KIND_TABLE && isKnownTable(object)) {
    for (let i: u32 = 0; i < countEntries(object); i++) keepObject(found, valueAt(object, i));
  } else if (isObject(object, OBJECT_INSTANCE)) keepObject(found, <usize>changetype<Value>(object).b);
  if (kind == KIND_ARRAY || kind == KIND_TABLE || kind == KIND_BUILDER) noteObject(object);
  if (isStreamed(object)) noteStreams(object);
  if (kind != KIND_CHOICE) taintObject(object);
}

/** A value was handed to .NET code that is not modelled: the objects in it, and the variable that it refers to, may have been written. */
export function releaseObjects(value: usize, writer: u32): void {
  const kind = kindOf(value);
  if (kind == KIND_REFERENCE) writeCell(<usize>changetype<Value>(value).a, unknown(), writer);
  if (kind < KIND_ARRAY || kind == KIND_REFERENCE) return;
  const found = newList(8);
  if (kindOf(found) != KIND_ARRAY) {
    havoc();
    return;
  }
  append(found, value);
  reachOut();
  for (let i: u32 = 0; i < countItems(found); i++) {
    if (i == MAX_OBJECTS) {
      havoc();
      return;
    }
    releaseOne(itemAt(found, i), found);
  }
}

/** A value was handed to a command that is not modelled: the variable that it names, or refers to, may have been written. */
export function releaseNamed(value: usize, writer: u32, end: u32): void {
  if (kindOf(value) == KIND_REFERENCE)
    writeCell(<usize>changetype<Value>(value).a, because(CAUSE_OVERWRITTEN, writer, end), writer);
  if (kindOf(value) != KIND_STRING) return;
  const bytes = textAt(value);
  const length = textLength(value);
  const plus: usize = length != 0 && load<u8>(bytes) == PLUS ? 1 : 0;
  if (length > 9 && isWord(bytes, 9, "variable:")) havoc();
  const cell = findCell(nameOf(SPACE_VARIABLE, bytes + plus, length - plus));
  if (cell != 0) writeCell(cell, because(CAUSE_OVERWRITTEN, writer, end), writer);
}
