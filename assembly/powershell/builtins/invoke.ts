/**
 * Commands that run code: Invoke-Expression, Invoke-Command, jobs, Measure-Command.
 */

import { isWord } from "../../bytes/literal";
import { REASON_TEXT_AS_CODE } from "../../contract";
import { hasSections } from "../machine/bodies";
import { CALL_ARGUMENTS, CALL_ISOLATED, CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { NATIVE_INSTEAD } from "../machine/continuations";
import { deferText } from "../machine/deferred";
import { addArguments, elementsHead, startElements } from "../machine/elements";
import { FRAME_NATIVE, InsteadFrame } from "../machine/frame-kinds";
import { pushFrame } from "../machine/frames";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
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
import {
  INVOKE_COMMAND_ARGUMENT_LIST,
  INVOKE_COMMAND_COMPUTER_NAME,
  INVOKE_COMMAND_CONNECTION_URI,
  INVOKE_COMMAND_CONTAINER_ID,
  INVOKE_COMMAND_HOST_NAME,
  INVOKE_COMMAND_INPUT_OBJECT,
  INVOKE_COMMAND_NO_NEW_SCOPE,
  INVOKE_COMMAND_PARAMETERS,
  INVOKE_COMMAND_SCRIPT_BLOCK,
  INVOKE_COMMAND_SESSION,
  INVOKE_COMMAND_VM_ID,
  INVOKE_COMMAND_VM_NAME,
  INVOKE_EXPRESSION_COMMAND,
  INVOKE_EXPRESSION_PARAMETERS,
  MEASURE_COMMAND_EXPRESSION,
  MEASURE_COMMAND_INPUT_OBJECT,
  MEASURE_COMMAND_PARAMETERS,
  START_JOB_ARGUMENT_LIST,
  START_JOB_INPUT_OBJECT,
  START_JOB_PARAMETERS,
  START_JOB_SCRIPT_BLOCK,
  STRICT_MODE_PARAMETERS,
  STRICT_MODE_VERSION,
} from "./parameters";

/** The only value that is piped in, or 0. */
export function onlyInput(): usize {
  if (
    invocation.input == 0 ||
    kindOf(invocation.input) != KIND_ARRAY ||
    !isKnownList(invocation.input) ||
    countItems(invocation.input) != 1
  )
    return 0;
  return itemAt(invocation.input, 0);
}

/** Invoke-Expression: its text, or the texts piped to it, run in the caller's scope. */
export function runExpression(): void {
  bindWords(INVOKE_EXPRESSION_PARAMETERS);
  if (binding.beyond != 0 || (bound(INVOKE_EXPRESSION_COMMAND) != 0 && invocation.input != 0)) {
    // The engine refuses what is piped in beside a command, or has nothing to run it for: the text is code that nobody runs.
    if (bound(INVOKE_EXPRESSION_COMMAND) != 0)
      compileText(knownText(bound(INVOKE_EXPRESSION_COMMAND)), invocation.start, invocation.end);
    deliver(unknown());
    return;
  }
  const given = bound(INVOKE_EXPRESSION_COMMAND) != 0 ? bound(INVOKE_EXPRESSION_COMMAND) : onlyInput();
  if (given == 0 && invocation.input != 0 && kindOf(invocation.input) == KIND_ARRAY && isKnownList(invocation.input)) {
    callTexts(invocation.input, 0, 0, 0);
    return;
  }
  evaluate(given == 0 ? unknown() : given);
}

/** Runs a text in the present scope, as far as it is known. */
export function evaluate(given: usize): void {
  const text = knownText(given);
  deferText(
    derive(text, REASON_TEXT_AS_CODE, <usize>invocation.start, <usize>invocation.end, text, 0, 0),
    invocation.start,
    invocation.end,
    0,
    0,
    0,
    0,
  );
}

function argumentElements(list: usize): u32 {
  startElements();
  if (list != 0) addArguments(list, <usize>invocation.start, <usize>invocation.end);
  return elementsHead();
}

/** Invoke-Command: its block runs here, or elsewhere with variables of its own and an unknown result. */
export function runCommandBlock(): void {
  bindWords(INVOKE_COMMAND_PARAMETERS);
  const remote =
    bound(INVOKE_COMMAND_COMPUTER_NAME) != 0 ||
    bound(INVOKE_COMMAND_SESSION) != 0 ||
    bound(INVOKE_COMMAND_HOST_NAME) != 0 ||
    bound(INVOKE_COMMAND_VM_NAME) != 0 ||
    bound(INVOKE_COMMAND_VM_ID) != 0 ||
    bound(INVOKE_COMMAND_CONTAINER_ID) != 0 ||
    bound(INVOKE_COMMAND_CONNECTION_URI) != 0;
  const block = bound(INVOKE_COMMAND_SCRIPT_BLOCK) != 0 ? bound(INVOKE_COMMAND_SCRIPT_BLOCK) : blockAmong();
  if (block == 0 || kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  if ((bound(INVOKE_COMMAND_INPUT_OBJECT) != 0 && invocation.input != 0) || (!remote && hasSections(block))) {
    // Refused, object by object, or altogether.
    deliverHanded(blocksOf(block, 0), unknown());
    return;
  }
  const piped = bound(INVOKE_COMMAND_INPUT_OBJECT) != 0 ? bound(INVOKE_COMMAND_INPUT_OBJECT) : invocation.input;
  const elements = argumentElements(
    bound(INVOKE_COMMAND_ARGUMENT_LIST) != 0 ? bound(INVOKE_COMMAND_ARGUMENT_LIST) : secondPositional(),
  );
  const listed = elements == 0 ? 0 : CALL_ARGUMENTS;
  if (remote) {
    changetype<InsteadFrame>(pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc)).value = <u32>unknown();
    callBlock(block, elements, piped, CALL_SCOPE | CALL_ISOLATED | listed);
    return;
  }
  callBlock(block, elements, piped, bound(INVOKE_COMMAND_NO_NEW_SCOPE) != 0 ? listed : CALL_SCOPE | listed);
}

/** Start-Job, Start-ThreadJob, Register-ScheduledJob: a session of its own. */
export function runJob(): void {
  bindWords(START_JOB_PARAMETERS);
  const block = bound(START_JOB_SCRIPT_BLOCK) != 0 ? bound(START_JOB_SCRIPT_BLOCK) : blockAmong();
  if (block == 0 || kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  changetype<InsteadFrame>(pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc)).value = <u32>unknown();
  callBlock(
    block,
    argumentElements(bound(START_JOB_ARGUMENT_LIST)),
    bound(START_JOB_INPUT_OBJECT) != 0 ? bound(START_JOB_INPUT_OBJECT) : invocation.input,
    CALL_SCOPE | CALL_ISOLATED,
  );
}

/** Measure-Command: its block runs in the caller's scope; what it puts out is lost. */
export function runMeasure(): void {
  bindWords(MEASURE_COMMAND_PARAMETERS);
  const block = bound(MEASURE_COMMAND_EXPRESSION);
  if (block == 0 || kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  if (binding.surprised || hasSections(block)) {
    deliverHanded(blocksOf(block, 0), unknown());
    return;
  }
  changetype<InsteadFrame>(pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc)).value = <u32>unknown();
  if (invocation.input != 0 || bound(MEASURE_COMMAND_INPUT_OBJECT) != 0)
    startEachOver(bound(MEASURE_COMMAND_INPUT_OBJECT) != 0 ? unknown() : invocation.input, block, 0);
  else callBlock(block, 0, 0, 0);
}

/** Set-StrictMode. */
export function runStrictMode(): void {
  bindWords(STRICT_MODE_PARAMETERS);
  const version = bound(STRICT_MODE_VERSION) == 0 ? unknown() : toText(bound(STRICT_MODE_VERSION));
  const bytes = textAt(version);
  const isText = kindOf(version) == KIND_STRING && textLength(version) != 0 && !binding.surprised;
  const first = isText ? <u32>load<u8>(bytes) - 48 : 0;
  setStrict(isText && isWord(bytes, textLength(version), "latest") ? 3 : first < 10 ? first : 0);
}
