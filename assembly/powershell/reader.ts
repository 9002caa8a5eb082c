/**
 * The entry of powershell/: a text goes in, the sites where watched commands are invoked and the mentions come out.
 * All results live in the arena until the next reading.
 */
import { READ_COMMAND_LINE } from "../blocks/mode";
import { openLate, resetArena, wasFull } from "../memory/arena";
import { clearLocation } from "./builtins/items";
import { clearPipelines } from "./builtins/powershell-api";
import { runProcessLine } from "./builtins/process-lines";
import { assignBlock } from "./interpreter/assignments";
import { dropUnreached } from "./interpreter/dead-sites";
import { readPlain, startPlain } from "./interpreter/plain-invocations";
import { run } from "./interpreter/run";
import { startText, outcome as textOutcome } from "./interpreter/statements";
import { chainMentions, findMentions, settleMentions } from "./lexer/mentions";
import { clearTexts } from "./machine/bodies";
import { takeDeferred } from "./machine/deferred";
import { clearOwnNames, defaultsName } from "./machine/engine-names";
import { feed } from "./machine/fed-input";
import { clearFrames } from "./machine/frames";
import { clearJournal } from "./machine/journal";
import { clearOperands } from "./machine/operands";
import { clearPassing } from "./machine/pipeline-variables";
import { clearScopes, popScopes, setHere } from "./machine/scopes";
import { clearSites, dropSites, firstSiteOf, lastSiteOf, startReading } from "./machine/sites";
import { incomplete, resetState } from "./machine/state";
import { clearVariables } from "./machine/variables";
import { copyContext, loadContext, safeOffset } from "./parser/continuation";
import {
  beginText,
  dialectSensitive,
  brokenText as parserBroken,
  unclosedText as parserUnclosed,
  truncateProgram,
} from "./parser/parser";
import { text as textValue } from "./values/constants";
import { dialectMattered, setValueDialect } from "./values/dialect";
import { newTable } from "./values/tables";
import { clearNamespaces } from "./values/types";
import { TABLE_HASH } from "./values/value";
import { addName, clearNames } from "./watched";
import { startWork } from "./work";

export { isInSource as isInText, sourceLimit as textEnd } from "./machine/origin";

/** Steps that the machine may take for each byte of text, and for any text. */
const STEPS_A_BYTE: u64 = 64;
const MIN_STEPS: u64 = 4000000;

/** Forgets all registered names. */
export function clearWatched(): void {
  clearNames();
}

/**
 * Registers a name. Names registered first with `family` false are watched (their invocations become sites, index in order);
 * family names only make a wildcard ambiguous. `name` is a literal in lower case, `shown` as the engine lists it.
 */
export function watch(name: string, family: bool, shown: string): void {
  addName(name, family, shown);
}

/**
 * Reads a text (WTF-8; the caller owns it and keeps 16 readable zero bytes after it).
 * @param mode READ_* of blocks/mode.ts
 * @param recordBytes length of the record, which sizes the re-entry pool
 */
export function read(text: usize, length: usize, mode: i32, recordBytes: u32): void {
  resetArena();
  clearSites(text, length);
  findMentions(text, (mode & READ_COMMAND_LINE) != 0 ? 0 : length);
  let complete = readAs(text, length, mode, recordBytes, 0);
  broken = parserBroken();
  let refused = false;
  unclosed = parserUnclosed();
  firstOutcome = textOutcome();
  // One text has one dialect: what both read alike is read once.
  const twice = dialectSensitive() || dialectMattered();
  if (twice) {
    startReading(1);
    const seen = lastSiteOf();
    complete = readAs(text, length, mode, recordBytes, 1) && complete;
    // Windows PowerShell runs nothing of a text that it does not parse.
    refused = parserBroken() && !broken;
    if (refused) dropSites(seen);
  }
  if (!complete && (mode & READ_COMMAND_LINE) == 0) {
    startReading(2);
    settleMentions();
    openLate();
    popScopes();
    clearFrames();
    startPlain(text, length);
    readPlainAs(text, length, mode, recordBytes, 0);
    if (twice && !refused) readPlainAs(text, length, mode, recordBytes, 1);
  }
  contextBytes = 0;
  dropUnreached();
}

/** The context that the text goes on from, 0 bytes for none. */
let contextFrom: usize = 0;
let contextBytes: u32 = 0;
let broken: bool = false;
let unclosed: bool = false;
let firstOutcome: usize = 0;

/** The plain invocations of a text that the machine did not get through. */
function readPlainAs(text: usize, length: usize, mode: i32, recordBytes: u32, dialect: i32): void {
  truncateProgram(0);
  resetState(recordBytes, dialect);
  beginAgain(text, length, mode, dialect);
  readPlain();
}

/** Begins the text, with the context that was restored for it: each reading takes it anew. */
function beginAgain(text: usize, length: usize, mode: i32, dialect: i32): void {
  if (contextBytes != 0) loadContext(contextFrom, contextBytes);
  beginText(text, length, mode, dialect);
}

/** One reading of the text; sites of an earlier one stay. @returns whether the machine got through all of it */
function readAs(text: usize, length: usize, mode: i32, recordBytes: u32, dialect: i32): bool {
  truncateProgram(0);
  clearFrames();
  clearOperands();
  clearJournal();
  clearScopes();
  clearPassing();
  clearOwnNames();
  clearTexts();
  // What an earlier text left undone must not reach into this one.
  assignBlock(0);
  feed(0);
  takeDeferred();
  clearPipelines();
  resetState(recordBytes, dialect);
  startWork(recordBytes);
  setValueDialect(dialect);
  clearVariables();
  clearLocation();
  clearNamespaces();
  setHere(defaultsName(), newTable(TABLE_HASH), 0);
  // A command line has no statements of its own: what its shell is told is read as decoded text.
  const isLine = (mode & READ_COMMAND_LINE) != 0;
  beginAgain(isLine ? text + length : text, isLine ? 0 : length, mode, dialect);
  startText();
  if (isLine) runProcessLine(textValue(text, length), <u32>text, <u32>(text + length));
  return run(1, <u64>length * STEPS_A_BYTE + MIN_STEPS) && !incomplete && !wasFull();
}

/** First Site of the last reading, 0 for none. */
export function firstSite(): usize {
  return <usize>firstSiteOf();
}

/** The value that the last text put out in PowerShell 7 (KIND_ARRAY for several), for tests of values. */
export function outcome(): usize {
  return firstOutcome;
}

/** First Mention of the last reading, 0 for none. */
export function firstMention(): usize {
  return chainMentions();
}

/** Whether the last text had a syntax error. */
export function brokenText(): bool {
  return broken;
}

/** Whether the last text ended within something that it had opened. */
export function unclosedText(): bool {
  return unclosed;
}

/** Bytes of the text that the saved context covers: the next part is read from there. */
export function contextOffset(): u32 {
  return safeOffset();
}

/**
 * Copies the lexer's context at the last safe point of the text just read, for `restoreContext`.
 * @returns bytes written, or 0 if it does not fit
 */
export function saveContext(to: usize, capacity: u32): u32 {
  return copyContext(to, capacity);
}

/** Names a context that `saveContext` wrote; the next `read` with READ_RESUMED starts from it. It stays the caller's until then. */
export function restoreContext(from: usize, bytes: u32): void {
  contextFrom = from;
  contextBytes = bytes;
}
