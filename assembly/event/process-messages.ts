/**
 * The command line in the rendered message of an event of a started process:
 *
 *     Sysmon 1     CommandLine: powershell.exe -c …          up to the line `CurrentDirectory:`
 *     audit 4688   <tab>Process Command Line:<tab>powershell …       up to the empty line; its label is in Windows' language
 *     engine 400   <tab>HostApplication=powershell.exe …     up to the line's end; 403, 600, 800 and 4103 repeat it
 *
 * In a language that is not known the line of 4688 is the last one whose value names a shell. A relay may have made spaces of the
 * line ends, or written them as text (message-escapes.ts).
 *
 * Values without names: the line of 4688 is the ninth; in Sysmon's versions, which begin alike no more, the third in front of the
 * log-on's GUID.
 */

import { CARRIAGE_RETURN, COLON, DOUBLE_QUOTE, LINE_FEED, SPACE, TAB } from "../bytes/ascii";
import { literalLength, startsWithWord } from "../bytes/literal";
import { detail, endDetail, findDetail } from "./details";
import {
  Fact,
  FROM_COMMAND,
  FROM_RESTORED,
  FROM_UNMARKED,
  FROM_WAZUH,
  factOf,
  insertOf,
  MAX_INSERTS,
  PLAIN,
  setFact,
} from "./facts";
import { namesCommand } from "./gate";
import { MESSAGE, TEXT, USER, USER_NAME } from "./keys";
import { undoAt } from "./message-escapes";
import { noteUser } from "./note-values";
import { namesShell } from "./process-words";
import { isGuid } from "./value-forms";

export const AUDIT_EVENT: u32 = 4688;
export const ENGINE_START_EVENT: u32 = 400;
export const SYSMON_EVENT: u32 = 1;
/** An event without a number. */
const NO_EVENT: u32 = 0xffffffff;

/** Where the details of event 400 stand among its values. */
const DETAILS: u32 = 2;
/** Longest label of a line, in bytes. */
const MAX_LABEL: usize = 96;

/** End of the line at `at`. */
function lineEnd(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) != LINE_FEED && load<u8>(at) != CARRIAGE_RETURN) at++;
  return at;
}

/** Notes the host's command line of an event 400 out of a value; whether it is there. */
function noteHost(scope: usize, value: Fact): bool {
  if (!findDetail(value, "hostapplication=")) return false;
  endDetail(value, "engineversion=");
  setFact(factOf(scope, TEXT), detail.start, detail.length, value.encoding, 2, FROM_COMMAND | (value.flags & FROM_WAZUH));
  return true;
}

/** Notes the host's command line of an event 400 among its values, or in all of them joined; whether it is there. */
export function noteEngineHost(scope: usize): bool {
  return noteHost(scope, insertOf(scope, DETAILS)) || noteHost(scope, insertOf(scope, 0));
}

/** Places of the line among the values of event 4688, and of the first value of Sysmon's that may be the log-on's GUID. */
const AUDIT_LINE: u32 = 8;
const FIRST_LOGON: u32 = 5;

/**
 * Notes the command line of a started process, and who started it, among the values of an event that has no names for them. The gate
 * does not know such a line, so it counts where it names a watched command.
 * @returns whether it does
 */
export function noteValueLine(scope: usize, id: u32): bool {
  let place = AUDIT_LINE;
  let userPlace: u32 = 0;
  if (id == SYSMON_EVENT) {
    place = FIRST_LOGON;
    while (place < MAX_INSERTS && !isGuid(insertOf(scope, place).start, insertOf(scope, place).length)) place++;
    if (place == MAX_INSERTS) return false;
    userPlace = place - 1;
    place -= 3;
  } else if (id != AUDIT_EVENT) {
    return false;
  }
  const user = insertOf(scope, userPlace);
  noteUser(scope, userPlace == 0 ? USER : USER_NAME, user.start, user.length, user.encoding, 0);
  const line = insertOf(scope, place);
  if (!namesCommand(line.start, line.length, false)) return false;
  setFact(factOf(scope, TEXT), line.start, line.length, line.encoding, 2, FROM_COMMAND | FROM_UNMARKED);
  return true;
}

/** Whether a label may stand at `at`: it starts a line, in a message of one line a word. */
function startsLabel(at: usize, start: usize, hasLines: bool): bool {
  if (at == start) return true;
  const before = <u32>load<u8>(at - 1);
  return before < SPACE || before == DOUBLE_QUOTE || (before == SPACE && !hasLines);
}

/** Where a label stands, 0 if it does nowhere. */
function placeOf(label: string, start: usize, end: usize, hasLines: bool): usize {
  for (let at = start; at < end; at++) {
    if (startsLabel(at, start, hasLines) && startsWithWord(at, end - at, label)) return at;
  }
  return 0;
}

/** End of the value at `start`: in front of the label that follows, else of an empty line, else the message's. Blanks are left out. */
function valueEnd(start: usize, end: usize, next: string, hasLines: bool): usize {
  let at: usize = literalLength(next) == 0 ? 0 : placeOf(next, start, end, hasLines);
  if (at == 0) {
    at = start;
    while (at < end && !isEmptyLine(at, end)) at++;
  }
  while (at > start && load<u8>(at - 1) <= SPACE) at--;
  return at;
}

/** Whether a line ends at `at` and an empty one follows. */
function isEmptyLine(at: usize, end: usize): bool {
  if (load<u8>(at) != LINE_FEED) return false;
  at++;
  while (at < end && load<u8>(at) == CARRIAGE_RETURN) at++;
  return at < end && load<u8>(at) == LINE_FEED;
}

function skipBlanks(at: usize, end: usize): usize {
  while (at < end && (load<u8>(at) == SPACE || load<u8>(at) == TAB)) at++;
  return at;
}

/** Notes the value of a label; whether it is there. */
function noteLabel(scope: usize, start: usize, end: usize, label: string, next: string, hasLines: bool): bool {
  const at = placeOf(label, start, end, hasLines);
  if (at == 0) return false;
  const value = skipBlanks(at + literalLength(label), end);
  setFact(factOf(scope, TEXT), value, valueEnd(value, end, next, hasLines) - value, PLAIN, 2, FROM_COMMAND);
  return true;
}

/** Bytes of the colon at `at`, which may be a full-width one; 0 if there is none. */
function colonSize(at: usize, end: usize): usize {
  if (load<u8>(at) == COLON) return 1;
  return at + 3 <= end && load<u16>(at) == 0xbcef && load<u8>(at + 2) == 0x9a ? 3 : 0;
}

/** Notes the value of the last line that names a shell. */
function noteLastShell(scope: usize, start: usize, end: usize): void {
  let found: usize = 0;
  for (let at = start; at < end; ) {
    const close = lineEnd(at, end);
    const limit = close - at > MAX_LABEL ? at + MAX_LABEL : close;
    let colon = at;
    while (colon < limit && colonSize(colon, limit) == 0) colon++;
    if (colon < limit && namesShell(colon, close)) found = skipBlanks(colon + colonSize(colon, limit), close);
    at = close + 1;
  }
  if (found != 0) setFact(factOf(scope, TEXT), found, valueEnd(found, end, "", true) - found, PLAIN, 2, FROM_COMMAND);
}

/** Undoes the way in which a relay wrote the control character in front of a label; the message's new end. */
function restoreControls(start: usize, end: usize): usize {
  for (let at = start; at + 12 < end; at++) {
    if (
      !startsWithWord(at, end - at, "commandline:") &&
      !startsWithWord(at, end - at, "process command line:") &&
      !startsWithWord(at, end - at, "hostapplication=") &&
      !startsWithWord(at, end - at, "targetfilename:")
    )
      continue;
    for (let back: usize = 2; back <= 4 && at - start >= back; back++) {
      const left = undoAt(at - back, start, end);
      if (left != end) return left;
    }
  }
  return end;
}

/**
 * Notes the command line that an event's message tells, as its text. The message is decoded and stays where it is.
 * @param id number of the event, 0xffffffff if it has none
 */
export function noteMessageLine(scope: usize, id: u32): void {
  const message = factOf(scope, MESSAGE);
  if (message.length == 0) return;
  const start = message.start;
  let end = start + message.length;
  let hasLines = lineEnd(start, end) < end;
  if (!hasLines) {
    const restored = restoreControls(start, end);
    if (restored != end) message.flags |= <u16>FROM_RESTORED;
    end = restored;
    message.length = end - start;
    hasLines = lineEnd(start, end) < end;
  }
  // A relayed message says itself that the engine starts.
  if (id == ENGINE_START_EVENT || (id == NO_EVENT && findDetail(message, "newenginestate=available"))) {
    noteHost(scope, message);
    return;
  }
  if (id != AUDIT_EVENT && noteLabel(scope, start, end, "commandline:", "currentdirectory:", hasLines)) return;
  if (id == SYSMON_EVENT) return;
  const next = "token elevation type indicates";
  if (!noteLabel(scope, start, end, "process command line:", next, hasLines) && id == AUDIT_EVENT)
    noteLastShell(scope, start, end);
}
