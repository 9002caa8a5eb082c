/**
 * Builtins: the commands whose effect on values and code the machine follows. The engine knows no other command.
 *
 * The protocol. A builtin reads the command that is carried out from machine/invocation.ts (`bindWords` and `bound` bind its
 * elements to a list of parameter words) and then does one of three things, exactly once:
 *   - it delivers a value: `deliver(value)`; several outputs are an array, none is `nothing()`, what is not known `unknown()`;
 *   - it calls a block: `callBlock(...)`, whose output then is the command's;
 *   - it pushes a FRAME_NATIVE and calls a block; when that block ends, interpreter/resume.ts hands its output to the builtin, which again
 *     does one of the three (the frame is its memory; it pops it before it delivers).
 * Nothing recurses: a call only pushes a frame.
 */

import { LOWER_I, LOWER_O, LOWER_P, LOWER_V } from "../../bytes/ascii";
import { dashLength } from "../../bytes/text";
import { havoc } from "../machine/cells";
import { hasDefaults, mayDefault } from "../machine/default-values";
import { nothing } from "../machine/frames";
import { binding, invocation, startBuiltin, surprise } from "../machine/invocation";
import { deliver, delivered, noteNothing } from "../machine/state";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_PARAMETER, SiteElement } from "../site";
import { kindOf, unknown } from "../values/constants";
import { KIND_BLOCK, KIND_NULL, KIND_UNKNOWN } from "../values/value";
import { runAlias, runGetAlias, runRemoveAlias } from "./aliases";
import { runCmd, runHandedOver, runProcess, runShell } from "./child-shells";
import { runFromJson, runFromStringData } from "./convert-from";
import { runFromCsv } from "./convert-from-csv";
import { runEach, runWhere } from "./for-each-and-where";
import { blocksOf, deliverScoped } from "./handed-blocks";
import { runCommandBlock, runExpression, runJob, runMeasure, runStrictMode } from "./invoke";
import {
  runContent,
  runCopyItem,
  runGetItem,
  runLocation,
  runNewItem,
  runOtherItem,
  runRemoveItem,
  runSetItem,
  runWriteFile,
} from "./items";
import { runLookup, runModule } from "./lookup";
import {
  BUILTIN_ADD_MEMBER,
  BUILTIN_ALIAS,
  BUILTIN_CLEAR_VARIABLE,
  BUILTIN_CMD,
  BUILTIN_COMMAND,
  BUILTIN_CONTENT,
  BUILTIN_COPY_ITEM,
  BUILTIN_EACH,
  BUILTIN_EXPRESSION,
  BUILTIN_FROM_CSV,
  BUILTIN_FROM_JSON,
  BUILTIN_FROM_SECURE_STRING,
  BUILTIN_FROM_STRING_DATA,
  BUILTIN_GET_ALIAS,
  BUILTIN_GET_ITEM,
  BUILTIN_GET_VARIABLE,
  BUILTIN_HANDED,
  BUILTIN_JOB,
  BUILTIN_JOIN_PATH,
  BUILTIN_LOCATION,
  BUILTIN_LOOKUP,
  BUILTIN_MEASURE,
  BUILTIN_MESSAGE,
  BUILTIN_MODULE,
  BUILTIN_NEW_ITEM,
  BUILTIN_NEW_OBJECT,
  BUILTIN_NULL,
  BUILTIN_OTHER_ITEM,
  BUILTIN_OUTPUT,
  BUILTIN_PROCESS,
  BUILTIN_REMOVE_ALIAS,
  BUILTIN_REMOVE_ITEM,
  BUILTIN_SELECT,
  BUILTIN_SET_ITEM,
  BUILTIN_SET_VARIABLE,
  BUILTIN_SHELL,
  BUILTIN_SILENT,
  BUILTIN_SORT,
  BUILTIN_SPLIT_PATH,
  BUILTIN_STRICT_MODE,
  BUILTIN_STRING,
  BUILTIN_TEE,
  BUILTIN_TO_SECURE_STRING,
  BUILTIN_VIEW,
  BUILTIN_WHERE,
  BUILTIN_WRITE_FILE,
  firstNameOf,
  nameBuffer,
  nextNameOf,
} from "./names";
import { runAddMember, runNewObject } from "./objects";
import { runMessage, runOutput, runSelect, runSort, runString, runTee, runView } from "./output";
import { runJoinPath, runSplitPath } from "./paths";
import { runFromSecureString, runToSecureString } from "./secure-strings";
import { runClearVariable, runGetVariable, runSetVariable } from "./variables";

/**
 * @param number BUILTIN_* of names.ts
 * @param mayNotRun whether it may not have run at all
 */
export function runBuiltin(number: i32, mayNotRun: bool): void {
  const delayed = invocation.input == 0 ? <usize>0 : delayedBlocks(takesBlocks(number));
  if (delayed != 0) {
    if (writes(number)) havoc();
    deliverScoped(delayed, unknown());
    return;
  }
  startBuiltin((mayNotRun && writes(number)) || (hasDefaults() && mayDefaultBuiltin(number)));
  if (number < BUILTIN_NULL) runCodeBuiltin(number);
  else runDataBuiltin(number);
  if (delivered == nothing() && givesNothing(number)) noteNothing();
  // With a parameter that is not modelled it may give something else, or nothing at all.
  if (binding.surprised && delivered != 0 && delivered != nothing()) deliver(unknown());
}

/** Whether a builtin has parameters for blocks. */
function takesBlocks(number: i32): bool {
  switch (number) {
    case BUILTIN_EACH:
    case BUILTIN_WHERE:
    case BUILTIN_COMMAND:
    case BUILTIN_JOB:
    case BUILTIN_MEASURE:
    case BUILTIN_SELECT:
    case BUILTIN_SORT:
    case BUILTIN_VIEW:
    case BUILTIN_ADD_MEMBER:
    case BUILTIN_MODULE:
    case BUILTIN_HANDED:
      return true;
    default:
      return false;
  }
}

/**
 * The blocks that are run for each object piped in, to give a parameter its value: they stand by name for one that takes what is piped, and
 * neither blocks nor any object. PowerShell: CmdletParameterBinderController.BindParameter, delay-bind script blocks.
 * @param onlyInput whether that can be -InputObject alone
 */
function delayedBlocks(onlyInput: bool): usize {
  let blocks: usize = 0;
  for (let at = <usize>invocation.elements; at != 0; ) {
    const element = changetype<SiteElement>(at);
    at = <usize>element.next;
    if (element.kind == SITE_ELEMENT_ARGUMENT || element.nameLength == 0) continue;
    const name = <usize>element.name + dashLength(<usize>element.name, <usize>element.nameLength);
    const letter = <u32>load<u8>(name) | 32;
    const isInput =
      letter == LOWER_I && (name + 2 >= <usize>(element.name + element.nameLength) || (load<u8>(name + 2) | 32) == LOWER_P);
    const isNext = element.value == 0 && at != 0 && changetype<SiteElement>(at).kind == SITE_ELEMENT_ARGUMENT;
    const value = isNext ? changetype<SiteElement>(at).value : element.value;
    // -Value and -Object take anything, so a block as it is.
    const isDelayed = onlyInput ? isInput : letter != LOWER_V && letter != LOWER_O;
    if (value != 0 && isDelayed && kindOf(<usize>value) == KIND_BLOCK) blocks = blocksOf(<usize>value, blocks);
  }
  return blocks;
}

/** Whether a builtin writes variables, or what stands on a drive. */
function writes(number: i32): bool {
  switch (number) {
    case BUILTIN_ALIAS:
    case BUILTIN_SET_VARIABLE:
    case BUILTIN_CLEAR_VARIABLE:
    case BUILTIN_SET_ITEM:
    case BUILTIN_COPY_ITEM:
    case BUILTIN_REMOVE_ITEM:
    case BUILTIN_WRITE_FILE:
    case BUILTIN_TEE:
    case BUILTIN_NEW_ITEM:
    case BUILTIN_MESSAGE:
      return true;
    default:
      return false;
  }
}

/** Whether a builtin gives nothing when it works, so that its failure does not show. */
function givesNothing(number: i32): bool {
  return (
    number != BUILTIN_EACH &&
    number != BUILTIN_WHERE &&
    number != BUILTIN_OUTPUT &&
    number != BUILTIN_SELECT &&
    number != BUILTIN_SORT
  );
}

/** Whether a default value of the text may give a builtin a parameter: its key fits one of the names. */
function mayDefaultBuiltin(number: i32): bool {
  for (let name = firstNameOf(number); name != 0; name = nextNameOf()) if (mayDefault(nameBuffer, name)) return true;
  return false;
}

/** Whether a command that only has effects was given nothing, null, or what is not known: one of its parameters may refuse that. */
function mayRefuse(): bool {
  if (invocation.elements == 0) return true;
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_PARAMETER) continue;
    const value = <usize>element.value;
    if (value == 0 || kindOf(value) == KIND_NULL || kindOf(value) == KIND_UNKNOWN) return true;
  }
  return false;
}

function runCodeBuiltin(number: i32): void {
  switch (number) {
    case BUILTIN_EACH:
      runEach();
      break;
    case BUILTIN_WHERE:
      runWhere();
      break;
    case BUILTIN_OUTPUT:
      runOutput();
      break;
    case BUILTIN_EXPRESSION:
      runExpression();
      break;
    case BUILTIN_COMMAND:
      runCommandBlock();
      break;
    case BUILTIN_JOB:
      runJob();
      break;
    case BUILTIN_ALIAS:
      runAlias();
      break;
    case BUILTIN_LOOKUP:
      runLookup();
      break;
    case BUILTIN_MODULE:
      runModule();
      break;
    case BUILTIN_SET_VARIABLE:
      runSetVariable();
      break;
    case BUILTIN_GET_VARIABLE:
      runGetVariable();
      break;
    case BUILTIN_CLEAR_VARIABLE:
      runClearVariable();
      break;
    case BUILTIN_SET_ITEM:
      runSetItem();
      break;
    case BUILTIN_COPY_ITEM:
      runCopyItem();
      break;
    case BUILTIN_GET_ITEM:
      runGetItem();
      break;
    case BUILTIN_REMOVE_ITEM:
      runRemoveItem();
      break;
    case BUILTIN_WRITE_FILE:
      runWriteFile();
      break;
    default:
      runTee();
      break;
  }
}

function runDataBuiltin(number: i32): void {
  switch (number) {
    case BUILTIN_SILENT:
      if (mayRefuse()) surprise();
      deliver(nothing());
      break;
    case BUILTIN_NULL:
      deliver(nothing());
      break;
    case BUILTIN_STRING:
      runString();
      break;
    case BUILTIN_JOIN_PATH:
      runJoinPath();
      break;
    case BUILTIN_SPLIT_PATH:
      runSplitPath();
      break;
    case BUILTIN_NEW_OBJECT:
      runNewObject();
      break;
    case BUILTIN_ADD_MEMBER:
      runAddMember();
      break;
    case BUILTIN_MEASURE:
      runMeasure();
      break;
    case BUILTIN_SELECT:
      runSelect();
      break;
    case BUILTIN_SORT:
      runSort();
      break;
    case BUILTIN_SHELL:
      runShell();
      break;
    case BUILTIN_CMD:
      runCmd();
      break;
    case BUILTIN_PROCESS:
      runProcess();
      break;
    case BUILTIN_HANDED:
      runHandedOver();
      break;
    case BUILTIN_GET_ALIAS:
      runGetAlias();
      break;
    case BUILTIN_NEW_ITEM:
      runNewItem();
      break;
    case BUILTIN_CONTENT:
      runContent();
      break;
    case BUILTIN_REMOVE_ALIAS:
      runRemoveAlias();
      break;
    case BUILTIN_LOCATION:
      runLocation();
      break;
    case BUILTIN_FROM_JSON:
      runFromJson();
      break;
    case BUILTIN_FROM_CSV:
      runFromCsv();
      break;
    case BUILTIN_FROM_STRING_DATA:
      runFromStringData();
      break;
    case BUILTIN_TO_SECURE_STRING:
      runToSecureString();
      break;
    case BUILTIN_FROM_SECURE_STRING:
      runFromSecureString();
      break;
    case BUILTIN_OTHER_ITEM:
      runOtherItem();
      break;
    case BUILTIN_MESSAGE:
      runMessage();
      break;
    case BUILTIN_VIEW:
      runView();
      break;
    case BUILTIN_STRICT_MODE:
      runStrictMode();
      deliver(nothing());
      break;
    default:
      deliver(unknown());
      break;
  }
}
