/**
 * Builtins that waited for a call go on with what it gave.
 */

import { blocksAnswered } from "../builtins/block-runs";
import { eachAnswered, keysAnswered, whereAnswered } from "../builtins/for-each-and-where";
import { handedAnswered } from "../builtins/handed-blocks";
import { stageAnswered } from "../builtins/powershell-api";
import {
  NATIVE_BLOCKS,
  NATIVE_CLAUSE,
  NATIVE_COLLECTION,
  NATIVE_DEFAULT,
  NATIVE_EACH,
  NATIVE_HANDED,
  NATIVE_INSTEAD,
  NATIVE_MAYBE,
  NATIVE_METHOD,
  NATIVE_OUT,
  NATIVE_PIPELINE,
  NATIVE_SWEEP,
  NATIVE_WHERE,
} from "../machine/continuations";
import { InsteadFrame } from "../machine/frame-kinds";
import { isNothing, popFrame, topFrame } from "../machine/frames";
import { deliver } from "../machine/state";
import { kindOf, unknown } from "../values/constants";
import { append, countItems, isKnownList, itemAt, LIST_GENERIC, newArrayList } from "../values/lists";
import { KIND_ARRAY } from "../values/value";
import { defaultAnswered, maybeAnswered, outAnswered } from "./commands";
import { clauseAnswered } from "./loops";
import { methodAnswered } from "./methods";
import { sweep } from "./uncalled-bodies";

/** @param kind NATIVE_* of the top frame */
export function answer(kind: u8, value: usize): void {
  switch (kind) {
    case NATIVE_CLAUSE:
      clauseAnswered(value);
      break;
    case NATIVE_SWEEP:
      sweep();
      break;
    case NATIVE_EACH:
      eachAnswered(value);
      break;
    case NATIVE_WHERE:
      whereAnswered(value);
      break;
    case NATIVE_DEFAULT:
      defaultAnswered(value);
      break;
    case NATIVE_BLOCKS:
      blocksAnswered(value);
      break;
    case NATIVE_INSTEAD: {
      const instead = <usize>changetype<InsteadFrame>(topFrame()).value;
      popFrame();
      deliver(instead);
      break;
    }
    case NATIVE_OUT:
      outAnswered(value);
      break;
    case NATIVE_COLLECTION:
      popFrame();
      deliver(collection(value));
      break;
    case NATIVE_PIPELINE:
      stageAnswered(value);
      break;
    case NATIVE_METHOD:
      methodAnswered(value);
      break;
    case NATIVE_MAYBE:
      maybeAnswered(value);
      break;
    case NATIVE_HANDED:
      handedAnswered();
      break;
    default:
      keysAnswered();
      break;
  }
}

/** `.Invoke()` gives a collection, also of one or of none, which as a part of something else is no array. */
function collection(value: usize): usize {
  const isList = kindOf(value) == KIND_ARRAY;
  if (kindOf(value) == 0 || (isList && !isKnownList(value))) return unknown();
  const list = newArrayList(1, LIST_GENERIC);
  if (isList) for (let i: u32 = 0; i < countItems(value); i++) append(list, itemAt(value, i));
  else if (!isNothing(value)) append(list, value);
  return list;
}
