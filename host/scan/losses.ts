/** What a module could not read or report, in words: said at the end of every run, whatever its output. */
import { COUNTER_OVERSIZED, COUNTER_UNREADABLE, COUNTER_UNREPORTED, COUNTER_WITHOUT_TEXT } from "../../assembly/contract.js";
import { plural } from "../terminal/size.js";

const LOSSES: readonly [counter: number, one: string, many: string][] = [
  [COUNTER_UNREADABLE, "script block event cut or damaged, passed unread", "script block events cut or damaged, passed unread"],
  [COUNTER_OVERSIZED, "event longer than 32 MiB passed unread", "events longer than 32 MiB passed unread"],
  [COUNTER_UNREPORTED, "finding had no room in the module's memory", "findings had no room in the module's memory"],
  [COUNTER_WITHOUT_TEXT, "script block event without its text", "script block events without their text"],
];

/** @param counters the module's, indexed by COUNTER_* of the contract */
export function lossesOf(counters: Uint32Array): string[] {
  return LOSSES.flatMap(([counter, one, many]) => (counters[counter]! > 0 ? [plural(counters[counter]!, one, many)] : []));
}
