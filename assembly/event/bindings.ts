/**
 * Which events show what an engine bound, and where their text of it stands. Exchange's cmdlet log is known by its channel or
 * provider; it has no names for its values, so shippers write a list, numbered names, all joined, or nothing but the message.
 *
 * PowerShell's pipeline logs name the lines `Payload` (4103) or give them as the last of three values (800).
 *
 * Values of the cmdlet log: 0 command, 1 parameters, 2 user, 3 SID. (Source: Exchange, CmdletIterationEventModule.)
 */

import { DIGIT_0, HYPHEN, LOWER_A, LOWER_F, LOWER_S, LOWER_T } from "../bytes/ascii";
import { endsWithWord, findWord } from "../bytes/literal";
import {
  OBSERVED_AUDIT,
  OBSERVED_CMDLET_LOG,
  OBSERVED_PIPELINE_LOG,
  OBSERVED_PROCESS,
  RESULT_FAILED,
  RESULT_SUCCEEDED,
  RESULT_UNKNOWN,
} from "../contract";
import { FORM_FILE, FORM_LINES, FORM_MESSAGE, FORM_PAIRS, FORM_PARAMETERS } from "./block";
import { WRITING_PROGRAM } from "./commands.generated";
import { detail, endDetail, findDetail } from "./details";
import { Fact, FROM_HIDDEN, factOf, inherited, insertOf, MAX_INSERTS, Scope, setFact } from "./facts";
import { namesCommand } from "./gate";
import { CHANNEL, COMMAND, EVENT_ID, MESSAGE, NO_ROLE, PAIRS, PATH, PROGRAM, PROVIDER, SUCCESS, TARGET } from "./keys";

/** Where an event shows what an engine bound. */
@unmanaged
export class BoundEvent {
  /** FORM_* of the text. */
  form: u32;
  /** OBSERVED_* of contract.ts. */
  kind: u32;
  /** RESULT_* of contract.ts. */
  result: u32;
  /** Where the text stands, still encoded; of rank 0 if the shipper lost it. */
  text: Fact;
  /** Where the details were looked for. */
  details: Fact;
}

/** What `showsBindings` found last. */
export const boundEvent: BoundEvent = changetype<BoundEvent>(memory.data(offsetof<BoundEvent>(), 4));

/** Events of PowerShell's pipeline logs; where the lines and the details of the classic one stand among its values. */
const PIPELINE_EVENT: u32 = 4103;
const CLASSIC_PIPELINE_EVENT: u32 = 800;
/** Sysmon's event of a file that was created. */
const FILE_EVENT: u32 = 11;
const PIPELINE_DETAILS: u32 = 1;
const PIPELINE_LINES: u32 = 2;
/** Longest name of a command. */
const MAX_COMMAND: usize = 128;
/** The numbers of the cmdlet log go up to it: an error. */
const LAST_CMDLET_EVENT: u32 = 6;

/** The number that a text starts with, 0 for none. */
export function leadingNumber(start: usize, length: usize): u32 {
  let number: u32 = 0;
  for (let at = start; at < start + length && <u32>load<u8>(at) - DIGIT_0 < 10; at++)
    number = number * 10 + <u32>load<u8>(at) - 48;
  return number;
}

/** An event's number: the low half, since some shippers leave the qualifiers above it. 0 if it has none. */
function eventNumber(scope: usize): u32 {
  const id = factOf(scope, EVENT_ID);
  return id.length == 0 ? changetype<Scope>(scope).weakId : leadingNumber(id.start, id.length) & 0xffff;
}

/** Whether a fact spells the noun of a watched command, as the record gate can see it. */
function isNamed(fact: Fact): bool {
  return fact.length != 0 && (<u32>fact.flags & FROM_HIDDEN) == 0 && namesCommand(fact.start, fact.length, false);
}

/** Whether the event is one of Exchange's cmdlet log. */
function isCmdletLog(scope: usize): bool {
  const channel = inherited(scope, CHANNEL);
  const provider = inherited(scope, PROVIDER);
  return (
    endsWithWord(channel.start, channel.length, "msexchange management") ||
    endsWithWord(provider.start, provider.length, "msexchange cmdletlogs")
  );
}

/** Whether a value is a name alone, not all values joined. */
function isCommand(value: Fact): bool {
  if (value.length > MAX_COMMAND) return false;
  for (let at = value.start; at < value.start + value.length; at++) {
    const byte = <u32>load<u8>(at);
    if ((byte | 32) - LOWER_A > 25 && byte != HYPHEN) return false;
  }
  return true;
}

/** The cmdlet log: values by position, else the message. */
function takeCmdletLog(scope: usize): bool {
  const command = insertOf(scope, 0);
  const message = factOf(scope, MESSAGE);
  boundEvent.kind = OBSERVED_CMDLET_LOG;
  if (isNamed(command) && isCommand(command)) {
    boundEvent.form = FORM_PARAMETERS;
    boundEvent.text = insertOf(scope, 1);
    if (boundEvent.text.rank != 0 || !isNamed(message)) return true;
  }
  boundEvent.form = FORM_MESSAGE;
  boundEvent.text = isNamed(command) && !isCommand(command) ? command : message;
  return isNamed(boundEvent.text);
}

/** A pipeline log, by values or message. */
function takePipelineLog(scope: usize): bool {
  const lines = insertOf(scope, PIPELINE_LINES);
  const message = factOf(scope, MESSAGE);
  boundEvent.kind = OBSERVED_PIPELINE_LOG;
  boundEvent.form = FORM_LINES;
  boundEvent.result = RESULT_UNKNOWN;
  // The first of the values is the source line, unless all are joined there.
  boundEvent.text = isNamed(lines) ? lines : isNamed(message) ? message : insertOf(scope, 0);
  return isNamed(boundEvent.text);
}

/** What Elastic makes of an event 4103: entries, each with its command. */
function takeEntries(scope: usize): bool {
  boundEvent.form = FORM_PAIRS;
  boundEvent.text = factOf(scope, PAIRS);
  return isNamed(boundEvent.text);
}

/** An audit record: the command, what was given to it, and what became of it. */
function takeAudit(scope: usize): bool {
  const command = factOf(scope, COMMAND);
  if (!isNamed(command) || !isCommand(command)) return false;
  const success = factOf(scope, SUCCESS);
  const first: u32 = success.length == 0 ? 0 : <u32>load<u8>(success.start) | 32;
  boundEvent.kind = OBSERVED_AUDIT;
  boundEvent.form = FORM_PAIRS;
  boundEvent.text = factOf(scope, PAIRS);
  // True, Succeeded; False, Failed. What went well in part did not fail.
  boundEvent.result = first == LOWER_T || first == LOWER_S ? RESULT_SUCCEEDED : first == LOWER_F ? RESULT_FAILED : RESULT_UNKNOWN;
  return true;
}

/** A detail of the event's message, as a value that stays where it is. @param next the detail after it */
function detailOf(scope: usize, key: string, next: string): bool {
  const message = factOf(scope, MESSAGE);
  return findDetail(message, key) && endDetail(message, next);
}

/**
 * The file of Sysmon's event where no names tell it: the value after the program's, or in the message, where the events of a file that
 * was made have its time. Of nothing, if it is nowhere.
 */
function unnamedFile(scope: usize): Fact {
  for (let place: u32 = 0; place + 1 < MAX_INSERTS; place++) {
    const value = insertOf(scope, place);
    if (endsWithWord(value.start, value.length, WRITING_PROGRAM)) return insertOf(scope, place + 1);
  }
  const target = factOf(scope, TARGET);
  const message = factOf(scope, MESSAGE);
  const isMade = (<u32>message.flags & FROM_HIDDEN) == 0 && findDetail(message, "creationutctime:");
  if (!isMade || !detailOf(scope, "image: ", "targetfilename:")) return factOf(scope, NO_ROLE);
  const isWatched = endsWithWord(detail.start, detail.length, WRITING_PROGRAM);
  if (!isWatched || !detailOf(scope, "targetfilename: ", "creationutctime:")) return factOf(scope, NO_ROLE);
  setFact(target, detail.start, detail.length, message.encoding, 1, message.flags);
  return target;
}

/** A file that was written: by Sysmon, by Defender, by ECS. Who wrote it has to be the program that a rule watches. */
function takeFile(scope: usize): bool {
  const program = factOf(scope, PROGRAM);
  const target = factOf(scope, TARGET);
  if (program.rank != 0 && !endsWithWord(program.start, program.length, WRITING_PROGRAM)) return false;
  boundEvent.kind = OBSERVED_PROCESS;
  boundEvent.form = FORM_FILE;
  boundEvent.result = RESULT_UNKNOWN;
  boundEvent.text = program.rank == 0 ? unnamedFile(scope) : target.length != 0 ? target : factOf(scope, PATH);
  return boundEvent.text.length != 0;
}

/** A message of the cmdlet log that a relay left alone, known by its English words: what stands in front of the command goes. */
function takeRelayed(scope: usize): bool {
  const message = factOf(scope, MESSAGE);
  const end = message.start + message.length;
  let at = findWord(message.start, end, "cmdlet suceeded. cmdlet ");
  boundEvent.result = at < end ? RESULT_SUCCEEDED : RESULT_FAILED;
  if (at == end) at = findWord(message.start, end, "cmdlet failed. cmdlet ");
  if (at == end) return false;
  message.start = at;
  message.length = end - at;
  boundEvent.text = message;
  boundEvent.kind = OBSERVED_CMDLET_LOG;
  boundEvent.form = FORM_MESSAGE;
  return isNamed(message);
}

/** Looks for a detail of an event 800: in its second value, or in the message. */
export function findPipelineDetail(scope: usize, key: string): bool {
  const details = insertOf(scope, PIPELINE_DETAILS);
  boundEvent.details = details.length != 0 ? details : boundEvent.text;
  return findDetail(boundEvent.details, key);
}

/** Whether an event shows what was bound; the variables above say where. */
export function showsBindings(scope: usize): bool {
  const id = eventNumber(scope);
  if (id == PIPELINE_EVENT || id == CLASSIC_PIPELINE_EVENT) return takePipelineLog(scope) || takeEntries(scope);
  if (takeAudit(scope)) return true;
  if (id == 0 || id == FILE_EVENT) {
    if (takeFile(scope)) return true;
  }
  // A relay may keep nothing but the lines, in which the command stands in parentheses.
  if (!isCmdletLog(scope)) {
    if (id != 0) return false;
    return takeRelayed(scope) || (takePipelineLog(scope) && namesCommand(boundEvent.text.start, boundEvent.text.length, true));
  }
  if (id > LAST_CMDLET_EVENT && factOf(scope, EVENT_ID).length != 0) return false;
  // 1 to 3 are successes of three levels, 4 and 5 were stopped.
  boundEvent.result = id == LAST_CMDLET_EVENT ? RESULT_FAILED : id - 1 < 3 ? RESULT_SUCCEEDED : RESULT_UNKNOWN;
  return takeCmdletLog(scope);
}
