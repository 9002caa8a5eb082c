/**
 * `-PipelineVariable`: a variable that holds the value which passes, as long as the pipeline runs. Afterwards it is gone.
 */
import { unknown } from "../values/constants";
import { CELL_VOLATILE, Cell } from "./cells";
import { frameCount } from "./frames";
import { writeCell } from "./scopes";

/** The cell of the pipeline that runs, 0 for none, and the frames below it. */
export let passing: u32 = 0;
let frames: u32 = 0;

/** A reading starts. */
export function clearPassing(): void {
  passing = 0;
}

/** A command of the pipeline set the variable. Of two at a time the first is not followed any more. */
export function notePassing(cell: usize): void {
  if (passing != 0) changetype<Cell>(<usize>passing).flags |= CELL_VOLATILE;
  passing = <u32>cell;
  frames = frameCount();
}

/** A statement ends: its pipeline's variable is gone. */
export function endPassing(): void {
  if (frameCount() > frames) return;
  writeCell(<usize>passing, unknown(), 0);
  passing = 0;
}
