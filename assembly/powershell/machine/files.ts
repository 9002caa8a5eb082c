/**
 * Text that the script writes to a literal path, in case it runs that file. PowerShell: Set-Content, Out-File, `>` and kin.
 */
import { KIND_ARRAY, KIND_STRING } from "../value";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { intern, SPACE_FILE, setHere } from "./scopes";

/** A file's content was set: what it holds is that text, or unknown. */
export function noteWritten(path: usize, content: usize): void {
  if (kindOf(path) != KIND_STRING) return;
  let text = content;
  if (kindOf(content) == KIND_ARRAY) text = isKnownList(content) && countItems(content) == 1 ? itemAt(content, 0) : unknown();
  setHere(intern(SPACE_FILE, textAt(path), textLength(path)), kindOf(text) == KIND_STRING ? text : unknown(), 0);
}
