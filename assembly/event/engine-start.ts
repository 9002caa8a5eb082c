/**
 * Event 400 of Windows PowerShell: an engine starts, and the details tell the command line of its host,
 *
 *     <tab>HostApplication=powershell.exe -PSConsoleFile exshell.psc1 -Command …
 *
 * The same stands in 403, 600, 800 and 4103, where it only repeats this.
 */
import { detail, detailLength, findDetail } from "./details";
import { Fact, FROM_COMMAND, factOf, insertOf, setFact } from "./facts";
import { MESSAGE, TEXT } from "./keys";

export const ENGINE_START_EVENT: u32 = 400;
/** Where the details stand among the event's values. */
const DETAILS: u32 = 2;

/** Notes the host's command line out of a value; whether it is there. */
function noteHost(scope: usize, value: Fact): bool {
  if (!findDetail(value, "hostapplication=")) return false;
  setFact(factOf(scope, TEXT), detail, detailLength, value.encoding, 2, FROM_COMMAND);
  return true;
}

/** Notes the host's command line of an event 400 as its text, whether it is found among the values or in the message. */
export function noteEngineHost(scope: usize): void {
  if (!noteHost(scope, insertOf(scope, DETAILS))) noteHost(scope, factOf(scope, MESSAGE));
}
