/**
 * The command that is being carried out, for whoever carries it out: its elements, its input, its extent. One at a time; a
 * builtin reads it before it calls anything.
 */

import { EXCLAMATION, LESS_THAN, QUESTION, SPACE } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { dashLength } from "../../bytes/text";
import {
  ELEMENT_BOUND,
  elementFrom,
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_NAMED,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_PARAMETER_VALUE,
  SiteElement,
} from "../site";
import { kindOf, trueValue, unknown } from "../values/constants";
import { KIND_NULL } from "../values/value";
import { isCommon, isSilent } from "./common-parameters";
import { confirmName, whatIfName } from "./engine-names";
import { findCell } from "./scopes";

/** A command, for whoever carries it out. */
@unmanaged
export class Invocation {
  /** First SiteElement, the name excluded. */
  elements: u32;
  /** What is piped in: an array, or unknown; 0 for nothing. */
  input: usize;
  /** Extent of the command, absolute addresses. */
  start: u32;
  end: u32;
  /** The name it was found by. */
  nameText: usize;
  nameLength: usize;
  /** STEP_* that made the name. */
  steps: u32;
  /** OPERATOR_*. */
  operator: u8;
}

/** The command that is carried out now. */
export const invocation: Invocation = changetype<Invocation>(memory.data(offsetof<Invocation>(), 4));

/** A command is carried out from now on: its first SiteElement, its input (a list or 0), its extent, its operator. */
export function setInvocation(first: u32, piped: usize, from: u32, to: u32, op: u8): void {
  invocation.elements = first;
  invocation.input = piped;
  invocation.start = from;
  invocation.end = to;
  invocation.operator = op;
}

/** The name it was found by, and the STEP_* that made the name. */
export function setInvocationName(text: usize, length: usize, nameSteps: u32): void {
  invocation.nameText = text;
  invocation.nameLength = length;
  invocation.steps = nameSteps;
}

/** Words that a list may hold; what stands after them is not bound. */
export const MAX_WORDS: u32 = 24;
/** Values by word of the last `bindWords`; 0 for not given. */
const slots: usize = memory.data(MAX_WORDS << 2, 4);

/** What `bindWords` tells beside the values of the words. */
@unmanaged
export class WordBinding {
  /** First positional value beyond those that have a place, as an element; 0 for none. */
  beyond: u32;
  /** An element was not decided, so that any parameter may have been given. */
  undecided: bool;
  /** What was given is not all modelled: a parameter that the builtin does not know or only names (`-` in its words), WhatIf and
   * Confirm among them. Whatever the builtin writes is then unknown. */
  surprised: bool;
}

/** Of the builtin that runs now; its values are those of `bound`. */
export const binding: WordBinding = changetype<WordBinding>(memory.data(offsetof<WordBinding>(), 4));

/** The value that was bound to a word (by its index in the literal), 0 for none. */
export function bound(word: u32): usize {
  return word < MAX_WORDS ? <usize>load<u32>(slots + ((<usize>word) << 2)) : 0;
}

function set(word: u32, value: usize): void {
  if (word < MAX_WORDS) store<u32>(slots + ((<usize>word) << 2), <u32>value);
  if (kindOf(value) == KIND_NULL) hasNull = true;
}

/** One of the values that were bound is null. */
let hasNull: bool = false;

// What the last look-up of a word found.
let foundSwitch: bool = false;
let foundNamed: bool = false;

/**
 * Index of the word a parameter name means, its dash aside: exact, or the first that it begins; -1 for none. Words are `name`, followed
 * by `!` for a switch, a digit for its position, `|` and another name, `-` if it is named but not modelled,
 * `<` if it takes what is piped in, `?` if it takes null. PowerShell: MergedCommandParameterMetadata.GetMatchingParameter, which refuses a name that begins several
 */
export function wordFor(words: string, name: usize, length: usize): i32 {
  const units = changetype<usize>(words);
  const size = <usize>words.length;
  let index: i32 = 0;
  let best: i32 = -1;
  let bestSwitch = false;
  let bestNamed = false;
  let from: usize = 0;
  while (from < size) {
    let to = from;
    let isSwitch = false;
    let isNamed = false;
    let matched: usize = 0;
    let alive = true;
    let exact = false;
    let begun = false;
    // One name after the other, up to the blank.
    while (to < size && load<u16>(units + (to << 1)) != 32) {
      const unit = <u32>load<u16>(units + (to << 1));
      if (unit == 124) {
        if (alive && matched == length) exact = true;
        matched = 0;
        alive = true;
      } else if (unit == 33) isSwitch = true;
      else if (unit == 45) isNamed = true;
      else if (unit >= 97) {
        if (alive && matched < length) {
          if ((<u32>load<u8>(name + matched) | 32) == unit) matched++;
          else alive = false;
          if (alive && matched == length) begun = true;
        } else if (alive && matched == length) alive = false;
      }
      to++;
    }
    if (alive && matched == length) exact = true;
    if (exact) {
      foundSwitch = isSwitch;
      foundNamed = isNamed;
      return index;
    }
    if (begun && best < 0) {
      best = index;
      bestSwitch = isSwitch;
      bestNamed = isNamed;
    }
    index++;
    from = to + 1;
  }
  foundSwitch = bestSwitch;
  foundNamed = bestNamed;
  return best;
}

/** Index of the word with that position, or -1. */
function wordAt(words: string, position: u32): i32 {
  const units = changetype<usize>(words);
  const size = <usize>words.length;
  let index: i32 = 0;
  for (let i: usize = 0; i < size; i++) {
    const unit = <u32>load<u16>(units + (i << 1));
    if (unit == 32) index++;
    else if (unit == 48 + position) return index;
  }
  return -1;
}

/**
 * Binds the elements to a builtin's parameters.
 * @param words its parameters: `name`, with a digit for a position, `!` for a switch, `-` for one that is not modelled, `<` for one that
 *   takes what is piped in, `?` for one that takes null, other names after `|`; `*` at the end if more positional values than have a place are no error
 */
export function bindWords(words: string): void {
  memory.fill(slots, 0, (<usize>MAX_WORDS) << 2);
  binding.undecided = false;
  hasNull = false;
  binding.surprised = unsure || isHeld();
  binding.beyond = 0;
  for (let at = elementFrom(<usize>invocation.elements); at != 0; ) {
    const element = changetype<SiteElement>(at);
    at = elementFrom(<usize>element.next);
    const kind = element.kind;
    if (kind == SITE_ELEMENT_ARGUMENT) continue;
    if (kind != SITE_ELEMENT_PARAMETER && kind != SITE_ELEMENT_PARAMETER_VALUE && kind != SITE_ELEMENT_NAMED) {
      binding.undecided = true;
      binding.surprised = true;
      continue;
    }
    const dash = dashLength(<usize>element.name, <usize>element.nameLength);
    const name = <usize>element.name + dash;
    const length = <usize>element.nameLength - dash;
    const word = wordFor(words, name, length);
    const silent = word < 0 && isSilent(name, length);
    const common = word < 0 && !silent && isCommon(name, length);
    if (word >= 0 ? foundNamed : !common && !silent) binding.surprised = true;
    if (kind != SITE_ELEMENT_PARAMETER) {
      if (word >= 0) set(<u32>word, element.value == 0 ? unknown() : <usize>element.value);
    } else if (word >= 0 && foundSwitch) set(<u32>word, trueValue());
    else if (word >= 0 || common) {
      const value = changetype<SiteElement>(at);
      if (at != 0 && value.kind == SITE_ELEMENT_ARGUMENT) {
        if (word >= 0) set(<u32>word, <usize>value.value);
        value.splat |= ELEMENT_BOUND;
        at = elementFrom(<usize>value.next);
      } else {
        // The call is refused, or a parameter that the command does not have serves as text.
        if (word >= 0) set(<u32>word, unknown());
        binding.surprised = true;
      }
    }
  }
  placePositionals(words);
  if ((invocation.input != 0 && !takesInput(words)) || (hasNull && refusesNull(words))) binding.surprised = true;
}

/** Whether a parameter got null that takes no such. PowerShell: ParameterBinderBase.ValidateNullOrEmptyArgument */
function refusesNull(words: string): bool {
  const units = changetype<usize>(words);
  const size = <usize>words.length;
  let index: u32 = 0;
  let allows = false;
  for (let i: usize = 0; i <= size; i++) {
    const unit = i == size ? SPACE : <u32>load<u16>(units + (i << 1));
    if (unit == QUESTION || unit == EXCLAMATION) allows = true;
    if (unit != SPACE) continue;
    const value = bound(index++);
    if (!allows && value != 0 && kindOf(value) == KIND_NULL) return true;
    allows = false;
  }
  return false;
}

/** Whether a parameter is left for what is piped in: each object is refused else. PowerShell: CommandProcessor.ProcessRecord */
function takesInput(words: string): bool {
  const units = changetype<usize>(words);
  const size = <usize>words.length;
  let index: u32 = 0;
  for (let i: usize = 0; i < size; i++) {
    const unit = <u32>load<u16>(units + (i << 1));
    if (unit == SPACE) index++;
    else if (unit == LESS_THAN && bound(index) == 0) return true;
  }
  return false;
}

const REST: u32 = 42;

/** A preference that makes commands ask or only tell what they would do is set by the text. */
function isHeld(): bool {
  return findCell(whatIfName()) != 0 || findCell(confirmName()) != 0;
}

/** A default value of the text may give the command a parameter, or the command may not run. */
let unsure: bool = false;

/** A builtin starts. @param isUnsure whether a default value of the text may give it a parameter, or it may not run at all */
export function startBuiltin(isUnsure: bool): void {
  unsure = isUnsure;
  binding.surprised = false;
}

/** The builtin found itself that what it was given is not modelled. */
export function surprise(): void {
  binding.surprised = true;
}

function placePositionals(words: string): void {
  let position: u32 = 0;
  for (let at = <usize>invocation.elements; at != 0; ) {
    const element = changetype<SiteElement>(at);
    const here = at;
    at = <usize>element.next;
    if (element.kind != SITE_ELEMENT_ARGUMENT) continue;
    if ((element.splat & ELEMENT_BOUND) != 0) {
      element.splat &= ~ELEMENT_BOUND;
      continue;
    }
    let word = wordAt(words, position);
    while (word >= 0 && bound(<u32>word) != 0) word = wordAt(words, ++position);
    if (word >= 0) {
      set(<u32>word, <usize>element.value);
      position++;
    } else if (binding.beyond == 0) binding.beyond = <u32>here;
  }
  if (
    binding.beyond != 0 &&
    wordAt(words, 0) >= 0 &&
    <u32>load<u16>(changetype<usize>(words) + ((<usize>words.length - 1) << 1)) != REST
  )
    binding.surprised = true;
}

/** The value of a common parameter by its names (a long and a short one), 0 for none. */
export function commonValue(long: string, short: string): usize {
  for (let at = <usize>invocation.elements; at != 0; ) {
    const element = changetype<SiteElement>(at);
    at = <usize>element.next;
    if (element.kind == SITE_ELEMENT_ARGUMENT) continue;
    const dash = dashLength(<usize>element.name, <usize>element.nameLength);
    const name = <usize>element.name + dash;
    const length = <usize>element.nameLength - dash;
    if (!isWord(name, length, short) && !isWord(name, length, long) && !begins(long, name, length)) continue;
    if (element.value != 0) return <usize>element.value;
    if (at != 0 && changetype<SiteElement>(at).kind == SITE_ELEMENT_ARGUMENT) return <usize>changetype<SiteElement>(at).value;
  }
  return 0;
}

/** Whether a name of at least four letters begins the literal. */
function begins(long: string, name: usize, length: usize): bool {
  if (length < 4 || length > <usize>long.length) return false;
  const units = changetype<usize>(long);
  for (let i: usize = 0; i < length; i++) if ((<u32>load<u8>(name + i) | 32) != <u32>load<u16>(units + (i << 1))) return false;
  return true;
}
