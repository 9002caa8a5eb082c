/**
 * The `id` and `group` of a finding. The id names the rule on a host in a script block, or in the one event that told of it; the
 * group brings together what exports the same mailboxes to the same folders for the same user: an outer block and its inner ones,
 * the runs of a migration, one export in the script block log, the pipeline log and Exchange's own.
 */
import { startsWithWord } from "../bytes/literal";
import { OBSERVED_SCRIPT_BLOCK } from "../contract";
import { ScriptBlock } from "../event/block";
import { Call } from "../exchange/call";
import { folderLength } from "../exchange/destination";
import { ruleId } from "../exchange/rules.generated";
import { firstRun } from "../powershell/values/partial";
import { TARGET_SLOTS, targetsRoom } from "./evidence-region";
import { addLiteral, addName, addText, addWord, begin, finish, Hash } from "./identity";

/** Bytes of a mailbox or folder that count. */
const MOST_BYTES: usize = 1024;
/** Distinct targets that count; the set stays a quarter empty, so that a search ends soon. */
const MOST_TARGETS: u32 = TARGET_SLOTS - TARGET_SLOTS / 4;

let targets: u32 = 0;
let sumFirst: u64 = 0;
let sumSecond: u64 = 0;

/** Empties the set of targets. */
export function clearTargets(): void {
  targets = 0;
  sumFirst = 0;
  sumSecond = 0;
  memory.fill(targetsRoom(), 0, (<usize>TARGET_SLOTS) << 3);
}

/** Whether the key was not in the set yet; it is now. */
function isNew(key: u64): bool {
  const mask = TARGET_SLOTS - 1;
  let slot = <u32>key & mask;
  while (true) {
    const address = targetsRoom() + ((<usize>slot) << 3);
    const there = load<u64>(address);
    if (there == key) return false;
    if (there == 0) {
      store<u64>(address, key);
      return true;
    }
    slot = (slot + 1) & mask;
  }
}

/** Adds a call's mailbox and destination folder to the set. The order in which targets come does not matter. */
export function addTarget(call: Call): void {
  if (targets == MOST_TARGETS) return;
  // Of a path known in part the folder that its known start names counts.
  const path = <usize>(call.path != 0 ? call.path : call.pathPattern);
  const known = call.path != 0 ? <usize>call.pathLength : firstRun(path, call.pathPatternLength) - path;
  begin();
  addName(call.mailbox, <usize>min<u32>(call.mailboxLength, <u32>MOST_BYTES));
  addName(path, folderLength(path, min<usize>(known, MOST_BYTES)));
  const target = finish();
  if (!isNew(target.first | 1)) return;
  targets++;
  sumFirst += target.first;
  sumSecond += target.second;
}

/**
 * Hashes the id. An event without an id of its own is known by its number in its channel; one without
 * either, and a script block without an id, by its text.
 */
export function identify(behaviour: u32, block: ScriptBlock, text: usize, length: usize): Hash {
  begin();
  addLiteral(ruleId(behaviour));
  addName(block.host, block.hostLength);
  addName(block.id, block.idLength);
  if (block.idLength == 0) {
    const isEvent = block.observed != OBSERVED_SCRIPT_BLOCK;
    if (isEvent) addName(block.channel, block.channelLength);
    if (isEvent && block.recordLength != 0) {
      addText(block.record, block.recordLength);
    } else {
      if (isEvent) addText(block.time, block.timeLength);
      addText(text, length);
    }
  }
  return finish();
}

/** Whether a user's id means one account on every host: that of a domain, or of one machine alone. */
function isAccount(block: ScriptBlock): bool {
  return startsWithWord(block.userId, block.userIdLength, "s-1-5-21-");
}

/**
 * Hashes the group. The host counts where the user does not tell one: an export through remote
 * PowerShell shows on the client in one log and on the server in another.
 */
export function gather(behaviour: u32, block: ScriptBlock): Hash {
  begin();
  addLiteral(ruleId(behaviour));
  if (!isAccount(block)) addName(block.host, block.hostLength);
  if (block.userIdLength != 0) addName(block.userId, block.userIdLength);
  else addName(block.userName, block.userNameLength);
  addWord(sumFirst);
  addWord(sumSecond);
  return finish();
}
