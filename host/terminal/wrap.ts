/**
 * Text within the width of a terminal: words go to the next line whole, and what is longer than a line is broken.
 */
import stringWidth from "string-width";

export interface Piece {
  /** One line, nothing in it that a terminal would obey. */
  text: string;
  paint?: ((text: string) => string) | undefined;
}

/** Narrower than this nothing can be shown. */
export const LEAST_WIDTH = 24;
/** What a terminal that does not tell is taken for, and the widest line that is still read with ease. */
export const USUAL_WIDTH = 100;
export const MOST_WIDTH = 160;

/** Columns to use of a stream: what it has, within reason. */
export function widthOf(stream: { columns?: number | undefined }): number {
  return within(stream.columns ?? USUAL_WIDTH);
}

/** A width as someone asked for it, within reason. */
export function within(width: number): number {
  return Number.isFinite(width) ? Math.min(Math.max(Math.floor(width), LEAST_WIDTH), MOST_WIDTH) : USUAL_WIDTH;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A word in pieces of at most `most` columns. */
function* broken(word: string, most: number): Generator<string> {
  let piece = "";
  let columns = 0;
  for (const { segment } of graphemes.segment(word)) {
    const own = stringWidth(segment);
    if (columns + own > most && piece !== "") {
      yield piece;
      piece = "";
      columns = 0;
    }
    piece += segment;
    columns += own;
  }
  if (piece !== "") yield piece;
}

/**
 * @param label what stands in front of the first line, already painted; it takes `indent` columns
 * @returns lines, each ended and at most `width` columns wide
 */
export function wrapped(pieces: readonly Piece[], width: number, indent: number, label?: string): string {
  const room = width - indent;
  const lines: string[] = [];
  let line = "";
  let columns = 0;
  const end = () => {
    lines.push(line);
    line = "";
    columns = 0;
  };
  for (const { text, paint = (plain: string) => plain } of pieces) {
    for (const [word] of text.matchAll(/\s+|\S+/g)) {
      const blank = word.trim() === "";
      const own = stringWidth(word);
      if (columns + own > room && columns > 0) end();
      if (blank) {
        if (columns === 0) continue;
        line += word;
        columns += own;
        continue;
      }
      for (const part of own > room ? broken(word, room) : [word]) {
        if (columns + stringWidth(part) > room && columns > 0) end();
        line += paint(part);
        columns += stringWidth(part);
      }
    }
  }
  if (columns > 0 || lines.length === 0) end();
  return lines
    .map((text, index) => `${index === 0 && label !== undefined ? label : " ".repeat(indent)}${text.trimEnd()}\n`)
    .join("");
}
