/**
 * What a closure captured is state of its own, which code within it can write: through a scope by number, `$script:`, `$global:`. The
 * next call sees that, so after such a write nothing that was captured is known.
 */

import { instruction, OP_FUNCTION } from "../program";
import { taintTable } from "../values/tables";
import { KIND_BLOCK, Value } from "../values/value";
import { BODY_TEXT } from "./bodies";
import { CALL_CLOSURE, CALL_SCOPE } from "./call-modes";
import { CallFrame, FRAME_CALL } from "./frame-kinds";
import { frameAt, frameCount } from "./frames";
import { scopeDepth } from "./scopes";
import { closures } from "./state";

/** Whatever closures that run now had captured is unknown from now on. */
export function loosenClosures(): void {
  for (let i = frameCount(); i > 0; i--) {
    const frame = changetype<CallFrame>(frameAt(i));
    if (frame.kind != FRAME_CALL || frame.block == 0) continue;
    const block = changetype<Value>(<usize>frame.block);
    if (block.kind == KIND_BLOCK && block.aux != BODY_TEXT && block.b != 0) taintTable(<usize>block.b);
  }
}

/**
 * The depth of the scope that is `$script:` to a closure which runs now: its module's, with what it captured. 0 for code of the text:
 * a function that a closure calls belongs to the text again.
 */
export function closureDepth(): u32 {
  if (closures == 0) return 0;
  let depth = scopeDepth();
  for (let i = frameCount(); i > 0; i--) {
    const frame = changetype<CallFrame>(frameAt(i));
    if (frame.kind != FRAME_CALL) continue;
    if ((frame.mode & CALL_CLOSURE) != 0) return depth - 1;
    if ((frame.mode & CALL_SCOPE) != 0) depth--;
    const block = changetype<Value>(<usize>frame.block);
    if (block.kind == KIND_BLOCK && block.aux != BODY_TEXT && instruction(block.a).op == OP_FUNCTION) return 0;
  }
  return 0;
}
