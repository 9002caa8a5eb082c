/**
 * Bodies that are called through .NET: methods of classes, script methods, `.Invoke()`. There an error that elsewhere ends one statement
 * ends the body and the statement that called it. PowerShell: ScriptBlock.DoInvokeReturnAsIs, ErrorHandlingBehavior.WriteToExternalErrorPipe.
 */
import { NATIVE_METHOD } from "./continuations";
import { FRAME_NATIVE, FRAMED_UNCERTAIN, MethodFrame } from "./frame-kinds";
import { pushFrame } from "./frames";
import { openBranch } from "./repeat";
import { pc } from "./state";

/** Opens the branch that the body is, since it may end before its end. @param block the body that is called next */
export function startMethodRun(block: usize): void {
  const frame = changetype<MethodFrame>(pushFrame(FRAME_NATIVE, NATIVE_METHOD, pc));
  frame.block = <u32>block;
  frame.flags |= FRAMED_UNCERTAIN;
  openBranch(frame);
}
