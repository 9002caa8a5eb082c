/** Events of the user's own for the benchmark: in whatever form, as lines of JSON in memory. */
import { DetectorError } from "../errors.js";
import { findFiles } from "../files/find.js";
import { readInput } from "../files/read.js";
import { InputReader } from "../input/reader.js";
import { concatenate } from "../wtf8.js";

const NEWLINE = 0x0a;

/** @throws DetectorError for a corpus without a single line */
export async function readCorpus(name: string): Promise<{ name: string; bytes: Buffer }> {
  const pieces: Uint8Array[] = [];
  for (const file of findFiles([name]).files) {
    const reader = new InputReader({
      asIs: (bytes) => void pieces.push(bytes.slice()),
      converted: (lines) => void pieces.push(lines.slice()),
    });
    await readInput(file, reader, async () => true);
    if (pieces.at(-1)?.at(-1) !== NEWLINE) pieces.push(Uint8Array.of(NEWLINE));
  }
  const bytes = concatenate(pieces);
  if (bytes.some((byte) => byte !== NEWLINE)) return { name, bytes: Buffer.from(bytes.buffer) };
  throw new DetectorError("input_invalid", `The corpus ${name} holds no event.`, {
    hint: "--corpus takes events in any form that scan reads.",
  });
}
