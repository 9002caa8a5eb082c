/**
 * Text that the script writes to a literal path, in case it runs that file. PowerShell: Set-Content, Out-File, `>` and kin.
 */
import { MENTION_WRITTEN } from "../../contract";
import { setMentions } from "../mentions";
import { KIND_ARRAY, KIND_STRING } from "../value";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { intern, SPACE_FILE, setHere } from "./scopes";
import { isInSource } from "./sites";

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
  setHere(intern(SPACE_FILE, textAt(path), textLength(path)), kindOf(text) == KIND_STRING ? text : unknown(), 0);
}
