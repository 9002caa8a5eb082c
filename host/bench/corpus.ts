/** Events of the user's own for the benchmark: in whatever form, as lines of JSON in memory. */
import { DetectorError } from "../errors.js";
import { findFiles } from "../files/find.js";
import { readInput } from "../files/read.js";
import { startsObject } from "../input/objects.js";
import { InputReader } from "../input/reader.js";
import { concatenate } from "../wtf8.js";

const NEWLINE = 0x0a;

export interface Corpus {
  name: string;
  bytes: Buffer;
  /** What could not be read of it, in words. */
  damages: string[];
}

/** @throws DetectorError for a corpus without a single event */
export async function readCorpus(name: string): Promise<Corpus> {
  const pieces: Uint8Array[] = [];
  const damages: string[] = [];
  for (const file of findFiles([name]).files) {
    const reader = new InputReader({
      asIs: (bytes) => void pieces.push(bytes.slice()),
      converted: (lines) => void pieces.push(lines.slice()),
    });
    try {
      await readInput(file, reader, async () => true);
    } catch (error) {
      if (!(error instanceof DetectorError) || error.code !== "input_damaged") throw error;
      damages.push(error.message);
    }
    damages.push(...reader.report().damages.map(({ what, offset }) => `${file}: ${what}, at byte ${offset}`));
    if (pieces.at(-1)?.at(-1) !== NEWLINE) pieces.push(Uint8Array.of(NEWLINE));
  }
  const bytes = concatenate(pieces);
  if (startsObject(bytes)) return { name, bytes: Buffer.from(bytes.buffer), damages };
  throw new DetectorError("input_invalid", `The corpus ${name} holds no event.`, {
    hint: "--corpus takes events in any form that scan reads.",
  });
}
