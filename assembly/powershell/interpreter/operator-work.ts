/**
 * What an operator's operands weigh. Where the pool of work cannot carry them they become unknown before the operator sees
 * them, and a container that it might have changed counts as changed.
 */

import { depth, slotAt } from "../machine/operands";
import {
  ASSIGN_SET,
  Instruction,
  OP_ASSIGN,
  OP_BINARY,
  OP_CAST,
  OP_EXPAND,
  OP_INDEX,
  OP_INVOKE,
  OP_MEMBER,
  OP_STEP,
  OP_UNARY,
} from "../program";
import { kindOf, textLength, unknown } from "../values/constants";
import { countItems, taintList } from "../values/lists";
import { countEntries, taintTable } from "../values/tables";
import { KIND_ARRAY, KIND_BUILDER, KIND_STRING, KIND_TABLE, Value } from "../values/value";
import { work } from "../work";

/** Operands that an operator reads through. */
function operandsOf(at: Instruction): u32 {
  switch (at.op) {
    case OP_BINARY:
    case OP_CAST:
    case OP_INDEX:
    case OP_MEMBER:
      return 2;
    case OP_UNARY:
    case OP_STEP:
      return 1;
    case OP_EXPAND:
      return at.a;
    case OP_INVOKE:
      return at.a + 2;
    case OP_ASSIGN:
      // A plain assignment moves a handle.
      return at.sub == ASSIGN_SET ? 0 : 2;
    default:
      return 0;
  }
}

function weightOf(value: usize): u32 {
  switch (kindOf(value)) {
    case KIND_STRING:
      return <u32>textLength(value);
    case KIND_ARRAY:
      // An item is a value of its own, with text to make or compare.
      return countItems(value) << 2;
    case KIND_TABLE:
      return countEntries(value);
    case KIND_BUILDER:
      return weightOfText(<usize>load<u32>(<usize>changetype<Value>(value).a));
    default:
      return 0;
  }
}

function weightOfText(value: usize): u32 {
  return kindOf(value) == KIND_STRING ? <u32>textLength(value) : 0;
}

function giveUp(value: usize): void {
  const kind = kindOf(value);
  if (kind == KIND_ARRAY) taintList(value);
  else if (kind == KIND_TABLE) taintTable(value);
  else if (kind == KIND_BUILDER) store<u32>(<usize>changetype<Value>(value).a, <u32>unknown());
}

/** Draws for an operator's operands, or makes those unknown that weigh too much. */
export function weigh(at: Instruction): void {
  const count = min(operandsOf(at), depth());
  for (let i = depth() - count; i < depth(); i++) {
    const slot = slotAt(i);
    if (work(weightOf(<usize>slot.value))) continue;
    giveUp(<usize>slot.value);
    slot.value = <u32>unknown();
  }
}
