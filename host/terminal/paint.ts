/**
 * Colours for one stream: on for a terminal, off for anything else and wherever NO_COLOR is set (no-color.org).
 */
import picocolors from "picocolors";

export type Paint = ReturnType<typeof picocolors.createColors>;

/** Whether colours belong on this stream. FORCE_COLOR turns them on for a pipe into a pager. */
export function wantsColour(stream: { isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR && FORCE_COLOR !== "0") return true;
  return stream.isTTY === true && TERM !== "dumb";
}

export function painter(stream: { isTTY?: boolean }): Paint {
  return picocolors.createColors(wantsColour(stream));
}
