/**
 * Carrying out a command: what its name resolves to, and what happens then. PowerShell: CommandDiscovery (alias, function,
 * cmdlet, file), PipelineOps.AddCommand.
 */

import { BACKSLASH, BACKTICK, COLON, DOT, DOUBLE_QUOTE, PLUS, SINGLE_QUOTE, SLASH } from "../../bytes/ascii";
import {
  ELEMENT_CONSTANT,
  REASON_ALIAS,
  REASON_BACKTICK,
  REASON_CALL_OPERATOR,
  REASON_MODULE_QUALIFIED,
  REASON_QUOTES,
} from "../../contract";
import { mark as arenaMark, release } from "../../memory/arena";
import { isShellPath, runShellPath } from "../builtins/child-shells";
import { runBuiltin } from "../builtins/dispatch";
import { blocksOf, deliverHanded } from "../builtins/handed-blocks";
import { BUILTIN_EACH, commandNamed, isOwnAlias } from "../builtins/names";
import { isAdvanced } from "../machine/bodies";
import { CALL_ARGUMENTS, CALL_OPEN, CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { CELL_MAYBE, CELL_USED, Cell, havoc, SPACE_ALIAS, SPACE_FUNCTION, SPACE_VARIABLE } from "../machine/cells";
import { watchedAmong } from "../machine/command-lists";
import { NATIVE_DEFAULT, NATIVE_MAYBE, NATIVE_OUT } from "../machine/continuations";
import { defaultName, defaultsRun, mayDefault, nextBlockDefault, nextDefaultName } from "../machine/default-values";
import { deferText } from "../machine/deferred";
import { elementsOf } from "../machine/elements";
import { takeFed } from "../machine/fed-input";
import {
  CallFrame,
  CommandFrame,
  DefaultFrame,
  FRAME_CALL,
  FRAME_COMMAND,
  FRAME_IF,
  FRAME_LOOP,
  FRAME_NATIVE,
  FRAME_SHORT,
  FRAME_SWITCH,
  MaybeFrame,
  OutFrame,
} from "../machine/frame-kinds";
import { asInput, deadFrame, frameAt, frameCount, popFrame, pushFrame, topFrame } from "../machine/frames";
import { commonValue, invocation, setInvocation, setInvocationName } from "../machine/invocation";
import { escaped, isTrapped } from "../machine/jumps";
import { joinResults } from "../machine/merge";
import { isObject, OBJECT_MODULE } from "../machine/objects";
import { depth, setDepth, slotAt } from "../machine/operands";
import { isInSource } from "../machine/origin";
import { notePassing } from "../machine/pipeline-variables";
import { releaseNamed } from "../machine/reach";
import { findCell, intern, nameOf, readCell, setHere } from "../machine/scopes";
import { addSite } from "../machine/sites";
import { deliver, goTo, keepsBlocks, pc } from "../machine/state";
import { noteWritten, writtenTo } from "../machine/written-files";
import {
  FLAG_PIPED,
  FLAG_TOUCHES_END,
  Instruction,
  instruction,
  OP_FUNCTION,
  OPERATOR_CALL,
  OPERATOR_DOT,
  OPERATOR_NONE,
} from "../program";
import { SITE_ALIAS, SITE_AMBIGUOUS, SITE_COMPUTED, SITE_PIPED, SITE_POSSIBLE, Site, SiteElement } from "../site";
import { because, CAUSE_COMMAND, CAUSE_OVERWRITTEN, explaining } from "../values/causes";
import { failed, kindOf, nothing, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { append, countItems, isKnownList, itemAt, LIST_ARRAY_LIST, newArrayList } from "../values/lists";
import { isRunAt, isText, RUN_BYTES, withoutRuns } from "../values/partial";
import { newStep, noteValue, stepsOf } from "../values/steps";
import {
  COMMAND_AMBIGUOUS,
  COMMAND_ANY,
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_NULL,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_UNKNOWN,
  Value,
} from "../values/value";
import { watchedIndex } from "../watched";
import { closeUncertain, openUncertain } from "./branches";
import { mayBeRefused } from "./refusals";

const MAX_ALIASES = 8;

let flags: u32 = 0;
/** An argument may have failed, and then the command did not run. */
let mayNotRun: bool = false;
/** The name stands in the command as it is. */
let plainName: bool = false;

/** What was taken of the arena for the command must stay. */
let kept: bool = false;

/** OP_COMMAND_BEGIN: opens the frame that keeps the operator and a watched name until the elements are there. */
export function startCommand(at: Instruction): void {
  pushFrame(FRAME_COMMAND, at.sub, 0);
}

/** `> file`: what the command before it, or around it, puts out is written. */
export function redirect(value: usize, sub: u8): void {
  const frame = changetype<CommandFrame>(topFrame());
  if (frame.kind == FRAME_COMMAND) {
    if (sub < 2) frame.target = <u32>value;
    return;
  }
  if (sub >= 2 || depth() == 0) return;
  const slot = slotAt(depth() - 1);
  noteWritten(value, <usize>slot.value);
  slot.value = <u32>redirected();
}

/** The value of a command whose output went to a file. */
function redirected(): usize {
  return unknown();
}

/** OP_COMMAND: takes the name, the elements and what is piped, finds what the name means, and starts it. */
export function runCommand(at: Instruction): void {
  const frame = changetype<CommandFrame>(topFrame());
  let op: u8 = OPERATOR_NONE;
  let target: usize = 0;
  if (frame.kind == FRAME_COMMAND) {
    op = frame.sub;
    target = <usize>frame.target;
    popFrame();
  }
  const after = depth();
  const base = after - at.a;
  const piped = (at.flags & FLAG_PIPED) != 0 && base != 0;
  const source = piped ? asInput(<usize>slotAt(base - 1).value) : takeFed();
  const slot = slotAt(base);
  const before = arenaMark();
  const name = <usize>slot.value;
  const nameAt = slot.a;
  const first = elementsOf(base + 1, after);
  setDepth(piped ? base - 1 : base);
  setInvocation(first, source, at.start, at.end, op);
  flags = source != 0 ? SITE_PIPED : 0;
  if ((at.flags & FLAG_TOUCHES_END) != 0) {
    // The rest of it stands in the next part; what it would run counts when it is whole.
    deliver(unknown());
    return;
  }
  // An argument that fails is never handed to anything: the command does not run.
  if (failsBefore(first) || source == failed()) {
    const watched = kindOf(name) == KIND_STRING ? watchedIndex(textAt(name), textLength(name)) : -1;
    if (watched < 0 || source == failed()) {
      deliver(failed());
      return;
    }
  }
  mayNotRun = mayBeRefused(pc - 1);
  kept = target != 0;
  if (target != 0) noteWritten(target, unknown());
  resolve(name, nameAt, before);
}

/** Whether one of the elements failed. */
function failsBefore(first: u32): bool {
  for (let at = <usize>first; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    if (<usize>changetype<SiteElement>(at).value == failed()) return true;
  }
  return false;
}

/** -OutVariable and its kin, given or by a default value, wait for the output. A function without [CmdletBinding()] takes no such. */
function openVariables(): void {
  for (let next = nextDefaultName(0); next != 0; next = nextDefaultName(next)) {
    if (kindOf(defaultName) == KIND_STRING) wipeVariable(defaultName);
    else havoc();
  }
  if (invocation.elements == 0) return;
  const out = commonValue("outvariable", "ov");
  if (out != 0) waitFor(out, 0);
  const pipeline = commonValue("pipelinevariable", "pv");
  if (pipeline != 0) waitFor(pipeline, 1);
  wipeVariable(commonValue("errorvariable", "ev"));
  wipeVariable(commonValue("warningvariable", "wv"));
  wipeVariable(commonValue("informationvariable", "iv"));
}

function waitFor(name: usize, pipeline: u32): void {
  if (mayNotRun) {
    wipeVariable(name);
    return;
  }
  // It is emptied before the command runs; with `+` what it held stays.
  const wipes = kindOf(name) == KIND_STRING && textLength(name) != 0 && load<u8>(textAt(name)) != PLUS;
  if (wipes) wipeVariable(name);
  const frame = changetype<OutFrame>(pushFrame(FRAME_NATIVE, NATIVE_OUT, pc));
  frame.wiper = wipes ? invocation.start : 0;
  frame.name = <u32>name;
  frame.isPipeline = pipeline;
  kept = true;
}

function wipeVariable(name: usize): void {
  if (name == 0 || kindOf(name) != KIND_STRING) return;
  kept = true;
  const plus: usize = textLength(name) != 0 && load<u8>(textAt(name)) == PLUS ? 1 : 0;
  setNamed(textAt(name) + plus, textLength(name) - plus, because(CAUSE_OVERWRITTEN, invocation.start, invocation.end));
}

/** A command of the machine's own: the same as one in the text. @param name its name's value */
export function runNamed(name: usize, first: u32, piped: usize, from: u32, to: u32): void {
  setInvocation(first, piped, from, to, OPERATOR_NONE);
  mayNotRun = false;
  flags = piped == 0 ? 0 : SITE_PIPED;
  resolve(name, 0xffffffff, 0);
}

/** The name as it stands in the text: the command's first element, an expression too; empty where the machine made the command. */
let writtenStart: u32 = 0;
let writtenEnd: u32 = 0;

function resolve(name: usize, nameAt: u32, before: usize): void {
  plainName = isConstantName(nameAt);
  const made = nameAt == 0xffffffff;
  writtenStart = made ? 0 : instruction(nameAt).start;
  writtenEnd = made ? 0 : instruction(nameAt).end;
  const kind = kindOf(name);
  const value = changetype<Value>(name);
  if (kind == KIND_STRING) {
    setInvocationName(<usize>value.a, <usize>value.b, nameSteps(nameAt, value.steps, name));
    if (!isInSource(<usize>value.a) && !isConstantName(nameAt)) flags |= SITE_COMPUTED;
    resolveText(before);
    return;
  }
  if (kind == KIND_BLOCK) {
    callOwn(name);
    return;
  }
  if (kind == KIND_COMMAND && value.aux == COMMAND_ANY && !isPickedOut()) {
    unknownCommand(before);
    return;
  }
  if (kind == KIND_COMMAND) {
    setInvocationName(<usize>value.a, <usize>value.b, nameSteps(nameAt, value.steps, name));
    flags |= SITE_COMPUTED;
    if ((value.aux & COMMAND_AMBIGUOUS) != 0) flags |= SITE_AMBIGUOUS;
    resolveText(before);
    return;
  }
  if (kind == KIND_CHOICE) {
    resolveChoice(name);
    return;
  }
  if (kind == KIND_PARTIAL) {
    resolvePartial(name, nameAt, before);
    return;
  }
  if (isObject(name, OBJECT_MODULE)) {
    resolveInModule(before);
    return;
  }
  const listed = kind == KIND_ARRAY ? watchedAmong(name) : 0;
  if (listed != 0) {
    setInvocationName(textAt(listed), textLength(listed), changetype<Value>(listed).steps);
    flags |= SITE_COMPUTED;
    if (countItems(name) > 1 || changetype<Value>(listed).aux == COMMAND_AMBIGUOUS) flags |= SITE_AMBIGUOUS;
    resolveText(before);
    return;
  }
  if (kind == KIND_NULL || kind == KIND_UNKNOWN) {
    // It may be a block that the text keeps, which writes what it may reach.
    if (kind == KIND_UNKNOWN && keepsBlocks) havoc();
    unknownCommand(before);
    return;
  }
  const text = toText(name);
  if (kindOf(text) != KIND_STRING) {
    unknownCommand(before);
    return;
  }
  setInvocationName(textAt(text), textLength(text), nameSteps(nameAt, value.steps, text));
  flags |= SITE_COMPUTED;
  resolveText(before);
}

/** Whether a condition stands between the call and the loop that gives one command after the other. */
function isPickedOut(): bool {
  if (deadFrame != 0) return false;
  for (let i = frameCount(); i > 0; i--) {
    const kind = frameAt(i).kind;
    if (kind == FRAME_IF || kind == FRAME_SHORT || kind == FRAME_SWITCH) return true;
    if (kind == FRAME_LOOP || kind == FRAME_NATIVE) return false;
  }
  return false;
}

function isConstantName(nameAt: u32): bool {
  return nameAt != 0xffffffff && <i32>instruction(nameAt).sub == ELEMENT_CONSTANT;
}

function nameStep(reason: u32, from: usize, to: usize, before: u32, name: usize): u32 {
  const made = newStep(reason, from, to, before, 0, 0);
  noteValue(made, name);
  return made;
}

/** Steps for what the name's own spelling shows. @param name its value, 0 where there is none */
export function nameSteps(nameAt: u32, before: u32, name: usize): u32 {
  let made = before;
  if (nameAt == 0xffffffff) return made;
  const at = instruction(nameAt);
  let quotes = false;
  let ticks = false;
  const from = <usize>at.start;
  const to = <usize>at.end;
  if (isConstantName(nameAt)) {
    for (let i = from; i < to; i++) {
      const byte = load<u8>(i);
      if (byte == BACKTICK) ticks = true;
      else if (byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE || byte == 0xe2) quotes = true;
    }
  }
  if (ticks) made = nameStep(REASON_BACKTICK, from, to, made, name);
  if (quotes && invocation.operator == OPERATOR_NONE) made = nameStep(REASON_QUOTES, from, to, made, name);
  if (invocation.operator == OPERATOR_CALL || invocation.operator == OPERATOR_DOT)
    made = nameStep(REASON_CALL_OPERATOR, from, to, made, name);
  return made;
}

/** The first element is the command: `& (Get-Module x) name`. */
function resolveInModule(before: usize): void {
  const first = <usize>invocation.elements;
  if (first == 0) {
    unknownCommand(before);
    return;
  }
  const element = changetype<SiteElement>(first);
  const name = element.value == 0 ? unknown() : <usize>element.value;
  setInvocation(element.next, invocation.input, invocation.start, invocation.end, invocation.operator);
  if (kindOf(name) == KIND_BLOCK) {
    callBlock(name, element.next, invocation.input, CALL_SCOPE);
    return;
  }
  if (kindOf(name) != KIND_STRING && kindOf(name) != KIND_COMMAND) {
    unknownCommand(before);
    return;
  }
  const value = changetype<Value>(name);
  setInvocationName(<usize>value.a, <usize>value.b, value.steps);
  flags |= SITE_COMPUTED;
  resolveText(before);
}

/**
 * A name of which a part is not known: a watched command or a shell, if it is one once the unknown parts are empty, or a module or
 * folder in front of it.
 */
function resolvePartial(name: usize, nameAt: u32, before: usize): void {
  const slash = load<u8>(textAt(name) + RUN_BYTES);
  const whole = isRunAt(textAt(name)) && slash == BACKSLASH ? name : withoutRuns(name);
  setInvocationName(textAt(whole), textLength(whole), nameSteps(nameAt, stepsOf(name), whole));
  flags |= SITE_COMPUTED;
  cutModule();
  const index = watchedIndex(invocation.nameText, invocation.nameLength);
  if (index >= 0) invokeWatched(<u32>index);
  else if (isShellPath()) runShellPath();
  else unknownCommand(before);
}

function resolveChoice(name: usize): void {
  const count = countItems(name);
  let blocks: usize = 0;
  for (let i: u32 = 0; i < count; i++) blocks = blocksOf(itemAt(name, i), blocks);
  for (let i: u32 = 0; i < count; i++) {
    const item = changetype<Value>(itemAt(name, i));
    if (item.kind != KIND_STRING && item.kind != KIND_COMMAND) continue;
    const index = watchedIndex(<usize>item.a, <usize>item.b);
    if (index < 0) continue;
    setInvocationName(<usize>item.a, <usize>item.b, item.steps);
    flags |= SITE_COMPUTED | SITE_POSSIBLE;
    addSite(
      <u32>index,
      invocation.start,
      invocation.end,
      invocation.start,
      invocation.end,
      invocation.elements,
      <u32>invocation.input,
      flags,
      item.steps,
    );
    break;
  }
  deliverHanded(blocks, unknown());
}

/** Cuts a module's name off. PowerShell: PSSnapinQualifiedName. */
export function cutModule(): void {
  let slash: usize = 0;
  let slashes = 0;
  for (let i: usize = 0; i < invocation.nameLength; i++) {
    const byte = load<u8>(invocation.nameText + i);
    if (byte == BACKSLASH) {
      slash = i;
      slashes++;
    } else if (byte == COLON || byte == SLASH) return;
  }
  if (slashes == 0 || slashes > 2 || slash == 0 || load<u8>(invocation.nameText) == DOT || slash + 1 == invocation.nameLength)
    return;
  const made = newStep(REASON_MODULE_QUALIFIED, <usize>invocation.start, <usize>invocation.end, invocation.steps, 0, 0);
  setInvocationName(invocation.nameText + slash + 1, invocation.nameLength - slash - 1, made);
}

function resolveText(before: usize): void {
  cutModule();
  for (let rounds = 0; rounds < MAX_ALIASES; rounds++) {
    const index = watchedIndex(invocation.nameText, invocation.nameLength);
    if (index >= 0) {
      invokeWatched(<u32>index);
      return;
    }
    const alias = findCell(nameOf(SPACE_ALIAS, invocation.nameText, invocation.nameLength));
    if (alias == 0) break;
    changetype<Cell>(alias).flags |= CELL_USED;
    flags |= SITE_ALIAS;
    const target = readCell(alias);
    if (kindOf(target) == KIND_CHOICE) {
      resolveChoice(target);
      return;
    }
    if (kindOf(target) != KIND_STRING && kindOf(target) != KIND_COMMAND) {
      // It may stand for any function of the text.
      havoc();
      unknownCommand(before);
      return;
    }
    const present = changetype<Value>(target);
    const made = newStep(REASON_ALIAS, <usize>invocation.start, <usize>invocation.end, invocation.steps, present.steps, 0);
    noteValue(made, target);
    setInvocationName(<usize>present.a, <usize>present.b, made);
    cutModule();
  }
  const function_ = findCell(nameOf(SPACE_FUNCTION, invocation.nameText, invocation.nameLength));
  if (function_ != 0 && !isOwnAlias(invocation.nameText, invocation.nameLength)) {
    changetype<Cell>(function_).flags |= CELL_USED;
    if ((changetype<Cell>(function_).flags & CELL_MAYBE) != 0) openMaybe(0);
    callDefined(readCell(function_), before);
    return;
  }
  const builtin = commandNamed(invocation.nameText, invocation.nameLength);
  if (builtin >= 0) {
    openVariables();
    if (mayNotRun && builtin == BUILTIN_EACH && hasSeveralElements()) openMaybe(0);
    runBuiltin(builtin, mayNotRun);
    return;
  }
  const file = writtenTo(invocation.nameText, invocation.nameLength);
  if (file != 0) {
    callDefined(file, before);
    return;
  }
  if (isShellPath()) runShellPath();
  else unknownCommand(before);
}

/** More than the block for each input: one of them may run without any. */
function hasSeveralElements(): bool {
  return invocation.elements != 0 && changetype<SiteElement>(<usize>invocation.elements).next != 0;
}

/** A call follows that may not run, or not to its end. @param isWhole whether it gives what it would, if it gives anything */
function openMaybe(isWhole: u32): void {
  const frame = changetype<MaybeFrame>(pushFrame(FRAME_NATIVE, NATIVE_MAYBE, pc));
  frame.isWhole = isWhole;
  openUncertain(frame);
}

/** Calls a body of the text. */
function callOwn(block: usize): void {
  let mode: u32 = invocation.operator == OPERATOR_DOT ? 0 : CALL_SCOPE;
  if (isAdvanced(block)) {
    openVariables();
    if (mayDefault(invocation.nameText, invocation.nameLength)) mode |= CALL_OPEN;
    if (defaultsRun) havoc();
  }
  if (isTrapped()) openMaybe(0);
  else if (mayNotRun) openMaybe(1);
  callBlock(block, invocation.elements, invocation.input, mode);
}

/** A function's or written file's body: a block, or text that becomes one. */
function callDefined(body: usize, before: usize): void {
  const mode: u32 = invocation.operator == OPERATOR_DOT ? 0 : CALL_SCOPE;
  if (kindOf(body) == KIND_BLOCK) {
    callOwn(body);
    return;
  }
  // A body that is not known may do anything.
  if (!isText(body)) havoc();
  if (!isText(body)) unknownCommand(before);
  else deferText(body, invocation.start, invocation.end, mode, 0, invocation.elements, invocation.input);
}

/**
 * Whether the name came through an argument list of Invoke-Command within a function of that very name: a proxy of implicit
 * remoting, which only hands the call on.
 */
function isProxied(index: u32): bool {
  let listed = false;
  for (let i = frameCount(); i > 0; i--) {
    const frame = changetype<CallFrame>(frameAt(i));
    if (frame.kind != FRAME_CALL) continue;
    if ((frame.mode & CALL_ARGUMENTS) != 0) listed = true;
    const block = changetype<Value>(<usize>frame.block);
    if (!listed || block.aux != 0) continue;
    const head = instruction(block.a);
    if (head.op == OP_FUNCTION && watchedIndex(<usize>head.start, <usize>(head.end - head.start)) == <i32>index) return true;
  }
  return false;
}

/** The call that may not have run, or not to its end, ended. The top frame is the native one. */
export function maybeAnswered(value: usize): void {
  const frame = changetype<MaybeFrame>(topFrame());
  const whole = frame.isWhole == 1;
  closeUncertain(frame);
  joinResults(frame.results, 2, true);
  const next = frame.next;
  const target = frame.escape;
  popFrame();
  escaped(target);
  goTo(next);
  deliver(whole ? value : unknown());
}

function invokeWatched(index: u32): void {
  if (!plainName && isProxied(index)) {
    deliver(unknown());
    return;
  }
  openVariables();
  const site = addSite(
    index,
    writtenStart,
    writtenEnd,
    invocation.start,
    invocation.end,
    invocation.elements,
    <u32>invocation.input,
    flags,
    invocation.steps,
  );
  if (site != 0) {
    const block = nextBlockDefault(changetype<Site>(site), <usize>changetype<Site>(site).defaults);
    if (block != 0) {
      const frame = changetype<DefaultFrame>(pushFrame(FRAME_NATIVE, NATIVE_DEFAULT, pc));
      frame.element = <u32>block;
      frame.site = <u32>site;
      callBlock(<usize>changetype<SiteElement>(block).value, 0, 0, CALL_SCOPE);
      return;
    }
  }
  deliver(unknown());
}

/** The default that is a block was run: its value is the default's. The top frame is the native one. */
export function defaultAnswered(value: usize): void {
  const frame = changetype<DefaultFrame>(topFrame());
  const element = changetype<SiteElement>(<usize>frame.element);
  element.value = <u32>value;
  const next = nextBlockDefault(changetype<Site>(<usize>frame.site), <usize>element.next);
  if (next != 0) {
    frame.element = <u32>next;
    callBlock(<usize>changetype<SiteElement>(next).value, 0, 0, CALL_SCOPE);
    return;
  }
  popFrame();
  deliver(unknown());
}

/** A command that the machine does not know: its output is unknown, and it may write what machine/reach.ts says. */
function unknownCommand(before: usize): void {
  openVariables();
  let blocks: usize = 0;
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const value = <usize>changetype<SiteElement>(at).value;
    if (value == 0) continue;
    blocks = blocksOf(value, blocks);
    releaseNamed(value, invocation.start, invocation.end);
  }
  if (invocation.operator == OPERATOR_DOT) havoc();
  if (before != 0 && !kept && blocks == 0) release(before);
  // Whoever asks why the output is not known must not look at what was given back.
  if (explaining) setInvocation(0, 0, invocation.start, invocation.end, invocation.operator);
  deliverHanded(blocks, because(CAUSE_COMMAND, invocation.start, invocation.end));
}

function setNamed(text: usize, length: usize, value: usize): usize {
  return setHere(intern(SPACE_VARIABLE, text, length), value, invocation.start);
}

/** The ArrayList that -OutVariable makes of outputs, or with `+` adds them to; unknown where there was another value. */
function outputList(name: usize, length: usize, outputs: usize, grows: bool): usize {
  // A list that grows is one output.
  if (kindOf(outputs) != KIND_ARRAY || changetype<Value>(outputs).aux != 0 || !isKnownList(outputs)) return unknown();
  const cell = grows ? findCell(nameOf(SPACE_VARIABLE, name, length)) : <usize>0;
  const before = cell == 0 ? <usize>0 : readCell(cell);
  if (before != 0 && (kindOf(before) != KIND_ARRAY || changetype<Value>(before).aux != LIST_ARRAY_LIST || !isKnownList(before)))
    return unknown();
  const list = newArrayList(countItems(outputs), LIST_ARRAY_LIST);
  if (before != 0) for (let i: u32 = 0; i < countItems(before); i++) append(list, itemAt(before, i));
  for (let i: u32 = 0; i < countItems(outputs); i++) append(list, itemAt(outputs, i));
  return list;
}

/** What -OutVariable or -PipelineVariable waited for. The top frame is the native one. */
export function outAnswered(value: usize): void {
  const frame = changetype<OutFrame>(topFrame());
  const name = <usize>frame.name;
  const pipeline = frame.isPipeline == 1;
  const wiper = frame.wiper;
  popFrame();
  // A block of the command may have put something else in its place.
  const cell = wiper == 0 ? <usize>0 : findCell(nameOf(SPACE_VARIABLE, textAt(name), textLength(name)));
  if (cell != 0 && changetype<Cell>(cell).writer != wiper) {
    deliver(value);
    return;
  }
  if (kindOf(name) == KIND_STRING) {
    const plus: usize = textLength(name) != 0 && load<u8>(textAt(name)) == PLUS ? 1 : 0;
    let made = value;
    if (pipeline) made = kindOf(value) == KIND_ARRAY || value == nothing() ? unknown() : value;
    else made = value == nothing() || value == failed() ? unknown() : asInput(value);
    // What is not known keeps why.
    if (!pipeline && kindOf(made) != KIND_UNKNOWN) {
      made = outputList(textAt(name) + plus, textLength(name) - plus, made, plus != 0);
    }
    const cell = setNamed(textAt(name) + plus, textLength(name) - plus, made);
    if (pipeline && cell != 0) notePassing(cell);
  } else havoc();
  deliver(value);
}
