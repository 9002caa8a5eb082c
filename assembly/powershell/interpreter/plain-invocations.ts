/**
 * Plain invocations: the text is compiled once more and not run, and every command whose constant name is a watched one becomes
 * a site, unless running the text made one of it. What stands in front of a call or around it may use up the room or the steps
 * of the machine; it must not hide the call. Values are those that stand in the command itself, everything else is unknown.
 */

import { BACKSLASH } from "../../bytes/ascii";
import { ELEMENT_CONSTANT } from "../../contract";
import { mark, release } from "../../memory/arena";
import { decoded, stringText } from "../lexer/string-values";
import { addElement, elementsHead, startElements } from "../machine/elements";
import { invocation, setInvocation, setInvocationName } from "../machine/invocation";
import { addSite, siteAfter } from "../machine/sites";
import { framesStart, PLACES_BYTES } from "../machine/stacks";
import { nextStatement, programEnd, truncateProgram } from "../parser/parser";
import {
  FLAG_PIPED,
  FLAG_TOUCHES_END,
  Instruction,
  instruction,
  OP_ARGUMENT,
  OP_COMMAND,
  OP_COMMAND_BEGIN,
  OP_PARAMETER,
  OP_PARAMETER_VALUE,
  OP_SPLAT,
  OP_STRING,
} from "../program";
import {
  SITE_BUDGET,
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_PARAMETER_VALUE,
  SITE_ELEMENT_UNKNOWN_SPLAT,
  SITE_PIPED,
  SITE_STARVED,
  SITE_UNKNOWN_DEFAULTS,
  SITE_WHAT_IF,
  Site,
  SiteElement,
} from "../site";
import { unknown } from "../values/constants";
import { watchedIndex } from "../watched";
import { cutModule, nameSteps } from "./commands";
import { stringValue } from "./run";

let textStart: u32 = 0;
/** Places of the text for which there is a bit. */
let places: u32 = 0;

/** Notes the sites that running the text made. Their table takes the room of the machine's stacks, which are not used any more. */
export function startPlain(text: usize, length: usize): void {
  textStart = <u32>text;
  places = min<u32>(<u32>length, (<u32>PLACES_BYTES) << 3);
  memory.fill(framesStart(), 0, <usize>((places + 7) >> 3));
  for (let at = siteAfter(0); at != 0; at = siteAfter(at)) {
    const site = changetype<Site>(at);
    if ((site.flags & SITE_STARVED) == 0) takePlace(site.start);
  }
}

/** Takes the place of a call. @returns false if it was taken before; a place beyond the table is free */
function takePlace(at: u32): bool {
  const place = at - textStart;
  if (at < textStart || place >= places) return true;
  const cell = framesStart() + <usize>(place >> 3);
  const bits = <u32>load<u8>(cell);
  const bit = (<u32>1) << (place & 7);
  store<u8>(cell, bits | bit);
  return (bits & bit) == 0;
}

/** Reads the text that the parser has begun. Call between `startPlain` and the judgement, once for each dialect. */
export function readPlain(): void {
  const from = programEnd();
  while (nextStatement()) {
    for (let index = from; index < programEnd(); index++) {
      if (instruction(index).op == OP_COMMAND_BEGIN) readCommand(index);
    }
    truncateProgram(from);
  }
}

/** The OP_COMMAND of the command that opens at `begin`, 0 if it was never completed. */
function commandOf(begin: u32): u32 {
  const last = instruction(begin).a;
  return last > begin && last < programEnd() && instruction(last).op == OP_COMMAND ? last : 0;
}

function readCommand(begin: u32): void {
  const last = commandOf(begin);
  if (last < begin + 3) return;
  const name = instruction(begin + 2);
  if (instruction(begin + 1).op != OP_STRING || name.op != OP_ARGUMENT || name.sub != <u8>ELEMENT_CONSTANT) return;
  const command = instruction(last);
  // The rest of it stands in the next part.
  if ((command.flags & FLAG_TOUCHES_END) != 0) return;
  const kept = mark();
  if (!stringText(begin + 1) || !isWatched() || !addCommand(begin, last)) release(kept);
}

/** Whether what stands after the last backslash of the decoded name is watched; `cutModule` then decides. */
function isWatched(): bool {
  let from: usize = decoded.length;
  while (from > 0 && load<u8>(decoded.start + from - 1) != BACKSLASH) from--;
  return watchedIndex(decoded.start + from, decoded.length - from) >= 0;
}

/** @returns whether the command became a site */
function addCommand(begin: u32, last: u32): bool {
  const command = instruction(last);
  const name = instruction(begin + 2);
  const input = (command.flags & FLAG_PIPED) != 0 ? unknown() : 0;
  setInvocation(0, input, command.start, command.end, instruction(begin).sub);
  setInvocationName(decoded.start, decoded.length, nameSteps(begin + 2, 0, 0));
  cutModule();
  const watched = watchedIndex(invocation.nameText, invocation.nameLength);
  if (watched < 0 || !takePlace(command.start)) return false;
  const elements = elementsOf(begin + 3, last);
  const flags = SITE_BUDGET | (input == 0 ? 0 : SITE_PIPED);
  const made = addSite(
    <u32>watched,
    name.start,
    name.end,
    command.start,
    command.end,
    elements,
    <u32>input,
    flags,
    invocation.steps,
  );
  if (made == 0) return false;
  // What the text had set when the call ran is not known.
  const site = changetype<Site>(made);
  if (site.defaults != 0) site.flags |= SITE_UNKNOWN_DEFAULTS;
  site.defaults = 0;
  site.flags &= ~SITE_WHAT_IF;
  return true;
}

function elementsOf(first: u32, after: u32): u32 {
  startElements();
  let splats: u32 = 0;
  let newest: usize = 0;
  for (let index = first; index < after; index++) {
    const at = instruction(index);
    switch (at.op) {
      case OP_COMMAND_BEGIN: {
        const last = commandOf(index);
        if (last != 0) index = last;
        break;
      }
      case OP_PARAMETER:
        newest = addElement(
          SITE_ELEMENT_PARAMETER,
          <usize>at.start,
          <usize>(at.end - at.start),
          0,
          <usize>at.start,
          <usize>at.end,
        );
        break;
      case OP_PARAMETER_VALUE:
        attach(newest, at, index);
        break;
      case OP_ARGUMENT:
        addElement(SITE_ELEMENT_ARGUMENT, 0, 0, valueBefore(index), <usize>at.start, <usize>at.end);
        break;
      case OP_SPLAT: {
        const splat = addElement(SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), <usize>at.start, <usize>at.end);
        if (splat != 0) changetype<SiteElement>(splat).splat = ++splats;
        break;
      }
      default:
        break;
    }
  }
  return elementsHead();
}

/** The value after a colon goes to the parameter in front of it. */
function attach(parameter: usize, at: Instruction, index: u32): void {
  if (parameter == 0) return;
  const element = changetype<SiteElement>(parameter);
  element.kind = SITE_ELEMENT_PARAMETER_VALUE;
  element.value = <u32>valueBefore(index);
  element.end = at.end;
}

/** The constant string that an element is; unknown for anything else. */
function valueBefore(index: u32): usize {
  const value = instruction(index - 1);
  const element = instruction(index);
  const whole = element.op == OP_ARGUMENT ? element.sub == <u8>ELEMENT_CONSTANT : value.end == element.end;
  return value.op == OP_STRING && whole ? stringValue(value, index - 1) : unknown();
}
