/**
 * The elements of a command as one list: parameters, arguments, and what splats hold.
 */
import { take } from "../../memory/arena";
import { instruction } from "../program";
import {
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_BOUND_PARAMETERS,
  SITE_ELEMENT_NAMED,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_PARAMETER_VALUE,
  SITE_ELEMENT_UNKNOWN_SPLAT,
  SiteElement,
} from "../site";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { stepsOf } from "../values/steps";
import { countEntries, isKnownTable, keyAt, valueAt } from "../values/tables";
import { KIND_ARRAY, KIND_CHOICE, KIND_MARKER, KIND_NULL, KIND_OBJECT, KIND_STRING, KIND_TABLE, Value } from "../values/value";
import { work } from "../work";
import { Formal } from "./formals";
import { OBJECT_BOUND_PARAMETERS } from "./objects";
import { SLOT_PARAMETER, SLOT_PARAMETER_VALUE, SLOT_SPLAT, Slot, slotAt } from "./operands";
import { readVariable } from "./variables";

const ELEMENT_BYTES: usize = offsetof<SiteElement>();

let head: u32 = 0;
let tail: usize = 0;

/** Starts a list. */
export function startElements(): void {
  head = 0;
  tail = 0;
}

/** The list's first element. */
export function elementsHead(): u32 {
  return head;
}

/** Adds an element; at a full arena it is lost. */
export function addElement(kind: u32, name: usize, nameLength: usize, value: usize, start: usize, end: usize): usize {
  const at = take(ELEMENT_BYTES);
  if (at == 0) return 0;
  const element = changetype<SiteElement>(at);
  element.next = 0;
  element.kind = kind;
  element.name = <u32>name;
  element.nameLength = <u32>nameLength;
  element.value = <u32>value;
  element.start = <u32>start;
  element.end = <u32>end;
  element.splat = 0;
  element.steps = 0;
  if (tail == 0) head = <u32>at;
  else changetype<SiteElement>(tail).next = <u32>at;
  tail = at;
  return at;
}

function addSplat(value: usize, number: u32, start: usize, end: usize): void {
  const kind = kindOf(value);
  const present = changetype<Value>(value);
  if (kind == KIND_TABLE) {
    const count = countEntries(value);
    if (!work(count << 3)) {
      mark(addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end), number, 0);
      return;
    }
    for (let i: u32 = 0; i < count; i++) {
      const written = keyAt(value, i);
      const key = toText(written);
      if (kindOf(key) != KIND_STRING) {
        mark(addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end), number, 0);
        continue;
      }
      mark(addElement(SITE_ELEMENT_NAMED, textAt(key), textLength(key), valueAt(value, i), start, end), number, stepsOf(written));
    }
    if (!isKnownTable(value)) mark(addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end), number, 0);
    return;
  }
  if (kind == KIND_ARRAY) {
    if (!isKnownList(value) || !work(countItems(value) << 3)) {
      mark(addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end), number, 0);
      return;
    }
    addItems(value, number, start, end);
    return;
  }
  if (kind == KIND_OBJECT && present.aux == OBJECT_BOUND_PARAMETERS) {
    mark(addElement(SITE_ELEMENT_BOUND_PARAMETERS, 0, 0, unknown(), start, end), number, 0);
    let at = <usize>present.a;
    while (at != 0) {
      const formal = changetype<Formal>(at);
      mark(addElement(SITE_ELEMENT_NAMED, <usize>formal.text, <usize>formal.length, 0, start, end), number, 0);
      at = <usize>formal.next;
    }
    if (present.b != 0) addTable(<usize>present.b, number, start, end);
    return;
  }
  if (kind == KIND_NULL) return;
  if (kind == KIND_STRING || kind == KIND_MARKER) {
    addItem(value, number, start, end);
    return;
  }
  mark(addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, kind == KIND_CHOICE ? value : unknown(), start, end), number, 0);
}

/** What the text itself put among the bound parameters. */
function addTable(table: usize, number: u32, start: usize, end: usize): void {
  const count = countEntries(table);
  for (let i: u32 = 0; i < count; i++) {
    const key = keyAt(table, i);
    if (kindOf(key) != KIND_STRING) continue;
    mark(addElement(SITE_ELEMENT_NAMED, textAt(key), textLength(key), valueAt(table, i), start, end), number, 0);
  }
}

function addItems(list: usize, number: u32, start: usize, end: usize): void {
  const count = countItems(list);
  for (let i: u32 = 0; i < count; i++) addItem(itemAt(list, i), number, start, end);
}

/** One value of an array splat: a marker that `$args` kept is a parameter, everything else a positional argument. */
function addItem(item: usize, number: u32, start: usize, end: usize): void {
  if (kindOf(item) != KIND_MARKER) {
    mark(addElement(SITE_ELEMENT_ARGUMENT, 0, 0, item, start, end), number, 0);
    return;
  }
  const marker = changetype<Value>(item);
  const kind = marker.steps != 0 ? SITE_ELEMENT_PARAMETER_VALUE : SITE_ELEMENT_PARAMETER;
  mark(addElement(kind, <usize>marker.a, <usize>marker.b, <usize>marker.steps, start, end), number, 0);
}

function mark(at: usize, number: u32, steps: u32): void {
  if (at == 0) return;
  const element = changetype<SiteElement>(at);
  element.splat = number;
  element.steps = steps;
}

/** The elements of a command in slots `first` to `after`, the name excluded. */
export function elementsOf(first: u32, after: u32): u32 {
  startElements();
  let splats: u32 = 0;
  for (let i = first; i < after; i++) addSlot(slotAt(i), ++splats);
  return head;
}

function addSlot(slot: Slot, number: u32): void {
  const at = instruction(slot.a);
  const start = <usize>at.start;
  const end = <usize>at.end;
  const origin = slot.origin;
  if (origin == SLOT_PARAMETER) {
    addElement(SITE_ELEMENT_PARAMETER, start, end - start, 0, start, end);
    return;
  }
  if (origin == SLOT_PARAMETER_VALUE) {
    const name = instruction(slot.b);
    const value = <usize>slot.value;
    addElement(SITE_ELEMENT_PARAMETER_VALUE, <usize>name.start, <usize>(name.end - name.start), value, start, end);
    return;
  }
  if (origin == SLOT_SPLAT) {
    addSplat(readVariable(start, end), number, start, end);
    return;
  }
  addElement(SITE_ELEMENT_ARGUMENT, 0, 0, <usize>slot.value, start, end);
}

/** Puts the values of a list as arguments after what is there. */
export function addArguments(list: usize, start: usize, end: usize): void {
  if (kindOf(list) == KIND_ARRAY) {
    if (isKnownList(list)) addItems(list, 0, start, end);
    else addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end);
    return;
  }
  addElement(SITE_ELEMENT_ARGUMENT, 0, 0, list, start, end);
}
