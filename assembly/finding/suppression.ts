/**
 * Exceptions of the settings. A finding is suppressed when each of its calls falls under one; it is kept all the same.
 */
import { ScriptBlock } from "../event/block";
import { Call } from "../exchange/call";
import {
  entryContent,
  entryLength,
  entryOf,
  expiryOf,
  nextEntry,
  TAG_DESTINATION,
  TAG_EXCEPTION,
  TAG_HOST,
  TAG_MAILBOX,
  TAG_USER,
} from "../exchange/settings";
import { fits } from "./exception-pattern";
import { instantOf, NO_TIME } from "./time";

const NEVER: u64 = 0xffffffffffffffff;

/** Whether an exception asks nothing of this value, or the value is known and fits. */
function allows(exception: usize, tag: u32, text: usize, length: usize): bool {
  const condition = entryOf(exception, tag);
  if (condition == 0) return true;
  return text != 0 && fits(text, length, entryContent(condition), entryLength(condition), tag == TAG_DESTINATION);
}

function holdsAt(exception: usize, instant: i64): bool {
  const expiry = expiryOf(exception);
  return expiry == NEVER || (instant != NO_TIME && <u64>instant <= expiry);
}

function allowsUser(exception: usize, block: ScriptBlock): bool {
  if (allows(exception, TAG_USER, block.userIdLength == 0 ? 0 : block.userId, block.userIdLength)) return true;
  return allows(exception, TAG_USER, block.userNameLength == 0 ? 0 : block.userName, block.userNameLength);
}

/**
 * The first exception that a call falls under, at the event's own time.
 * @returns its entry in the settings, 0 for none
 */
export function exceptionFor(call: Call, block: ScriptBlock): usize {
  let exception = nextEntry(TAG_EXCEPTION, 0);
  if (exception == 0) return 0;
  const instant = instantOf(block.time, block.timeLength);
  while (exception != 0) {
    if (
      holdsAt(exception, instant) &&
      allows(exception, TAG_HOST, block.hostLength == 0 ? 0 : block.host, block.hostLength) &&
      allowsUser(exception, block) &&
      allows(exception, TAG_MAILBOX, call.mailbox, call.mailboxLength) &&
      allows(exception, TAG_DESTINATION, call.path, call.pathLength)
    ) {
      return exception;
    }
    exception = nextEntry(TAG_EXCEPTION, exception);
  }
  return 0;
}
