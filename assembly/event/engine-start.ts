/**
 * Event 400 of Windows PowerShell: an engine starts, and the details tell the command line of its host,
 *
 *     <tab>HostApplication=powershell.exe -PSConsoleFile exshell.psc1 -Command …
 *
 * on a line of its own. The same stands in 403, 600, 800 and 4103, where it only repeats this.
 */
import { startsWithWord } from "../bytes/literal";
import { Fact, FROM_COMMAND, factOf, insertOf, JSON_STRING, setFact } from "./facts";
import { MESSAGE, TEXT } from "./keys";

export const ENGINE_START_EVENT: u32 = 400;
/** Where the details stand among the event's values. */
const DETAILS: u32 = 2;
const LETTER_N: u32 = 0x6e;
const LETTER_R: u32 = 0x72;

/** End of the line at `at` in a value as it is encoded. */
function lineEnd(at: usize, end: usize, encoding: u32): usize {
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == 10 || byte == 13) return at;
    if (encoding != JSON_STRING || byte != 0x5c || at + 1 >= end) continue;
    const next = <u32>load<u8>(at + 1);
    if (next == LETTER_N || next == LETTER_R) return at;
    at++;
  }
  return end;
}

/** Notes the host's command line out of a value; whether it is there. */
function noteHost(scope: usize, value: Fact): bool {
  const end = value.start + value.length;
  for (let at = value.start; at + 16 < end; at++) {
    if (load<u8>(at) != 0x48 || !startsWithWord(at, end - at, "hostapplication=")) continue;
    const start = at + 16;
    setFact(factOf(scope, TEXT), start, lineEnd(start, end, value.encoding) - start, value.encoding, 2, FROM_COMMAND);
    return true;
  }
  return false;
}

/** Notes the host's command line of an event 400 as its text, whether it is found among the values or in the message. */
export function noteEngineHost(scope: usize): void {
  if (!noteHost(scope, insertOf(scope, DETAILS))) noteHost(scope, factOf(scope, MESSAGE));
}
