/**
 * The machine's loop: one instruction after the other, over the stacks. Nothing here calls itself; whatever runs code pushes
 * a frame and returns.
 */

import { crossesSeam } from "../../blocks/seams";
import { take } from "../../memory/arena";
import { startEachOver } from "../builtins/for-each-and-where";
import { blocksOf, deliverHanded, startTrap } from "../builtins/handed-blocks";
import { decoded, stringText } from "../lexer/string-values";
import { blockAt } from "../machine/bodies";
import {
  bindCall,
  checkEnded,
  declares,
  handedEnded,
  PHASE_CHECK,
  PHASE_DECLARE,
  PHASE_HANDED,
  reachedLimit,
} from "../machine/calls";
import { deferred } from "../machine/deferred";
import {
  CodeFrame,
  CollectFrame,
  FRAME_CALL,
  FRAME_COLLECT,
  FRAME_LOOP,
  FRAME_NATIVE,
  FRAME_TABLE,
  FRAME_TEXT,
  FRAME_TRY,
  TableFrame,
  TextFrame,
} from "../machine/frame-kinds";
import { collected, emit, frameCount, makeSink, nothing, popFrame, pushFrame, topFrame } from "../machine/frames";
import { breakLoop, exitText, returnBody, setTrap, throwError } from "../machine/jumps";
import {
  depth,
  pop,
  push,
  SLOT_ARGUMENT,
  SLOT_PARAMETER,
  SLOT_PARAMETER_VALUE,
  SLOT_SPLAT,
  SLOT_TARGETS,
  SLOT_VALUE,
  SLOT_VARIABLE,
  Slot,
  setDepth,
  slotAt,
  top,
} from "../machine/operands";
import { endPassing, passing } from "../machine/pipeline-variables";
import { SLOT_BYTES } from "../machine/stacks";
import { delivered, goTo, markTemplate, noteKept, pc, takeDelivered } from "../machine/state";
import { followSeparator, readVariable } from "../machine/variables";
import {
  BINARY_MATCH,
  BINARY_NOT_MATCH,
  BINARY_REPLACE,
  BINARY_SPLIT,
  COLLECT_ARRAY,
  COLLECT_SUBEXPRESSION,
  DROP_NAMESPACE,
  FLAG_LAST,
  FLAG_OPERAND,
  Instruction,
  instruction,
  OP_ARGUMENT,
  OP_ARRAY,
  OP_ASSIGN,
  OP_ATTRIBUTE,
  OP_ATTRIBUTE_ARGUMENT,
  OP_ATTRIBUTE_END,
  OP_BINARY,
  OP_BLOCK,
  OP_BODY_END,
  OP_BRANCH_END,
  OP_BREAK,
  OP_CAST,
  OP_CATCH,
  OP_CHAIN,
  OP_CLASS,
  OP_CLAUSE,
  OP_CLAUSE_END,
  OP_COLLECT,
  OP_COLLECTED,
  OP_COMMAND,
  OP_COMMAND_BEGIN,
  OP_CONSTRAINT,
  OP_CONTINUE,
  OP_DEFAULT,
  OP_DROP,
  OP_EACH,
  OP_ELSE,
  OP_EMIT,
  OP_ENTRY,
  OP_EXIT,
  OP_EXPAND,
  OP_FINALLY,
  OP_FORMAL,
  OP_FORMAL_END,
  OP_FUNCTION,
  OP_IF,
  OP_INDEX,
  OP_INVOKE,
  OP_ITERATE,
  OP_JOIN,
  OP_LOOP,
  OP_LOOP_END,
  OP_LOOP_TEST,
  OP_MEMBER,
  OP_METHOD,
  OP_NUMBER,
  OP_PARAMETER,
  OP_PARAMETER_VALUE,
  OP_PROPERTY,
  OP_REDIRECT,
  OP_RETURN,
  OP_SECTION,
  OP_SHORT_CIRCUIT,
  OP_SPLAT,
  OP_STEP,
  OP_STRING,
  OP_SWITCH,
  OP_SWITCH_SUBJECT,
  OP_TABLE,
  OP_TABLE_END,
  OP_TEST,
  OP_THROW,
  OP_TRAP,
  OP_TRY,
  OP_TRY_END,
  OP_TYPE,
  OP_UNARY,
  OP_VARIABLE,
} from "../program";
import { explaining } from "../values/causes";
import { failed, kindOf, nullValue, text, trueValue, unknown } from "../values/constants";
import { append, countItems, itemAt, newList } from "../values/lists";
import { numberToken } from "../values/number";
import { binary, expand, unary } from "../values/operators/operators";
import { newTable, setEntry } from "../values/tables";
import { typeToken, useNamespace } from "../values/types";
import { KIND_ARRAY, KIND_BLOCK, KIND_STRING, TABLE_HASH, VALUE_UNCLAIMABLE, Value } from "../values/value";
import { assign, castValue, stepValue } from "./assignments";
import {
  endChain,
  endClause,
  endShort,
  endTry,
  endTryPart,
  joinIf,
  startCatch,
  startChain,
  startElse,
  startFinally,
  startIf,
  startShort,
  startTry,
  testIf,
} from "./branches";
import { redirect, runCommand, startCommand } from "./commands";
import {
  addConstraint,
  argumentOf,
  defineClass,
  defineFunction,
  endAttribute,
  endFormal,
  startAttribute,
  startDefault,
  startFormal,
} from "./definitions";
import { explainDelivered, explainResult, noteOperands } from "./explained-results";
import {
  endIterator,
  endLoop,
  endSwitch,
  endSwitchClause,
  iterateLoop,
  startClause,
  startEach,
  startLoop,
  startSwitch,
  switchSubject,
  testLoop,
} from "./loops";
import { keepMatches } from "./matches";
import { getIndex, getMember, invokeMember } from "./members";
import { weigh } from "./operator-work";
import { mayBeRefused, noteOperator, noteOutcome, unlessRefused } from "./refusals";
import { answer } from "./resume";
import { carryOutDeferred } from "./run-deferred";
import { nextTopStatement } from "./statements";

/** Runs until the frame at index `floor` has ended, or the steps are used up. @returns whether it has ended */
export function run(floor: u32, fuel: u64): bool {
  let left = fuel;
  while (frameCount() >= floor && left != 0) {
    left--;
    if (deferred.waiting != 0) {
      carryOutDeferred();
      continue;
    }
    if (delivered != 0) {
      handOn(takeDelivered());
      continue;
    }
    const frame = changetype<CodeFrame>(topFrame());
    if (frame.kind == FRAME_CALL) {
      if (pc == frame.end) {
        reachedLimit(depth() > frame.operands ? pop() : nothing());
        continue;
      }
      if (frame.sub == PHASE_DECLARE && !declares(instruction(pc).op)) {
        bindCall();
        continue;
      }
    } else if (frame.kind == FRAME_TEXT && pc >= frame.end) {
      nextTopStatement(changetype<TextFrame>(frame));
      continue;
    }
    const index = pc;
    goTo(index + 1);
    const at = instruction(index);
    if (explaining) noteOperands(at);
    execute(at, index);
    if (explaining) explainResult(at);
  }
  return left != 0;
}

/** What a call gave goes to whoever waits for it. */
function handOn(value: usize): void {
  const frame = topFrame();
  if (frame.kind == FRAME_NATIVE) answer(frame.sub, value);
  else if (frame.kind == FRAME_CALL && frame.sub == PHASE_CHECK) checkEnded();
  else if (frame.kind == FRAME_CALL && frame.sub == PHASE_HANDED) handedEnded();
  else {
    noteOutcome(instruction(pc - 1), value);
    push(explaining ? explainDelivered(value, instruction(pc - 1)) : value);
  }
}

function execute(at: Instruction, index: u32): void {
  const op = at.op;
  if (op < OP_BINARY) executeValue(at, index);
  else if (op < OP_COMMAND_BEGIN) {
    weigh(at);
    executeOperator(at, index);
    noteOperator(at);
  } else if (op < OP_BLOCK) executeCommand(at, index);
  else if (op < OP_IF) executeDefinition(at, index);
  else executeStatement(at, index);
}

/** A string as it stands in the text. Where a shipper may have trimmed it, its words count and its value is no claim. */
export function stringValue(at: Instruction, index: u32): usize {
  if (!stringText(index)) return unknown();
  const value = text(decoded.start, decoded.length);
  if (!crossesSeam(<usize>at.start, <usize>at.end)) return value;
  if (decoded.length == 0 || kindOf(value) != KIND_STRING) return unknown();
  changetype<Value>(value).flags |= VALUE_UNCLAIMABLE;
  return value;
}

function executeValue(at: Instruction, index: u32): void {
  switch (at.op) {
    case OP_STRING:
      push(stringValue(at, index));
      break;
    case OP_NUMBER:
      push(numberToken(<usize>at.start, <usize>at.end));
      break;
    case OP_VARIABLE: {
      const slot = push(readVariable(<usize>at.start, <usize>at.end));
      slot.origin = SLOT_VARIABLE;
      slot.a = index;
      break;
    }
    case OP_TYPE:
      push(typeToken(<usize>at.start, <usize>at.end));
      break;
    case OP_EXPAND:
      weigh(at);
      expandPieces(at);
      break;
    case OP_ARRAY:
      makeArray(at);
      break;
    case OP_COLLECT:
      pushFrame(FRAME_COLLECT, at.sub, 0);
      makeSink(at.sub == COLLECT_SUBEXPRESSION || at.sub == COLLECT_ARRAY);
      break;
    case OP_COLLECTED: {
      const frame = changetype<CollectFrame>(topFrame());
      if (frame.kind != FRAME_COLLECT) {
        push(unknown());
        break;
      }
      const value = frame.failed != 0 ? failed() : collected(frame, at.sub == COLLECT_ARRAY);
      setDepth(frame.operands);
      popFrame();
      push(value);
      break;
    }
    case OP_EMIT:
      emit(unlessRefused(pop(), index));
      if (passing != 0) endPassing();
      break;
    case OP_DROP: {
      const dropped = pop();
      if (at.sub == DROP_NAMESPACE) useNamespace(dropped);
      break;
    }
    default:
      push(at.sub == 1 ? trueValue() : unknown());
      break;
  }
}

/** Addresses of values, gathered for a call into values/. */
function gather(count: u32): usize {
  const room = take((<usize>count) << 2);
  if (room == 0) return 0;
  const base = depth() - count;
  for (let i: u32 = 0; i < count; i++) store<u32>(room + ((<usize>i) << 2), slotAt(base + i).value);
  return room;
}

/** A block becomes text. */
function noteTemplate(value: usize): void {
  const present = changetype<Value>(value);
  if (present.kind == KIND_BLOCK && present.aux == 0) markTemplate(present.a);
}

function expandPieces(at: Instruction): void {
  followSeparator();
  const count = at.a;
  const base = depth() - count;
  for (let i: u32 = 0; i < count; i++) noteTemplate(<usize>slotAt(base + i).value);
  const room = gather(count);
  setDepth(depth() - count);
  push(room == 0 ? unknown() : expand(room, count, <usize>at.start, <usize>at.end));
}

function makeArray(at: Instruction): void {
  const count = at.a;
  const base = depth() - count;
  const list = newList(count);
  let targets = count < 64;
  let fails = false;
  for (let i: u32 = 0; i < count; i++) {
    const slot = slotAt(base + i);
    if (<usize>slot.value == failed()) fails = true;
    // Nothing is null among others.
    append(list, <usize>slot.value == nothing() ? nullValue() : <usize>slot.value);
    if (slot.origin == SLOT_VALUE || slot.origin > SLOT_TARGETS) targets = false;
  }
  let kept: usize = 0;
  if (targets) {
    kept = take(<usize>count * SLOT_BYTES);
    if (kept != 0)
      for (let i: u32 = 0; i < count; i++)
        memory.copy(kept + <usize>i * SLOT_BYTES, changetype<usize>(slotAt(base + i)), SLOT_BYTES);
  }
  setDepth(base);
  const slot = push(fails ? failed() : list);
  if (kept != 0) {
    slot.origin = SLOT_TARGETS;
    slot.a = <u32>kept;
    slot.b = count;
  }
}

function executeOperator(at: Instruction, index: u32): void {
  followSeparator();
  switch (at.op) {
    case OP_BINARY: {
      const right = pop();
      const left = pop();
      const decided = endShort(left);
      if (at.sub == BINARY_REPLACE && holdsBlock(right)) {
        // PowerShell 7 runs the block for each match, Windows PowerShell takes it as text.
        startEachOver(unknown(), blockIn(right), 0);
        break;
      }
      if (at.sub == BINARY_SPLIT && holdsBlock(right)) {
        deliverHanded(blocksOf(blockIn(right), 0), unknown());
        break;
      }
      push(decided != 0 ? decided : binary(at.sub, at.flags, left, right, <usize>at.start, <usize>at.end));
      if (at.sub == BINARY_MATCH || at.sub == BINARY_NOT_MATCH)
        keepMatches(left, <usize>top(0).value, index, at.sub == BINARY_MATCH);
      break;
    }
    case OP_UNARY:
      push(unary(at.sub, at.flags, pop(), <usize>at.start, <usize>at.end));
      break;
    case OP_CAST:
      castValue();
      break;
    case OP_INDEX:
      getIndex(at);
      break;
    case OP_MEMBER:
      getMember(at);
      break;
    case OP_INVOKE:
      invokeMember(at);
      break;
    case OP_ASSIGN:
      assign(at, index);
      break;
    case OP_STEP:
      stepValue(at, index);
      break;
    case OP_SHORT_CIRCUIT:
      startShort(at);
      break;
    case OP_TABLE:
      changetype<TableFrame>(pushFrame(FRAME_TABLE, 0, 0)).table = <u32>newTable(TABLE_HASH);
      break;
    case OP_ENTRY: {
      const value = pop();
      const key = pop();
      const frame = changetype<TableFrame>(topFrame());
      if (frame.kind != FRAME_TABLE) break;
      if (value == failed() || key == failed()) frame.failed = 1;
      setEntry(<usize>frame.table, key, value == nothing() ? nullValue() : value);
      break;
    }
    case OP_TABLE_END: {
      const frame = changetype<TableFrame>(topFrame());
      const table = frame.kind != FRAME_TABLE ? unknown() : frame.failed != 0 ? failed() : <usize>frame.table;
      if (frame.kind == FRAME_TABLE) popFrame();
      push(table);
      break;
    }
    default:
      break;
  }
}

/** The block among the operands of `-replace`, 0 for none. */
function blockIn(value: usize): usize {
  if (kindOf(value) == KIND_BLOCK) return value;
  if (kindOf(value) != KIND_ARRAY || countItems(value) < 2) return 0;
  const second = itemAt(value, 1);
  return kindOf(second) == KIND_BLOCK ? second : 0;
}

function holdsBlock(value: usize): bool {
  return blockIn(value) != 0;
}

function executeCommand(at: Instruction, index: u32): void {
  switch (at.op) {
    case OP_COMMAND_BEGIN:
      startCommand(at);
      break;
    case OP_PARAMETER:
      element(push(unknown()), SLOT_PARAMETER, index, 0);
      break;
    case OP_PARAMETER_VALUE: {
      const value = pop();
      const slot = top(0);
      const name = slot.a;
      slot.value = <u32>value;
      element(slot, SLOT_PARAMETER_VALUE, index, name);
      break;
    }
    case OP_ARGUMENT:
      element(top(0), SLOT_ARGUMENT, index, 0);
      break;
    case OP_SPLAT:
      element(push(unknown()), SLOT_SPLAT, index, 0);
      break;
    case OP_REDIRECT:
      redirect(pop(), at.sub);
      break;
    case OP_COMMAND:
      runCommand(at);
      break;
    case OP_CHAIN:
      if ((at.flags & FLAG_LAST) == 0) startChain();
      else endChain();
      break;
    default:
      break;
  }
}

function element(slot: Slot, origin: u32, a: u32, b: u32): void {
  slot.origin = origin;
  slot.a = a;
  slot.b = b;
}

function executeDefinition(at: Instruction, index: u32): void {
  switch (at.op) {
    case OP_BLOCK:
      push(blockAt(index, 0));
      goTo(at.a);
      if (instruction(pc).op != OP_ARGUMENT && instruction(pc).op != OP_INVOKE) noteKept();
      break;
    case OP_FUNCTION:
      defineFunction(at, index);
      break;
    case OP_FORMAL:
      startFormal(at, index);
      break;
    case OP_DEFAULT:
      startDefault(at, index);
      break;
    case OP_FORMAL_END:
      endFormal();
      break;
    case OP_ATTRIBUTE:
      startAttribute(at);
      break;
    case OP_ATTRIBUTE_ARGUMENT:
      argumentOf(at, pop());
      break;
    case OP_ATTRIBUTE_END:
      endAttribute();
      break;
    case OP_CONSTRAINT:
      addConstraint(at);
      break;
    case OP_SECTION:
      // A section outside of a body's start: it is run where it stands.
      break;
    case OP_BODY_END:
      endBody();
      break;
    case OP_CLASS:
      defineClass(at, index);
      break;
    case OP_METHOD:
    case OP_PROPERTY:
      goTo(at.a);
      break;
    default:
      break;
  }
}

/** An end that is not the limit of the call on top: the iterator of `for`, a part of try, or a body that a frame was left open in. */
function endBody(): void {
  const frame = topFrame();
  if (frame.kind == FRAME_LOOP) endIterator();
  else if (frame.kind == FRAME_TRY) endTryPart();
}

function executeStatement(at: Instruction, index: u32): void {
  if (at.op < OP_TRY) executeFlow(at, index);
  else executeJump(at, index);
}

function executeFlow(at: Instruction, index: u32): void {
  switch (at.op) {
    case OP_IF:
      startIf(at);
      break;
    case OP_TEST:
      testIf(at, index);
      break;
    case OP_ELSE:
      startElse(at, index);
      break;
    case OP_BRANCH_END:
      endClause();
      break;
    case OP_JOIN:
      joinIf();
      break;
    case OP_LOOP:
      startLoop(at, index);
      break;
    case OP_LOOP_TEST:
      testLoop((at.flags & FLAG_OPERAND) != 0);
      break;
    case OP_ITERATE:
      iterateLoop(at);
      break;
    case OP_EACH:
      startEach(index);
      break;
    case OP_LOOP_END:
      endLoop();
      break;
    case OP_SWITCH:
      startSwitch(at, index);
      break;
    case OP_SWITCH_SUBJECT:
      switchSubject();
      break;
    case OP_CLAUSE:
      startClause(at, index);
      break;
    case OP_CLAUSE_END:
      endSwitchClause();
      break;
    default:
      endSwitch();
      break;
  }
}

function executeJump(at: Instruction, index: u32): void {
  const operand = (at.flags & FLAG_OPERAND) != 0 ? pop() : <usize>0;
  // A statement that fails leaves nothing: it ends where it stands.
  if (operand == failed()) return;
  switch (at.op) {
    case OP_TRY:
      startTry();
      break;
    case OP_CATCH:
      startCatch();
      break;
    case OP_FINALLY:
      startFinally();
      break;
    case OP_TRY_END:
      endTry();
      break;
    case OP_TRAP:
      setTrap(index, at.a);
      goTo(at.a);
      startTrap(index);
      break;
    case OP_RETURN:
      returnBody(operand, mayBeRefused(index));
      break;
    case OP_EXIT:
      exitText();
      break;
    case OP_THROW:
      throwError();
      break;
    case OP_BREAK:
      breakLoop(operand, true);
      break;
    case OP_CONTINUE:
      breakLoop(operand, false);
      break;
    default:
      break;
  }
}
