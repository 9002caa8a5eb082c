/**
 * Text that the script writes to a literal path, in case it runs that file. PowerShell: Set-Content, Out-File, `>` and kin.
 */

import { BACKSLASH, DOT, SLASH } from "../../bytes/ascii";
import { MENTION_WRITTEN } from "../../contract";
import { setMentions } from "../lexer/mentions";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { isText } from "../values/partial";
import { KIND_ARRAY, KIND_STRING } from "../values/value";
import { SPACE_FILE } from "./cells";
import { isInSource } from "./origin";
import { findCell, intern, nameOf, readCell, setHere } from "./scopes";

/** What the text says in what it writes is no code of its own. */
function noteText(content: usize): void {
  if (kindOf(content) == KIND_ARRAY) {
    const count = countItems(content);
    for (let i: u32 = 0; i < count && i < 64; i++) noteLine(itemAt(content, i));
  } else noteLine(content);
}

function noteLine(line: usize): void {
  if (kindOf(line) == KIND_STRING && isInSource(textAt(line)))
    setMentions(textAt(line), textAt(line) + textLength(line), MENTION_WRITTEN);
}

/** A file's content was set: what it holds is that text, or unknown. */
export function noteWritten(path: usize, content: usize): void {
  if (kindOf(path) != KIND_STRING) return;
  noteText(content);
  let text = content;
  if (kindOf(content) == KIND_ARRAY) text = isKnownList(content) && countItems(content) == 1 ? itemAt(content, 0) : unknown();
  const dots = dotBytes(textAt(path), textLength(path));
  setHere(intern(SPACE_FILE, textAt(path) + dots, textLength(path) - dots), isText(text) ? text : unknown(), 0);
}

/** Bytes of a leading `./` or `.\`, which names the same file as none. */
function dotBytes(path: usize, length: usize): usize {
  return length > 2 && load<u8>(path) == DOT && (load<u8>(path + 1) == SLASH || load<u8>(path + 1) == BACKSLASH) ? 2 : 0;
}

/** What the text wrote to a path: its text, unknown, or 0 if it wrote none. */
export function writtenTo(path: usize, length: usize): usize {
  const dots = dotBytes(path, length);
  const cell = findCell(nameOf(SPACE_FILE, path + dots, length - dots));
  return cell == 0 ? 0 : readCell(cell);
}
