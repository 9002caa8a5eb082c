/**
 * The words of a finding: one list a number of contract.ts, the word's place in the list being the number; `-` where no number is.
 */
import { DOUBLE_QUOTE } from "../bytes/ascii";
import { put, putByte } from "./json";

const REASONS =
  "- prompts unknown-splat other-set would-not-bind ambiguous-pattern handed-over prepared cut what-if shadowed broken-text budget lost-newlines failed truncated ambiguous-text - - - backtick quotes call-operator alias function module-qualified splat defaults pipeline positional prefix unicode-dash ignorable - - - - - - - concatenated formatted joined replaced characters substring split reversed expanded element variable decoded converted command-lookup text-as-code child-shell powershell-api automatic called-with regex written-file";
const VERDICTS = "none partial match";
const SEVERITIES = "informational low medium high critical";
const DESTINATIONS = "unknown local share loopback";
const OBSERVED = "script-block cmdlet-log pipeline-log process audit";
const RESULTS = "- succeeded failed";
const WAYS = "- name splat default position pipeline";
const CAUSES = "- parameter unset environment automatic item command method expression condition overwritten unordered readings";
const MENTIONS = "- comment string here-string argument help written definition";

/** After the last reason that has a word. */
export const REASON_END: u32 = 61;

/** Writes the word at `index` of a list as a JSON string. */
function putWord(list: string, index: u32): void {
  const units = changetype<usize>(list);
  const size = <u32>list.length;
  let at: u32 = 0;
  while (index != 0 && at < size) {
    if (load<u16>(units + ((<usize>at) << 1)) == 32) index--;
    at++;
  }
  putByte(DOUBLE_QUOTE);
  while (at < size) {
    const unit = <u32>load<u16>(units + ((<usize>at) << 1));
    if (unit == 32) break;
    putByte(unit);
    at++;
  }
  putByte(DOUBLE_QUOTE);
}

/** Writes the name of a REASON_* as a JSON string. */
export function putReason(reason: u32): void {
  putWord(REASONS, reason);
}

/** Writes `"verdict":"…"`. */
export function putVerdict(verdict: u32): void {
  put('"verdict":');
  putWord(VERDICTS, verdict);
}

/** Writes `"severity":"…"`. */
export function putSeverity(severity: u32): void {
  put('"severity":');
  putWord(SEVERITIES, severity);
}

/** Writes `"destination":"…"`. */
export function putDestination(destination: u32): void {
  put('"destination":');
  putWord(DESTINATIONS, destination);
}

/** Writes `"observed_in":"…"` of an OBSERVED_*. */
export function putObserved(kind: u32): void {
  put('"observed_in":');
  putWord(OBSERVED, kind);
}

/** Writes `"outcome":"…"` of a RESULT_* that the event tells. */
export function putResult(result: u32): void {
  put('"outcome":');
  putWord(RESULTS, result);
}

/** Writes `"by":"…"` of a WAY_* that binds (exchange/cells.ts). */
export function putWay(way: u32): void {
  put('"by":');
  putWord(WAYS, way);
}

/** Writes `"cause":"…"` of a CAUSE_* (powershell/values/causes.ts). */
export function putCause(cause: u32): void {
  put('"cause":');
  putWord(CAUSES, cause);
}

/** Writes `"kind":"…"` of a MENTION_*. */
export function putMentionKind(kind: u32): void {
  put('"kind":');
  putWord(MENTIONS, kind);
}
