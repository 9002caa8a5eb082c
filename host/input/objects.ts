/** Tells lines that may be events from other text. */

const TAB = 0x09;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const BRACE = 0x7b;
/** Last byte of a UTF-8 byte order mark. */
const BOM_END = 0xbf;

/** Whether any line begins with a brace. */
export function startsObject(lines: Uint8Array): boolean {
  for (let at = lines.indexOf(BRACE); at >= 0; at = lines.indexOf(BRACE, at + 1)) {
    let before = at - 1;
    while (before >= 0 && (lines[before] === SPACE || lines[before] === TAB)) before--;
    if (before < 0 || lines[before] === NEWLINE || lines[before] === BOM_END) return true;
  }
  return false;
}
