/**
 * The command line of a process that was started: a shell's own, or one that another program hands on to a shell.
 */
import { COLON, DOUBLE_QUOTE, EQUALS, SINGLE_QUOTE } from "../../bytes/ascii";
import { setInvocation } from "../machine/invocation";
import { deliver } from "../machine/state";
import { OPERATOR_NONE } from "../program";
import { text, textAt, textLength, unknown } from "../values/constants";
import { countItems, itemAt, newList } from "../values/lists";
import { stepsOf, withSteps } from "../values/steps";
import { runLine, runWords, startsShell } from "./child-shells";
import { dashOf, hasBlank, isBlank, shellOf, splitLine } from "./command-lines";

/** Runs the line of a process that was started: what its shell is told, or a line for a shell that it hands on. */
export function runProcessLine(line: usize, from: u32, to: u32): void {
  setInvocation(0, 0, from, to, OPERATOR_NONE);
  if (startsShell(line)) {
    runLine(line, false);
    return;
  }
  const words = newList(8);
  splitLine(line, words);
  const count = countItems(words);
  let nested: usize = 0;
  for (let i: u32 = 1; i < count && nested == 0; i++) {
    const word = itemAt(words, i);
    const value = afterName(word);
    if (startsShell(word) && hasBlank(word)) nested = word;
    else if (value != 0 && startsShell(value)) nested = value;
    else if (i + 1 < count && shellOf(word) != 0 && dashOf(itemAt(words, i + 1)) != 0) {
      runWords(shellOf(word), words, i + 1, true);
      return;
    }
  }
  if (nested == 0) nested = lineWithin(line);
  if (nested == 0) deliver(unknown());
  else runLine(nested, true);
}

/** The value in a word `name=value` or `/name:value`, 0 if it is none. */
function afterName(word: usize): usize {
  const bytes = textAt(word);
  const length = textLength(word);
  for (let at: usize = 0; at < length && !isBlank(load<u8>(bytes + at)); at++) {
    const byte = load<u8>(bytes + at);
    if (byte == EQUALS || byte == COLON) return withSteps(text(bytes + at + 1, length - at - 1), stepsOf(word));
  }
  return 0;
}

/** The line for a shell in a line that another language reads: `vbscript:…Run("powershell …")`, up to the quote. 0 for none. */
function lineWithin(line: usize): usize {
  const bytes = textAt(line);
  const length = textLength(line);
  for (let at: usize = 0; at < length; at++) {
    const byte = <u32>load<u8>(bytes + at);
    if (byte != DOUBLE_QUOTE && byte != SINGLE_QUOTE) continue;
    let close = at + 1;
    while (close < length && <u32>load<u8>(bytes + close) != byte) close++;
    const within = withSteps(text(bytes + at + 1, close - at - 1), stepsOf(line));
    if (startsShell(within)) return within;
  }
  return 0;
}
