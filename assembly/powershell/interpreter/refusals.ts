/**
 * Operations that the engine may refuse: arithmetic, a conversion, an index, a method or command whose outcome is not known. The
 * statement then ends where it stands, and the variable that it would have set keeps its value. PowerShell: statements are caught one by one.
 */
import { binding } from "../machine/invocation";
import { top } from "../machine/operands";
import { failedAt, pc } from "../machine/state";
import {
  BINARY_REMAINDER,
  FLAGS_OF_MACHINE,
  Instruction,
  instruction,
  OP_BINARY,
  OP_CAST,
  OP_COMMAND,
  OP_INDEX,
  OP_INVOKE,
  OP_PIPE,
  OP_STEP,
} from "../program";
import { kindOf, nothing, unknown } from "../values/constants";
import { isLoose } from "../values/partial";
import { KIND_PARTIAL, KIND_UNKNOWN } from "../values/value";
import { mostWork, work } from "../work";

/** Of an operator or command: it may have been refused, in some round. */
const FLAG_REFUSABLE: u16 = FLAGS_OF_MACHINE;

/** Whether an instruction may have been refused, in some round. */
export function isRefusable(at: Instruction): bool {
  return at.op >= OP_BINARY && at.op <= OP_COMMAND && (at.flags & FLAG_REFUSABLE) != 0;
}

/** Notes that an instruction gave a value that is not known. */
export function noteOutcome(at: Instruction, value: usize): void {
  const op = at.op;
  const refuses =
    op == OP_BINARY
      ? at.sub <= BINARY_REMAINDER
      : op == OP_CAST || op == OP_INDEX || op == OP_INVOKE || op == OP_COMMAND || op == OP_STEP;
  // A command that gives nothing ever, with something that it may be refused.
  const isSilent = op == OP_COMMAND && value == nothing() && binding.surprised && failedAt == pc;
  if (refuses && (kindOf(value) == KIND_UNKNOWN || isLoose(value) || isSilent)) at.flags |= FLAG_REFUSABLE;
}

/** The same for the operator that has just put its value on the stack. */
export function noteOperator(at: Instruction): void {
  if (at.op <= OP_INDEX || at.op == OP_STEP) noteOutcome(at, <usize>top(0).value);
}

/**
 * Whether something in front of the assignment or command at that index, within its extent or upstream in its pipeline, may be refused.
 * A pipeline of which one command is not found, or is refused its arguments, does not start. PowerShell: PipelineProcessor. What lies further
 * back than the work allows is taken for such.
 */
export function mayBeRefused(index: u32): bool {
  let from = instruction(index).start;
  const end = instruction(index).end;
  const most = mostWork();
  let looked: u32 = 0;
  let found = false;
  for (let i = index; i != 0 && !found; i--) {
    const at = instruction(i - 1);
    found = ++looked > most || isRefusable(at);
    if (at.op == OP_PIPE && at.end <= from && i > 1) from = instruction(i - 2).start;
    else if (at.start < from || at.start > end) {
      found = found && looked > most;
      break;
    }
  }
  work(looked);
  return found;
}

/**
 * What a statement that ends at that index puts out: a text that is known in part may be nothing at all. In parentheses, whose
 * instruction has no extent, what is refused ends the statement around them.
 */
export function unlessRefused(value: usize, index: u32): usize {
  const at = instruction(index);
  const isOpen = kindOf(value) == KIND_PARTIAL && at.start != at.end && (isLoose(value) || mayBeRefused(index));
  return isOpen ? unknown() : value;
}
