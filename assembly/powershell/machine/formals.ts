/**
 * Formal parameters of a body, and how a list of elements binds to them.
 * PowerShell: ScriptParameterBinder, CmdletParameterBinderController.
 */

import { isWord } from "../../bytes/literal";
import { dashLength, equalsIgnoreCase, startsWithIgnoreCase } from "../../bytes/text";
import { take } from "../../memory/arena";
import {
  ELEMENT_BOUND,
  elementFrom,
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_NAMED,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_PARAMETER_VALUE,
  SiteElement,
} from "../site";
import { kindOf, text, textAt, textLength, trueValue, unknown } from "../values/constants";
import { castStored } from "../values/convert";
import { append, countItems, itemAt, newList, taintList } from "../values/lists";
import { areSame } from "../values/sameness";
import { newTable, setEntry, taintTable } from "../values/tables";
import { TYPE_OTHER, TYPE_REF, TYPE_SWITCH, typeIn } from "../values/types";
import {
  KIND_ARRAY,
  KIND_MARKER,
  KIND_NULL,
  KIND_REFERENCE,
  KIND_STRING,
  KIND_UNKNOWN,
  newValue,
  TABLE_HASH,
  Value,
} from "../values/value";
import { work } from "../work";
import { CALL_ADVANCED, CALL_OPEN } from "./call-modes";
import { isCommon, isSilent, mayBeCommon } from "./common-parameters";

@unmanaged
export class Formal {
  next: u32;
  /** Name without `$`. */
  text: u32;
  length: u32;
  /** KIND_TYPE value, 0 for none. */
  type: u32;
  /** FORMAL_*. */
  flags: u32;
  /** Position by attribute, or -1. */
  position: i32;
  /** Its other names: a KIND_ARRAY of strings, 0 for none. */
  aliases: u32;
  /** OP_DEFAULT instruction, 0 for none. */
  initial: u32;
  /** What was bound, 0 for nothing. */
  value: u32;
  /** Block of ValidateScript, 0 for none. */
  check: u32;
  /** Instruction of its OP_FORMAL. */
  index: u32;
  /** Name of its parameter set, unknown for several; 0 for none. */
  set: u32;
  /** What ValidateSet allows: a KIND_ARRAY, 0 for anything. */
  allowed: u32;
}

/** Of an element: it belongs to what is left over. */
const ELEMENT_LEFT: u32 = 0x4000;

const FORMAL_BYTES: usize = offsetof<Formal>();

export const FORMAL_PIPELINE: u32 = 1;
export const FORMAL_BY_NAME: u32 = 2;
export const FORMAL_REMAINING: u32 = 4;
export const FORMAL_MANDATORY: u32 = 32;
/** An attribute checks what is bound in a way that is not followed. */
export const FORMAL_CHECKED: u32 = 64;
/** Null and what is empty is refused. */
export const FORMAL_NOT_EMPTY: u32 = 128;

/** A parameter without default, type or aliases, of the OP_FORMAL at `index`. @returns 0 where the arena is full */
export function newFormal(name: usize, length: usize, index: u32): usize {
  const at = take(FORMAL_BYTES);
  if (at == 0) return 0;
  memory.fill(at, 0, FORMAL_BYTES);
  const formal = changetype<Formal>(at);
  formal.text = <u32>name;
  formal.length = <u32>length;
  formal.position = -1;
  formal.index = index;
  return at;
}

/** What binding a call to its formals tells beside their values. */
@unmanaged
export class CallBinding {
  /** What binding left over: `$args`. */
  leftArguments: usize;
  /** The table for `$PSBoundParameters`. */
  boundTable: usize;
  /** The engine refuses the call. */
  isRefused: bool;
  /** It may refuse it. */
  isDoubtful: bool;
  /** `-WhatIf` or `-Confirm` was given: what the body does is held back. */
  isHeldBack: bool;
}

/** Of the call that was bound last. */
export const callBinding: CallBinding = changetype<CallBinding>(memory.data(offsetof<CallBinding>(), 4));

function hasAlias(formal: Formal, name: usize, length: usize): bool {
  const list = <usize>formal.aliases;
  if (list == 0) return false;
  const present = changetype<Value>(list);
  if (present.kind != KIND_ARRAY) return false;
  const items = changetype<AliasList>(<usize>present.a);
  for (let i: u32 = 0; i < items.count; i++) {
    const alias = changetype<Value>(<usize>load<u32>(<usize>items.items + ((<usize>i) << 2)));
    if (equalsIgnoreCase(<usize>alias.a, <usize>alias.b, name, length)) return true;
  }
  return false;
}

@unmanaged
class AliasList {
  count: u32;
  capacity: u32;
  items: u32;
  flags: u32;
}

/** The formal a name means (dash excluded), exact before unique prefix; 0 for none. */
export function formalNamed(first: usize, name: usize, length: usize): usize {
  let found: usize = 0;
  let hits = 0;
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (equalsIgnoreCase(<usize>formal.text, <usize>formal.length, name, length) || hasAlias(formal, name, length)) return at;
    if (length != 0 && startsWithIgnoreCase(<usize>formal.text, <usize>formal.length, name, length)) {
      found = at;
      hits++;
    }
  }
  return hits == 1 ? found : 0;
}

/** Whether a name (dash excluded) is one of a formal, or the beginning of one or more. */
function beginsFormal(first: usize, name: usize, length: usize): bool {
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (startsWithIgnoreCase(<usize>formal.text, <usize>formal.length, name, length) || hasAlias(formal, name, length))
      return true;
  }
  return false;
}

function isSwitch(formal: Formal): bool {
  return formal.type != 0 && typeIn(<usize>formal.type) == TYPE_SWITCH;
}

/** The common parameters that only a body with SupportsShouldProcess takes. */
function isHolding(name: usize, length: usize): bool {
  return isWord(name, length, "whatif") || isWord(name, length, "confirm");
}

function bind(formal: Formal, value: usize): void {
  formal.value = <u32>value;
  setEntry(callBinding.boundTable, text(<usize>formal.text, <usize>formal.length), value);
}

function keepMarker(name: usize, length: usize, attached: usize): void {
  const marker = newValue(KIND_MARKER, <u32>name, <u32>length);
  if (marker == 0) return;
  // A marker with `:` carries its value, so that a splat hands both on as one.
  changetype<Value>(marker).steps = <u32>attached;
  append(callBinding.leftArguments, marker);
}

/** Whether an element is the value of the parameter before it. */
const SERVES_NOT: i32 = 0;
const SERVES_AS_ARGUMENT: i32 = 1;
/** A parameter that the body does not have serves as the text that it is written as. PowerShell: CmdletParameterBinderController.ReparseUnboundArguments */
const SERVES_AS_TEXT: i32 = 2;
/** As its text, or the call is refused. */
const SERVES_PERHAPS: i32 = 3;

function servesAs(first: usize, at: usize, advanced: bool): i32 {
  if (at == 0) return SERVES_NOT;
  const element = changetype<SiteElement>(at);
  if (element.kind == SITE_ELEMENT_ARGUMENT) return SERVES_AS_ARGUMENT;
  if (element.kind != SITE_ELEMENT_PARAMETER) return SERVES_NOT;
  const dash = dashLength(<usize>element.name, <usize>element.nameLength);
  const name = <usize>element.name + dash;
  const length = <usize>element.nameLength - dash;
  if (beginsFormal(first, name, length)) return SERVES_NOT;
  if (!advanced || !mayBeCommon(name, length)) return SERVES_AS_TEXT;
  return isCommon(name, length) || isSilent(name, length) ? SERVES_NOT : SERVES_PERHAPS;
}

/** @param at an element that serves as the value of the parameter before it, or does not */
function servedValue(at: usize, served: i32): usize {
  if (served == SERVES_NOT || served == SERVES_PERHAPS) return unknown();
  const element = changetype<SiteElement>(at);
  return served == SERVES_AS_ARGUMENT ? <usize>element.value : text(<usize>element.name, <usize>element.nameLength);
}

/** The lowest formal that a positional value may still go to. */
function nextPositional(first: usize, explicit: bool): usize {
  let best: usize = 0;
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (formal.value != 0 || isSwitch(formal) || (formal.flags & FORMAL_REMAINING) != 0) continue;
    if (!explicit) return at;
    if (formal.position < 0) continue;
    if (best == 0 || formal.position < changetype<Formal>(best).position) best = at;
  }
  return best;
}

function remainingFormal(first: usize): usize {
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    if ((changetype<Formal>(at).flags & FORMAL_REMAINING) != 0) return at;
  }
  return 0;
}

/**
 * Binds elements to formals. What is left over becomes `leftArguments`; `boundTable` holds what was bound.
 * @param mode CALL_*: whether the body has `[CmdletBinding()]` or `[Parameter()]`, and whether it may be given more
 */
export function bindFormals(first: usize, elements: usize, mode: u32): void {
  const advanced = (mode & CALL_ADVANCED) != 0;
  callBinding.isRefused = false;
  callBinding.isHeldBack = false;
  callBinding.leftArguments = newList(4);
  callBinding.boundTable = newTable(TABLE_HASH);
  let explicit = false;
  let formals: u32 = 0;
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    formals++;
    changetype<Formal>(at).value = 0;
    if (changetype<Formal>(at).position >= 0) explicit = true;
  }
  const rest = remainingFormal(first);
  let open = (mode & CALL_OPEN) != 0;
  let doubts = false;
  let splatted = false;
  // Named ones first: positional values fill what they leave.
  for (let at = elementFrom(elements); at != 0; ) {
    // Each element is looked for among all formals.
    if (!work(formals << 2)) {
      open = true;
      break;
    }
    const element = changetype<SiteElement>(at);
    at = elementFrom(<usize>element.next);
    const kind = element.kind;
    if (kind == SITE_ELEMENT_ARGUMENT) continue;
    const isNamed = kind == SITE_ELEMENT_NAMED;
    if (kind != SITE_ELEMENT_PARAMETER && kind != SITE_ELEMENT_PARAMETER_VALUE && !isNamed) {
      open = true;
      continue;
    }
    const dash = dashLength(<usize>element.name, <usize>element.nameLength);
    const name = <usize>element.name + dash;
    const length = <usize>element.nameLength - dash;
    const formal = formalNamed(first, name, length);
    const next = at == 0 ? 0 : changetype<SiteElement>(at).kind;
    const served = kind == SITE_ELEMENT_PARAMETER ? servesAs(first, at, advanced) : SERVES_NOT;
    const follows = served != SERVES_NOT;
    if (formal == 0 && (!advanced || (rest != 0 && !mayBeCommon(name, length)))) {
      // What stands after it goes with it. PowerShell: ReparseUnboundArguments
      if (served == SERVES_AS_ARGUMENT) {
        changetype<SiteElement>(at).splat |= ELEMENT_LEFT;
        at = elementFrom(<usize>changetype<SiteElement>(at).next);
      }
      continue;
    }
    element.splat |= ELEMENT_BOUND;
    if (formal != 0) {
      const present = changetype<Formal>(formal);
      if (present.value != 0) {
        // Windows PowerShell refuses a parameter that is given beside a splat that has it; the newer takes what stands in the command.
        doubts = true;
        if (isNamed) continue;
        if (!splatted) callBinding.isRefused = true;
      }
      if (isNamed) splatted = true;
      if (kind != SITE_ELEMENT_PARAMETER) {
        bind(present, element.value == 0 ? unknown() : <usize>element.value);
        continue;
      }
      if (isSwitch(present)) {
        bind(present, trueValue());
        continue;
      }
      bind(present, servedValue(at, served));
      if (served == SERVES_PERHAPS) doubts = true;
      // A splat may give it a value; nothing else does.
      if (!follows && next != SITE_ELEMENT_NAMED) callBinding.isRefused = true;
    } else if (isSilent(name, length)) continue;
    else if (!isCommon(name, length)) {
      if (mayBeCommon(name, length)) {
        // The beginning of a common one may take what follows, or not; only SupportsShouldProcess makes WhatIf and Confirm such.
        callBinding.isHeldBack = true;
        doubts = true;
        if (rest != 0 || !isHolding(name, length)) open = true;
        continue;
      }
      callBinding.isRefused = true;
    }
    if (follows) {
      changetype<SiteElement>(at).splat |= ELEMENT_BOUND;
      at = elementFrom(<usize>changetype<SiteElement>(at).next);
    }
  }
  for (let at = elementFrom(elements); at != 0; ) {
    if (!work(formals << 2)) {
      open = true;
      break;
    }
    const element = changetype<SiteElement>(at);
    at = elementFrom(<usize>element.next);
    if ((element.splat & ELEMENT_BOUND) != 0) {
      element.splat &= ~ELEMENT_BOUND;
      continue;
    }
    if ((element.splat & ELEMENT_LEFT) != 0) {
      element.splat &= ~ELEMENT_LEFT;
      append(callBinding.leftArguments, <usize>element.value);
      continue;
    }
    if (element.kind == SITE_ELEMENT_ARGUMENT) {
      const formal = nextPositional(first, explicit);
      if (formal != 0) bind(changetype<Formal>(formal), open ? unknown() : <usize>element.value);
      else append(callBinding.leftArguments, <usize>element.value);
    } else if (element.kind == SITE_ELEMENT_PARAMETER) {
      if (rest != 0) append(callBinding.leftArguments, text(<usize>element.name, <usize>element.nameLength));
      else keepMarker(<usize>element.name, <usize>element.nameLength, 0);
    } else if (element.kind == SITE_ELEMENT_PARAMETER_VALUE || element.kind == SITE_ELEMENT_NAMED) {
      keepMarker(<usize>element.name, <usize>element.nameLength, element.value == 0 ? unknown() : <usize>element.value);
    }
  }
  if (rest != 0 && kindOf(callBinding.leftArguments) == KIND_ARRAY) {
    if (changetype<AliasList>(<usize>changetype<Value>(callBinding.leftArguments).a).count != 0) {
      // What is left over goes to it alone: one that was named takes no more.
      if (changetype<Formal>(rest).value != 0) callBinding.isRefused = true;
      bind(changetype<Formal>(rest), open ? unknown() : callBinding.leftArguments);
      callBinding.leftArguments = newList(0);
    }
  }
  if (
    advanced &&
    rest == 0 &&
    !open &&
    kindOf(callBinding.leftArguments) == KIND_ARRAY &&
    countItems(callBinding.leftArguments) != 0
  )
    callBinding.isRefused = true;
  if (advanced && !open && hasTwoSets(first)) callBinding.isRefused = true;
  callBinding.isDoubtful = callBinding.isRefused || doubts || mayRefuse(first);
  if (open || callBinding.isRefused) openFormals(first, callBinding.isRefused);
}

/** Whether two formals are bound that stand in different parameter sets. */
function hasTwoSets(first: usize): bool {
  let set: usize = 0;
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (formal.value == 0 || formal.set == 0 || kindOf(<usize>formal.set) != KIND_STRING) continue;
    if (set != 0 && !areSame(set, <usize>formal.set)) return true;
    set = <usize>formal.set;
  }
  return false;
}

/** Whether an attribute checks what is bound to a formal, and what is written to its variable later. */
export function isChecked(formal: Formal): bool {
  return (formal.flags & (FORMAL_CHECKED | FORMAL_NOT_EMPTY)) != 0 || formal.check != 0 || formal.allowed != 0;
}

/** Whether a value passes the checks of its formal for certain. */
export function passes(formal: Formal, value: usize): bool {
  const kind = kindOf(value);
  // What must be given is neither null nor, where it is a text by its type, empty.
  if (
    (formal.flags & FORMAL_MANDATORY) != 0 &&
    (kind == KIND_NULL || (formal.type != 0 && kind == KIND_STRING && textLength(value) == 0))
  )
    return false;
  if ((formal.flags & FORMAL_CHECKED) != 0 || formal.check != 0) return false;
  if (
    (formal.flags & FORMAL_NOT_EMPTY) != 0 &&
    (kind == KIND_NULL || (kind == KIND_STRING && textLength(value) == 0) || kind == KIND_ARRAY)
  )
    return false;
  if (formal.allowed == 0 || kind == KIND_UNKNOWN) return true;
  const allowed = <usize>formal.allowed;
  for (let i: u32 = 0; i < countItems(allowed); i++) {
    const item = itemAt(allowed, i);
    if (kind != KIND_STRING || kindOf(item) != KIND_STRING) return false;
    if (equalsIgnoreCase(textAt(item), textLength(item), textAt(value), textLength(value))) return true;
  }
  return false;
}

/** Whether a check may refuse what is bound, a conversion fails, or a parameter that must be given is not. */
function mayRefuse(first: usize): bool {
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    const value = <usize>formal.value;
    if (value == 0) {
      if ((formal.flags & (FORMAL_MANDATORY | FORMAL_PIPELINE | FORMAL_BY_NAME)) == FORMAL_MANDATORY) return true;
      continue;
    }
    if (!passes(formal, value)) return true;
    // Only a reference, and null, is one.
    if (
      formal.type != 0 &&
      typeIn(<usize>formal.type) == TYPE_REF &&
      kindOf(value) != KIND_REFERENCE &&
      kindOf(value) != KIND_NULL
    )
      return true;
    if (formal.type == 0 || kindOf(value) == KIND_UNKNOWN || typeIn(<usize>formal.type) == TYPE_OTHER) continue;
    const made = castStored(<usize>formal.type, value);
    if (made != 0 && kindOf(made) == KIND_UNKNOWN) return true;
  }
  return false;
}

/** An undecided splat may have bound anything that is not bound yet; of a call that is refused nothing is. */
function openFormals(first: usize, all: bool): void {
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    if (all || changetype<Formal>(at).value == 0) changetype<Formal>(at).value = <u32>unknown();
  }
  taintTable(callBinding.boundTable);
  if (kindOf(callBinding.leftArguments) == KIND_ARRAY) taintList(callBinding.leftArguments);
}
