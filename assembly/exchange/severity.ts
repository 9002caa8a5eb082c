/**
 * How bad a call is: the severity table of its rule, then what the verdict takes off (verdict.md section 7).
 */
import { BACKSLASH, SLASH } from "../bytes/ascii";
import { REASON_FAILED, REASON_WHAT_IF, SEVERITY_HIGH, SEVERITY_LOW, SEVERITY_MEDIUM, VERDICT_MATCH } from "../contract";
import { firstRun, tailLength } from "../powershell/values/partial";
import { Call, hasReason } from "./call";
import { folderLength, goesThrough, hasExtension, leaves } from "./destination";
import { severityCount, severityExtensions, severityFolders, severityLines } from "./rules.generated";

const LINE_BYTES: usize = 3;
const ANY: u32 = 255;
const ADMINISTRATIVE: u32 = 1;
const COMPUTED: u32 = 2;
const FILES: u32 = 4;

/**
 * The same of a path known in part. Its end decides the extension, its start the folders; folders after the last run count as
 * well. A run may hold `..`, but a path that names a watched folder is told as such, unless known text after it leaves again.
 */
function isWatchedPattern(call: Call): bool {
  const path = <usize>call.pathPattern;
  const length = <usize>call.pathPatternLength;
  const head = firstRun(path, length) - path;
  const tail = tailLength(path, length);
  const end = path + length - tail;
  if (hasExtension(end, tail, severityExtensions(call.behaviour))) return true;
  const folders = severityFolders(call.behaviour);
  const before = folderLength(path, head);
  if (before != 0 && !leaves(path + head, length - head) && goesThrough(path, before, folders)) return true;
  // A name that the run may go on is no whole name: folders start at the first separator.
  let skipped: usize = 0;
  while (skipped < tail && load<u8>(end + skipped) != BACKSLASH && load<u8>(end + skipped) != SLASH) skipped++;
  return goesThrough(end + skipped, folderLength(end + skipped, tail - skipped), folders);
}

function isWatchedFile(call: Call): bool {
  if (call.path == 0) return call.pathPattern != 0 && isWatchedPattern(call);
  if (hasExtension(call.path, call.pathLength, severityExtensions(call.behaviour))) return true;
  return goesThrough(call.path, call.pathLength, severityFolders(call.behaviour));
}

function fits(call: Call, line: usize, administrative: bool, computed: bool): bool {
  const destination = <u32>load<u8>(line, 1);
  const traits = <u32>load<u8>(line, 2);
  if (destination != ANY && destination != call.destination) return false;
  if ((traits & ADMINISTRATIVE) != 0 && !administrative) return false;
  if ((traits & COMPUTED) != 0 && !computed) return false;
  return (traits & FILES) == 0 || isWatchedFile(call);
}

/** No line of the table decided. */
export const NO_LINE: u32 = 255;
/** The call is partial, or the event says that it failed. */
export const LOWERED_PARTIAL: u32 = 1;
/** It is a dry run. */
export const LOWERED_DRY_RUN: u32 = 2;

let line: u32 = NO_LINE;
let lowered: u32 = 0;

/** The line of the rule's table that decided the last severity, from 0, or NO_LINE. */
export function severityLine(): u32 {
  return line;
}

/** What then lowered it: a set of LOWERED_*. */
export function loweredBy(): u32 {
  return lowered;
}

function fromTable(call: Call, administrative: bool, computed: bool): u32 {
  const lines = severityLines(call.behaviour);
  const count = severityCount(call.behaviour);
  for (let i: u32 = 0; i < count; i++) {
    const at = lines + <usize>i * LINE_BYTES;
    if (!fits(call, at, administrative, computed)) continue;
    line = i;
    return load<u8>(at);
  }
  return SEVERITY_LOW;
}

/**
 * The severity of a call whose verdict, path, destination and reasons stand.
 * @param administrative whether the path names an administrative share
 * @param computed whether the name of the command or of a parameter was put together or decoded
 */
export function severityOf(call: Call, administrative: bool, computed: bool): u32 {
  let severity: u32 = SEVERITY_LOW;
  line = NO_LINE;
  lowered = 0;
  if (call.verdict == <u32>VERDICT_MATCH && !hasReason(call, REASON_FAILED)) severity = fromTable(call, administrative, computed);
  else {
    lowered = LOWERED_PARTIAL;
    if (call.path != 0 || call.pathPattern != 0) severity = max<u32>(fromTable(call, administrative, computed) - 1, SEVERITY_LOW);
  }
  if (hasReason(call, REASON_WHAT_IF) && severity >= <u32>SEVERITY_HIGH) {
    severity = SEVERITY_MEDIUM;
    lowered |= LOWERED_DRY_RUN;
  }
  return severity;
}
