/**
 * What a closure captured is state of its own, which code within it can write: through a scope by number, `$script:`, `$global:`. The
 * next call sees that, so after such a write nothing that was captured is known.
 */

import { taintTable } from "../values/tables";
import { KIND_BLOCK, Value } from "../values/value";
import { BODY_TEXT } from "./bodies";
import { FRAME_CALL, frameAt, frameCount } from "./frames";

/** Whatever closures that run now had captured is unknown from now on. */
export function loosenClosures(): void {
  for (let i = frameCount(); i > 0; i--) {
    const frame = frameAt(i);
    if (frame.kind != FRAME_CALL || frame.a == 0) continue;
    const block = changetype<Value>(<usize>frame.a);
    if (block.kind == KIND_BLOCK && block.aux != BODY_TEXT && block.b != 0) taintTable(<usize>block.b);
  }
}
