/** Records as lines, as `node.wasm` and `wasi.wasm` take and give them. */
const NEWLINE = 10;

/** The lines of newline-delimited bytes, line ends excluded; views into the input. */
export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end));
    from = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}
