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
import { nothing } from "../machine/frames";
import { deliver } from "../machine/state";
import { unknown } from "../values/constants";
import { runAlias, runGetAlias, runRemoveAlias } from "./aliases";
import { runCmd, runHandedOver, runProcess, runShell } from "./child-shells";
import { runEach, runWhere } from "./for-each-and-where";
import { runCommandBlock, runExpression, runJob, runMeasure } from "./invoke";
import { runContent, runCopyItem, runGetItem, runNewItem, runRemoveItem, runSetItem, runWriteFile } from "./items";
import { runLookup, runModule } from "./lookup";
import { runAddMember, runNewObject } from "./objects";
import { runOutput, runSelect, runSort, runString, runTee } from "./output";
import { runJoinPath, runSplitPath } from "./paths";
import { runClearVariable, runGetVariable, runSetVariable } from "./variables";

/** @param number BUILTIN_* of names.ts */
export function runBuiltin(number: i32): void {
  if (number < 18) runCodeBuiltin(number);
  else runDataBuiltin(number);
}

function runCodeBuiltin(number: i32): void {
  switch (number) {
    case 0:
      runEach();
      break;
    case 1:
      runWhere();
      break;
    case 2:
      runOutput();
      break;
    case 3:
      runExpression();
      break;
    case 4:
      runCommandBlock();
      break;
    case 5:
      runJob();
      break;
    case 6:
      runAlias();
      break;
    case 7:
      runLookup();
      break;
    case 8:
      runModule();
      break;
    case 9:
      runSetVariable();
      break;
    case 10:
      runGetVariable();
      break;
    case 11:
      runClearVariable();
      break;
    case 12:
      runSetItem();
      break;
    case 13:
      runCopyItem();
      break;
    case 14:
      runGetItem();
      break;
    case 15:
      runRemoveItem();
      break;
    case 16:
      runWriteFile();
      break;
    default:
      runTee();
      break;
  }
}

function runDataBuiltin(number: i32): void {
  switch (number) {
    case 18:
    case 31:
      deliver(nothing());
      break;
    case 19:
      runString();
      break;
    case 20:
      runJoinPath();
      break;
    case 21:
      runSplitPath();
      break;
    case 22:
      runNewObject();
      break;
    case 23:
      runAddMember();
      break;
    case 24:
      runMeasure();
      break;
    case 25:
      runSelect();
      break;
    case 26:
      runSort();
      break;
    case 27:
      runShell();
      break;
    case 28:
      runCmd();
      break;
    case 29:
      runProcess();
      break;
    case 30:
      runHandedOver();
      break;
    case 32:
      runGetAlias();
      break;
    case 33:
      runNewItem();
      break;
    case 34:
      runContent();
      break;
    case 35:
      runRemoveAlias();
      break;
    default:
      deliver(unknown());
      break;
  }
}
