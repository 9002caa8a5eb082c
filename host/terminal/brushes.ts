/**
 * What the descriptions paint with. Colours come from a terminal's painter; without one, text stays as it is.
 */
import type { Severity } from "../types.js";

type Brush = (text: string) => string;

/** A part of a painter (paint.ts) that a painter of no colours has too. */
export interface Brushes {
  bold: Brush;
  dim: Brush;
  red: Brush;
  yellow: Brush;
  green: Brush;
  cyan: Brush;
  magenta: Brush;
}

const as: Brush = (text) => text;

/** No colours. */
export const PLAIN: Brushes = { bold: as, dim: as, red: as, yellow: as, green: as, cyan: as, magenta: as };

/** A severity in its colour. @param text what is painted, if not its name */
export function paintSeverity(severity: Severity, paint: Brushes, text: string = severity): string {
  const colours: Record<Severity, Brush> = {
    critical: (word) => paint.bold(paint.red(word)),
    high: paint.red,
    medium: paint.yellow,
    low: paint.cyan,
    informational: paint.dim,
  };
  return colours[severity](text);
}
