/**
 * Carries out what was deferred.
 */

import { markText } from "../machine/bodies";
import { callBlock } from "../machine/calls";
import { havoc } from "../machine/cells";
import {
  args,
  count,
  DEFERRED_COMMAND,
  DEFERRED_METHOD,
  elements,
  end,
  input,
  marks,
  mode,
  name,
  object,
  start,
  takeDeferred,
} from "../machine/deferred";
import { deliver } from "../machine/state";
import { compileText } from "../machine/texts";
import { unknown } from "../values/constants";
import { runNamed } from "./commands";
import { invokeOn } from "./members";

/** Starts what a builtin asked for; something must wait (machine/deferred.ts). */
export function carryOutDeferred(): void {
  const kind = takeDeferred();
  if (kind == DEFERRED_METHOD) invokeOn(object, name, args, count, start, end, false);
  else if (kind == DEFERRED_COMMAND) runNamed(name, elements, input, start, end);
  else runText();
}

function runText(): void {
  const block = compileText(object, start, end);
  if (block == 0) {
    // Text that is not known, or not read for want of room, may write anything in the scope it runs in.
    if (mode == 0) havoc();
    deliver(unknown());
    return;
  }
  markText(block, marks);
  callBlock(block, elements, input, mode);
}
