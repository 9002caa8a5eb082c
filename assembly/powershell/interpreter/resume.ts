/**
 * Builtins that waited for a call go on with what it gave.
 */

import { blocksAnswered } from "../builtins/block-runs";
import { eachAnswered, keysAnswered, whereAnswered } from "../builtins/for-each-and-where";
import { stageAnswered } from "../builtins/powershell-api";
import { isNothing, popFrame, topFrame } from "../machine/frames";
import { deliver } from "../machine/state";
import { kindOf } from "../values/constants";
import { append, newList } from "../values/lists";
import { KIND_ARRAY } from "../values/value";
import { defaultAnswered, maybeAnswered, outAnswered } from "./commands";
import { clauseAnswered } from "./loops";
import { sweep } from "./uncalled-bodies";

/** @param kind NATIVE_* of the top frame */
export function answer(kind: u8, value: usize): void {
  switch (kind) {
    case 1:
      clauseAnswered(value);
      break;
    case 2:
      sweep();
      break;
    case 3:
      eachAnswered(value);
      break;
    case 4:
      whereAnswered(value);
      break;
    case 5:
      defaultAnswered(value);
      break;
    case 6:
      blocksAnswered(value);
      break;
    case 7: {
      const instead = <usize>topFrame().a;
      popFrame();
      deliver(instead);
      break;
    }
    case 8:
      outAnswered(value);
      break;
    case 9:
      popFrame();
      deliver(collection(value));
      break;
    case 10:
      stageAnswered(value);
      break;
    case 12:
      maybeAnswered();
      break;
    default:
      keysAnswered();
      break;
  }
}

/** `.Invoke()` gives a collection, also of one or of none. */
function collection(value: usize): usize {
  if (kindOf(value) == KIND_ARRAY || kindOf(value) == 0) return value;
  const list = newList(1);
  if (!isNothing(value)) append(list, value);
  return list;
}
