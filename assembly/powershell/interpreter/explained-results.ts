/**
 * While a text is explained: what an instruction gave, with the cause where it is not known. An operand's cause goes over to what
 * is made of it; what comes out of nothing known is its own cause.
 */
import { invocation } from "../machine/invocation";
import { depth, slotAt, takenAt, top } from "../machine/operands";
import { delivered } from "../machine/state";
import { causeOfParsed } from "../machine/variables";
import {
  Instruction,
  OP_ARRAY,
  OP_BINARY,
  OP_CAST,
  OP_COMMAND,
  OP_COMMAND_BEGIN,
  OP_EXPAND,
  OP_INDEX,
  OP_INVOKE,
  OP_MEMBER,
  OP_UNARY,
  OP_VARIABLE,
} from "../program";
import { SiteElement } from "../site";
import {
  because,
  CAUSE_AUTOMATIC,
  CAUSE_COMMAND,
  CAUSE_ENVIRONMENT,
  CAUSE_EXPRESSION,
  CAUSE_METHOD,
  causeIn,
  isCauseless,
} from "../values/causes";
import { kindOf } from "../values/constants";
import { withSteps } from "../values/steps";
import { KIND_PARTIAL, VALUE_UNCLAIMABLE, Value } from "../values/value";

/** Values that an instruction takes from the stack to make one. */
function operandsOf(at: Instruction): u32 {
  switch (at.op) {
    case OP_BINARY:
    case OP_INDEX:
    case OP_MEMBER:
      return 2;
    case OP_UNARY:
    case OP_CAST:
      return 1;
    case OP_INVOKE:
      return at.a + 2;
    case OP_EXPAND:
    case OP_ARRAY:
      return at.a;
    default:
      return 0;
  }
}

/** `value` with a cause: itself if it is known, or already has one. @param cause an unknown value */
function withCause(value: usize, cause: usize): usize {
  if (isCauseless(value)) return cause;
  const present = changetype<Value>(value);
  const open = present.kind == KIND_PARTIAL || (present.flags & VALUE_UNCLAIMABLE) != 0;
  return open && present.steps == 0 ? withSteps(value, changetype<Value>(cause).steps) : value;
}

// The operands of the instruction that is carried out: their slots [base, after), and the one that its result will stand in.
let base: u32 = 0;
let after: u32 = 0;
let first: usize = 0;
let carriedOut: usize = 0;

/** An instruction is about to be carried out. */
export function noteOperands(at: Instruction): void {
  const count = operandsOf(at);
  after = depth();
  base = after < count ? after : after - count;
  first = count == 0 ? 0 : <usize>slotAt(base).value;
  carriedOut = changetype<usize>(at);
}

/** It was carried out: a result that is not known gets its cause. What a frame or a call will give comes later. */
export function explainResult(at: Instruction): void {
  if (delivered != 0 || depth() != base + 1) return;
  const slot = top(0);
  if (at.op == OP_VARIABLE) slot.value = <u32>explainVariable(<usize>slot.value, at);
  else if (at.op < OP_COMMAND_BEGIN) slot.value = <u32>explainMade(<usize>slot.value, at);
}

/** The value of the variable that was split last. */
function explainVariable(value: usize, at: Instruction): usize {
  let cause = causeOfParsed();
  if ((changetype<Value>(value).flags & VALUE_UNCLAIMABLE) != 0 && cause != CAUSE_ENVIRONMENT) cause = CAUSE_AUTOMATIC;
  return withCause(value, because(cause, at.start, at.end));
}

/** The cause among the operands of the instruction, 0 for none. */
function causeOfOperands(): usize {
  let cause: usize = first == 0 ? 0 : causeIn(first);
  for (let i = base + 1; i < after && cause == 0; i++) cause = causeIn(takenAt(i));
  return cause;
}

/** What an operator or the like made. */
function explainMade(value: usize, at: Instruction): usize {
  if (!isCauseless(value) && kindOf(value) != KIND_PARTIAL) return value;
  let cause = causeOfOperands();
  if (cause == 0) cause = because(at.op == OP_INVOKE ? CAUSE_METHOD : CAUSE_EXPRESSION, at.start, at.end);
  return withCause(value, cause);
}

/** What a command, or a method that runs code, gave. @param at the instruction that called it */
export function explainDelivered(value: usize, at: Instruction): usize {
  if (!isCauseless(value) && kindOf(value) != KIND_PARTIAL) return value;
  let cause: usize = 0;
  if (at.op == OP_INVOKE && carriedOut == changetype<usize>(at)) cause = causeOfOperands();
  else if (at.op == OP_COMMAND && invocation.start == at.start) {
    for (let element = invocation.elements; element != 0 && cause == 0; element = changetype<SiteElement>(element).next) {
      const given = changetype<SiteElement>(element).value;
      if (given != 0) cause = causeIn(<usize>given);
    }
  }
  if (cause == 0) cause = because(at.op == OP_COMMAND ? CAUSE_COMMAND : CAUSE_METHOD, at.start, at.end);
  return withCause(value, cause);
}
