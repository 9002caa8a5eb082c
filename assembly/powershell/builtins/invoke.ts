/**
 * Commands that run code: Invoke-Expression, Invoke-Command, jobs, Measure-Command.
 */

import { isWord } from "../../bytes/literal";
import { REASON_TEXT_AS_CODE } from "../../contract";
import { CALL_ARGUMENTS, CALL_ISOLATED, CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { NATIVE_INSTEAD } from "../machine/continuations";
import { deferText } from "../machine/deferred";
import { addArguments, elementsHead, startElements } from "../machine/elements";
import { FRAME_NATIVE, pushFrame } from "../machine/frames";
import { beyond, bindWords, bound, end, input, start, surprised } from "../machine/invocation";
import { deliver, pc, setStrict } from "../machine/state";
import { compileText } from "../machine/texts";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { derive } from "../values/steps";
import { knownText } from "../values/text";
import { KIND_ARRAY, KIND_BLOCK, KIND_STRING } from "../values/value";
import { blockAmong, callTexts, secondPositional } from "./block-runs";
import { startEachOver } from "./for-each-and-where";
import { blocksOf, deliverHanded } from "./handed-blocks";

/** The only value that is piped in, or 0. */
export function onlyInput(): usize {
  if (input == 0 || kindOf(input) != KIND_ARRAY || !isKnownList(input) || countItems(input) != 1) return 0;
  return itemAt(input, 0);
}

/** Invoke-Expression: its text, or the texts piped to it, run in the caller's scope. */
export function runExpression(): void {
  bindWords("command0");
  if (beyond != 0 || (bound(0) != 0 && input != 0)) {
    // The engine refuses what is piped in beside a command, or has nothing to run it for: the text is code that nobody runs.
    if (bound(0) != 0) compileText(knownText(bound(0)), start, end);
    deliver(unknown());
    return;
  }
  const given = bound(0) != 0 ? bound(0) : onlyInput();
  if (given == 0 && input != 0 && kindOf(input) == KIND_ARRAY && isKnownList(input)) {
    callTexts(input, 0, 0, 0);
    return;
  }
  evaluate(given == 0 ? unknown() : given);
}

/** Runs a text in the present scope, as far as it is known. */
export function evaluate(given: usize): void {
  const text = knownText(given);
  deferText(derive(text, REASON_TEXT_AS_CODE, <usize>start, <usize>end, text, 0, 0), start, end, 0, 0, 0, 0);
}

function argumentElements(list: usize): u32 {
  startElements();
  if (list != 0) addArguments(list, <usize>start, <usize>end);
  return elementsHead();
}

/** Invoke-Command: its block runs here, or elsewhere with variables of its own and an unknown result. */
export function runCommandBlock(): void {
  bindWords(
    "scriptblock|command computername|cn session inputobject argumentlist|args filepath nonewscope! hostname vmname vmid containerid connectionuri configurationname asjob! credential hidecomputername! jobname throttlelimit usessl!",
  );
  const remote =
    bound(1) != 0 || bound(2) != 0 || bound(7) != 0 || bound(8) != 0 || bound(9) != 0 || bound(10) != 0 || bound(11) != 0;
  const block = bound(0) != 0 ? bound(0) : blockAmong();
  if (block == 0 || kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  if (bound(3) != 0 && input != 0) {
    // Refused, object by object.
    deliverHanded(blocksOf(block, 0), unknown());
    return;
  }
  const piped = bound(3) != 0 ? bound(3) : input;
  const elements = argumentElements(bound(4) != 0 ? bound(4) : secondPositional());
  const listed = elements == 0 ? 0 : CALL_ARGUMENTS;
  if (remote) {
    pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc).a = <u32>unknown();
    callBlock(block, elements, piped, CALL_SCOPE | CALL_ISOLATED | listed);
    return;
  }
  callBlock(block, elements, piped, bound(6) != 0 ? listed : CALL_SCOPE | listed);
}

/** Start-Job, Start-ThreadJob, Register-ScheduledJob: a session of its own. */
export function runJob(): void {
  bindWords(
    "name scriptblock|command argumentlist|args initializationscript inputobject filepath credential authentication runas32! psversion streaminghost throttlelimit trigger scheduledjoboption definitionname",
  );
  const block = bound(1) != 0 ? bound(1) : blockAmong();
  if (block == 0 || kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc).a = <u32>unknown();
  callBlock(block, argumentElements(bound(2)), bound(4) != 0 ? bound(4) : input, CALL_SCOPE | CALL_ISOLATED);
}

/** Measure-Command: its block runs in the caller's scope; what it puts out is lost. */
export function runMeasure(): void {
  bindWords("expression0 inputobject");
  const block = bound(0);
  if (block == 0 || kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  if (surprised) {
    deliverHanded(blocksOf(block, 0), unknown());
    return;
  }
  pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc).a = <u32>unknown();
  if (input != 0 || bound(1) != 0) startEachOver(bound(1) != 0 ? unknown() : input, block, 0);
  else callBlock(block, 0, 0, 0);
}

/** Set-StrictMode. */
export function runStrictMode(): void {
  bindWords("version off!");
  const version = bound(0) == 0 ? unknown() : toText(bound(0));
  const bytes = textAt(version);
  const isText = kindOf(version) == KIND_STRING && textLength(version) != 0 && !surprised;
  const first = isText ? <u32>load<u8>(bytes) - 48 : 0;
  setStrict(isText && isWord(bytes, textLength(version), "latest") ? 3 : first < 10 ? first : 0);
}
