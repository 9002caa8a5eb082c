/**
 * The commands of a text as JSON, for `explain`: each with its extent, operator, name and elements, as PowerShell's own parser
 * cuts them. Spans count UTF-16 units of the text.
 */

import { BACKSLASH, DOUBLE_QUOTE, SPACE } from "../../bytes/ascii";
import { writeLiteral } from "../../bytes/literal";
import { codePointAt, sequenceLength } from "../../bytes/text";
import { ELEMENT_CONSTANT, ELEMENT_EXPANDABLE, ELEMENT_PARAMETER, ELEMENT_SPLAT, ELEMENT_VARIABLE } from "../../contract";
import { mark, release } from "../../memory/arena";
import { widthOf } from "../lexer/characters";
import { sourceAddress } from "../lexer/quoted-copies";
import { decoded, stringText } from "../lexer/string-values";
import {
  instruction,
  OP_ARGUMENT,
  OP_COMMAND_BEGIN,
  OP_PARAMETER,
  OP_PARAMETER_VALUE,
  OP_SPLAT,
  OP_STRING,
  OPERATOR_CALL,
  OPERATOR_DOT,
} from "../program";
import { isUsing } from "./command";
import { beginText, nextStatement, programEnd, truncateProgram } from "./parser";

let out: usize = 0;
let roof: usize = 0;
let full: bool = false;
/** The last place that was converted to units. */
let knownAt: usize = 0;
let knownUnits: u32 = 0;

/**
 * Lists the commands of a text: `[{"start":…,"end":…,"operator":"…","name":"…","elements":[{"kind":"…","start":…,"end":…,"value":"…"}]},…]`, in
 * the order of their starts. `name` and `value` are absent where they are not constant.
 * @param version 0 PowerShell 7.6, 1 Windows PowerShell 5.1
 * @param to where to write
 * @param capacity bytes there
 * @returns bytes written; commands that do not fit are left out at the end
 */
export function listCommands(text: usize, length: usize, version: i32, to: usize, capacity: usize): usize {
  out = to + 1;
  roof = to + capacity - 1;
  full = capacity < 2;
  if (full) return 0;
  knownAt = text;
  knownUnits = 0;
  store<u8>(to, 91);
  beginText(text, length, 0, version);
  const from = programEnd();
  while (nextStatement()) {
    listProgram(from, programEnd(), to + 1);
    truncateProgram(from);
  }
  store<u8>(out, 93);
  return out + 1 - to;
}

function listProgram(from: u32, end: u32, first: usize): void {
  for (let index = from; index < end && !full; index++) {
    if (instruction(index).op != OP_COMMAND_BEGIN || afterNested(index) == index + 1) continue;
    const before = out;
    const kept = mark();
    if (out > first) byte(44);
    listCommand(index);
    release(kept);
    if (full) out = before;
  }
}

/** After the command that opens at `index`; just after the opening if it was never completed. */
function afterNested(index: u32): u32 {
  const last = instruction(index).a;
  return last > index && last < programEnd() ? last + 1 : index + 1;
}

function byte(value: u32): void {
  if (out < roof) {
    store<u8>(out, value);
    out++;
  } else full = true;
}

function word(literal: string): void {
  if (out + <usize>literal.length < roof) out = writeLiteral(out, literal);
  else full = true;
}

function number(value: u32): void {
  let power: u32 = 1000000000;
  let started = false;
  while (power > 0) {
    let digit: u32 = 0;
    while (value >= power) {
      value -= power;
      digit++;
    }
    if (digit != 0 || started || power == 1) {
      byte(48 + digit);
      started = true;
    }
    power = power / 10;
  }
}

/** UTF-16 units from the text's start to an address in it. */
function unitsAt(address: usize): u32 {
  let at = knownAt;
  let units = knownUnits;
  while (at < address) {
    units += load<u8>(at) < 0xf0 ? 1 : 2;
    at += widthOf(at);
  }
  while (at > address) {
    at--;
    const lead = load<u8>(at);
    if ((lead & 0xc0) != 0x80) units -= lead < 0xf0 ? 1 : 2;
  }
  knownAt = at;
  knownUnits = units;
  return units;
}

function span(start: usize, end: usize): void {
  word('"start":');
  number(unitsAt(sourceAddress(start)));
  word(',"end":');
  number(unitsAt(sourceAddress(end)));
}

function hex(value: u32): void {
  word("\\u");
  for (let shift = 12; shift >= 0; shift -= 4) {
    const digit = (value >> shift) & 15;
    byte(digit < 10 ? 48 + digit : 87 + digit);
  }
}

/** A JSON string: control characters and lone surrogates as `\uXXXX`. */
function quoted(text: usize, length: usize): void {
  byte(34);
  const end = text + length;
  while (text < end && !full) {
    const lead = <u32>load<u8>(text);
    if (lead == DOUBLE_QUOTE || lead == BACKSLASH) {
      byte(92);
      byte(lead);
      text++;
    } else if (lead < SPACE) {
      hex(lead);
      text++;
    } else if (lead < 0x80) {
      byte(lead);
      text++;
    } else text = wide(text, end);
  }
  byte(34);
}

function wide(text: usize, end: usize): usize {
  const point = codePointAt(text, end);
  let width = <usize>sequenceLength(<u32>load<u8>(text));
  if (text + width > end) width = 1;
  if ((point >= 0xd800 && point < 0xe000) || width == 1) hex(width == 1 ? 0xfffd : point);
  else for (let i: usize = 0; i < width; i++) byte(<u32>load<u8>(text + i));
  return text + width;
}

function operator(sub: u8): void {
  word(',"operator":"');
  if (sub == OPERATOR_CALL) byte(38);
  else if (sub == OPERATOR_DOT) byte(46);
  byte(34);
}

function kindName(kind: u8): void {
  switch (kind) {
    case <u8>ELEMENT_PARAMETER:
      word('"kind":"parameter",');
      break;
    case <u8>ELEMENT_CONSTANT:
      word('"kind":"constant",');
      break;
    case <u8>ELEMENT_EXPANDABLE:
      word('"kind":"expandable",');
      break;
    case <u8>ELEMENT_VARIABLE:
      word('"kind":"variable",');
      break;
    case <u8>ELEMENT_SPLAT:
      word('"kind":"splat",');
      break;
    default:
      word('"kind":"expression",');
      break;
  }
}

function listCommand(begin: u32): void {
  const opening = instruction(begin);
  const last = opening.a;
  const command = instruction(last);
  byte(123);
  span(<usize>command.start, <usize>command.end);
  operator(opening.sub);
  listName(begin, last);
  word(',"elements":[');
  let count: u32 = 0;
  let index = begin + 1;
  while (index < last && !full) {
    const op = instruction(index).op;
    if (op == OP_COMMAND_BEGIN) {
      index = afterNested(index);
      continue;
    }
    if (op == OP_PARAMETER || op == OP_ARGUMENT || op == OP_SPLAT) {
      if (count > 0) byte(44);
      count++;
      listElement(index, last);
    }
    index++;
  }
  word("]}");
}

/** The name, if the first element is constant. */
function listName(begin: u32, last: u32): void {
  if (begin + 2 > last) return;
  const first = instruction(begin + 1);
  const element = instruction(begin + 2);
  if (first.op != OP_STRING || element.op != OP_ARGUMENT || element.sub != <u8>ELEMENT_CONSTANT) return;
  if (!stringText(begin + 1)) return;
  word(',"name":');
  quoted(decoded.start, decoded.length);
}

/** The value of the parameter at `index`, if one was attached: its OP_PARAMETER_VALUE, else 0. */
function attachedValue(index: u32, last: u32): u32 {
  index++;
  while (index < last) {
    const op = instruction(index).op;
    if (op == OP_PARAMETER_VALUE) return index;
    if (op == OP_PARAMETER || op == OP_ARGUMENT || op == OP_SPLAT) return 0;
    index = op == OP_COMMAND_BEGIN ? afterNested(index) : index + 1;
  }
  return 0;
}

function listElement(index: u32, last: u32): void {
  const element = instruction(index);
  byte(123);
  if (element.op == OP_SPLAT) {
    kindName(isUsing(<usize>element.start, <usize>element.end) ? 0 : <u8>ELEMENT_SPLAT);
    span(<usize>element.start, <usize>element.end);
  } else if (element.op == OP_PARAMETER) {
    const value = attachedValue(index, last);
    kindName(<u8>ELEMENT_PARAMETER);
    span(<usize>element.start, <usize>(value == 0 ? element.end : instruction(value).end));
    word(',"value":');
    const name = <usize>element.start + widthOf(<usize>element.start);
    quoted(name, <usize>element.end - name);
  } else {
    kindName(element.sub);
    span(<usize>element.start, <usize>element.end);
    if (element.sub == <u8>ELEMENT_CONSTANT && stringText(index - 1)) {
      word(',"value":');
      quoted(decoded.start, decoded.length);
    }
  }
  byte(125);
}
