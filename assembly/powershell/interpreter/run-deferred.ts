/**
 * Carries out what was deferred.
 */

import { markText } from "../machine/bodies";
import { callBlock } from "../machine/calls";
import { havoc } from "../machine/cells";
import { DEFERRED_COMMAND, DEFERRED_METHOD, deferred, takeDeferred } from "../machine/deferred";
import { deliver } from "../machine/state";
import { compileText } from "../machine/texts";
import { unknown } from "../values/constants";
import { runNamed } from "./commands";
import { invokeOn } from "./members";

/** Starts what a builtin asked for; something must wait (machine/deferred.ts). */
export function carryOutDeferred(): void {
  const kind = takeDeferred();
  if (kind == DEFERRED_METHOD)
    invokeOn(deferred.object, deferred.name, deferred.args, deferred.count, deferred.start, deferred.end, false);
  else if (kind == DEFERRED_COMMAND) runNamed(deferred.name, deferred.elements, deferred.input, deferred.start, deferred.end);
  else runText();
}

function runText(): void {
  const block = compileText(deferred.object, deferred.start, deferred.end);
  if (block == 0) {
    // Text that is not known, or not read for want of room, may write anything in the scope it runs in.
    if (deferred.mode == 0) havoc();
    deliver(unknown());
    return;
  }
  markText(block, deferred.marks);
  callBlock(block, deferred.elements, deferred.input, deferred.mode);
}
