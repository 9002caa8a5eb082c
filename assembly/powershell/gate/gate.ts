/**
 * The text gate: whether a script could invoke a watched command, or mentions one. One pass; almost every byte is only looked
 * up in a table (filter.ts). It may say yes too often, never no wrongly.
 *
 * A text without a watched name can still reach it in two ways: a command name that is computed (after `&` or `.`, by an alias,
 * a function or a default value made at run time), and text that becomes code. So the gate looks for the places where PowerShell
 * takes either, not for the ways to compute a name. Quotes and backticks within a word do not hide it.
 */
import {
  AMPERSAND,
  BACKSLASH,
  BACKTICK,
  COLON,
  DIGIT_1,
  DOT,
  DOUBLE_QUOTE,
  GREATER_THAN,
  HYPHEN,
  LOWER_A,
  LOWER_C,
  LOWER_M,
  LOWER_P,
  LOWER_S,
  LOWER_U,
  SINGLE_QUOTE,
  SLASH,
  UPPER_S,
} from "../../bytes/ascii";
import { followsUnit, isAnchor, nextPlace, rules, rulesAfter, rulesBefore, rulesInString } from "../../bytes/filter";
import { hexUnit } from "../../bytes/hex";
import { startsWithWord } from "../../bytes/literal";
import { stringPlace, stringPlaces } from "../../bytes/string-places";
import { lower } from "../../bytes/text";
import { mayStartCommand } from "./command-start";
import {
  callsComputedMember,
  followsName,
  followsPipe,
  inString,
  isEscaped,
  isShellSwitch,
  isWordByte,
  lookInString,
  makesBlocks,
  mayRedirect,
  runsComputed,
  separates,
  startsCommand,
  takesArguments,
} from "./places";
import {
  ANY_RULE,
  anchorIn,
  firstWord,
  isShortName,
  lengthOf,
  prepareWords,
  RULE_ANY,
  RULE_BLOCK,
  RULE_COMMAND,
  RULE_FILE,
  RULE_SHELL,
  ruleOf,
  SIGN,
  unitsOf,
  wordAfter,
} from "./words";

/** First byte of the quotes beyond ASCII. */
const QUOTE_LEAD: u32 = 0xe2;
/** In which the cases of a letter differ. */
const CASE: u32 = 32;
/** Quotes and backticks that may stand within a word before the gate gives up on telling. */
const MOST_SKIPPED: u32 = 32;

/** The text writes a file; the text names a script file. */
let writesFile = false;
let namesScript = false;
/** A newline may be missing anywhere. */
let lostNewlines = false;

/** Bytes of a quote or backtick at `at`: U+2018 to U+201E are quotes as well. 0 for anything else. */
function hidden(at: usize): usize {
  const byte = <u32>load<u8>(at);
  if (byte == SINGLE_QUOTE || byte == DOUBLE_QUOTE || byte == BACKTICK) return 1;
  if (byte != 0xe2 || load<u8>(at + 1) != 0x80) return 0;
  const last = <u32>load<u8>(at + 2);
  return last >= 0x98 && last <= 0x9e ? 3 : 0;
}

/** The same for the bytes that end at `at`. */
function hiddenBefore(at: usize, start: usize): usize {
  const byte = <u32>load<u8>(at - 1);
  if (byte == SINGLE_QUOTE || byte == DOUBLE_QUOTE || byte == BACKTICK) return 1;
  return byte >= 0x98 && byte <= 0x9e && at - start >= 3 && hidden(at - 3) == 3 ? 3 : 0;
}

/** Whether the byte at `at` is the letter at a place of a word, in either case; control characters count as the sign 32 above them. */
function isLetterOf(at: usize, units: usize, place: u32): bool {
  return (<u32>load<u8>(at) | CASE) == (<u32>load<u8>(units + ((<usize>place) << 1)) | CASE);
}

/** Whether the word stands around its byte at `at`, letter by letter or too scattered to tell. */
function stands(word: usize, at: usize, start: usize, end: usize): bool {
  const units = unitsOf(word);
  const length = lengthOf(word);
  const anchor = anchorIn(word);
  let skipped: u32 = 0;
  let next = at + 1;
  for (let i = anchor + 1; i < length; ) {
    if (next >= end) return false;
    if (isLetterOf(next, units, i)) {
      next++;
      i++;
      continue;
    }
    if (inString && load<u8>(next) == BACKSLASH) return true;
    const hiding = hidden(next);
    if (hiding == 0) return false;
    if (++skipped > MOST_SKIPPED) return true;
    next += hiding;
  }
  let before = at;
  for (let i = anchor; i > 0; ) {
    if (before <= start) return false;
    if (inString && followsUnit(before)) return true;
    if (isLetterOf(before - 1, units, i - 1)) {
      before--;
      i--;
      continue;
    }
    if (inString && load<u8>(before - 1) == BACKSLASH) return true;
    const hiding = hiddenBefore(before, start);
    if (hiding == 0) return false;
    if (++skipped > MOST_SKIPPED) return true;
    before -= hiding;
  }
  return follows(ruleOf(word), before, next, start, end);
}

/** Whether a word that stands at [before, after) matters by its rule. */
function follows(rule: u32, before: usize, after: usize, start: usize, end: usize): bool {
  if (rule == RULE_ANY) return true;
  if (inString && (rule == RULE_BLOCK || rule == RULE_SHELL)) return true;
  if (rule == RULE_BLOCK) return makesBlocks(after, end);
  if (rule == RULE_SHELL) return takesArguments(after, end) || followsPipe(before, start);
  if (rule == RULE_FILE) return writes();
  // What is left matters not as a part of a longer word.
  if (before > start && isWordByte(load<u8>(before - 1)) && !isEscaped(before)) return false;
  if (after < end && isWordByte(load<u8>(after))) return false;
  if (!isShortName(rule)) return true;
  // A verb has its noun after it.
  if (after < end && load<u8>(after) == HYPHEN) return false;
  if (!lostNewlines && !mayStartCommand(before, start)) return false;
  return rule == RULE_COMMAND || writes();
}

/** The text writes a file; that matters if it also names a script file. */
function writes(): bool {
  writesFile = true;
  return namesScript;
}

/** Whether one of the words whose bits are in `rules` stands around the anchor at `at`. */
function wordAt(rules: u32, at: usize, start: usize, end: usize): bool {
  const byte = lower(load<u8>(at));
  for (let bits = rules & (SIGN - 1); bits != 0; bits &= bits - 1) {
    for (let word = firstWord(byte, ctz(bits)); word != 0; word = wordAfter(word)) {
      if (stands(word, at, start, end)) return true;
    }
  }
  return false;
}

/** `.ps1` or `.psm1`, the `s` of which stands at `at`: a script file is named. */
function scriptFileAt(at: usize, start: usize, end: usize): bool {
  if (at - start < 2 || at + 1 >= end || load<u8>(at - 2) != DOT) return false;
  if (lower(load<u8>(at - 1)) != LOWER_P || (load<u8>(at + 1) != DIGIT_1 && lower(load<u8>(at + 1)) != LOWER_M)) return false;
  namesScript = true;
  return writesFile;
}

/** A dot: it runs what follows, or a member is called by a computed name. */
function dotAt(at: usize, start: usize, end: usize): bool {
  if (isEscaped(at) && callsComputedMember(at + 1, end)) return true;
  return startsCommand(at, start) ? runsComputed(at + 1, end) : callsComputedMember(at + 1, end);
}

/** The second of `::`: a member is called by a computed name, or it may make code and its type is not written as a literal. */
function colonAt(at: usize, start: usize, end: usize): bool {
  if (at - start < 2 || at + 1 >= end || load<u8>(at - 1) != COLON) return false;
  const first = lower(load<u8>(at + 1));
  return (
    callsComputedMember(at + 1, end) ||
    (first == LOWER_C && !followsName(at - 1, start)) ||
    (first == LOWER_S && startsProcess(at + 1, end))
  );
}

/** A member `Start`, as that of processes is called. */
function startsProcess(at: usize, end: usize): bool {
  return startsWithWord(at, end - at, "start") && (at + 5 >= end || !isWordByte(load<u8>(at + 5)));
}

/** The same for an escape at `at` in a JSON string. */
function hiddenEscape(at: usize): usize {
  const second = <u32>load<u8>(at + 1);
  if (second != LOWER_U) return second == DOUBLE_QUOTE ? 2 : 0;
  const unit = hexUnit(at + 2);
  const isHiding = unit == SINGLE_QUOTE || unit == DOUBLE_QUOTE || unit == BACKTICK || (unit >= 0x2018 && unit <= 0x201e);
  return isHiding ? 6 : 0;
}

/** The escape of a code unit in a JSON string. */
function unitAt(at: usize, start: usize, end: usize): bool {
  return hexUnit(at + 2) == GREATER_THAN ? redirects(at, start) : hidingAt(at, start, end);
}

/** A quote or backtick between two letters: it may hide how a word goes on, on either side. */
function hidingAt(at: usize, start: usize, end: usize): bool {
  if (at == start) return false;
  let next = at;
  for (let skipped: u32 = 0; next < end; skipped++) {
    const hiding = inString && load<u8>(next) == BACKSLASH ? hiddenEscape(next) : hidden(next);
    if (hiding == 0) break;
    if (skipped > MOST_SKIPPED) return true;
    next += hiding;
  }
  if (next == at || next >= end) return false;
  return wordAt(rulesOfWordBefore(at, start), at - 1, start, end) || wordAt(rulesOfWordAfter(next, end), next, start, end);
}

/** The rules that may hold at the byte in front of a sign, which hides what comes after it; the byte in front of that may be hidden too. */
function rulesOfWordBefore(sign: usize, start: usize): u32 {
  return sign - start >= 2 && isLetter(load<u8>(sign - 2)) && !isEscaped(sign - 1) ? rulesAfter(sign - 1) : ANY_RULE;
}

/** The same for the byte after it, which hides what comes in front. */
function rulesOfWordAfter(at: usize, end: usize): u32 {
  return at + 1 < end && isLetter(load<u8>(at + 1)) ? rulesBefore(at) : ANY_RULE;
}

function isLetter(byte: u32): bool {
  return (byte | 32) - LOWER_A < 26;
}

/** A switch of the old command shell: what follows is a command line. */
function slashAt(at: usize, start: usize, end: usize): bool {
  if (at + 1 >= end || !isShellSwitch(lower(load<u8>(at + 1)))) return false;
  return (
    (at + 2 >= end || separates(load<u8>(at + 2)) || (inString && load<u8>(at + 2) == BACKSLASH)) &&
    (at == start || separates(load<u8>(at - 1)) || isEscaped(at))
  );
}

/** A redirection: it may write a script. */
function redirects(at: usize, start: usize): bool {
  if (at == start || (!mayRedirect(load<u8>(at - 1)) && !isEscaped(at))) return false;
  return writes();
}

/** Whether one of the rules anchored in the byte at `at` holds. */
function placeAt(rules: u32, at: usize, start: usize, end: usize): bool {
  switch (<u32>load<u8>(at)) {
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE:
    case BACKTICK:
    case QUOTE_LEAD:
      return hidingAt(at, start, end);
    case BACKSLASH:
      return load<u8>(at + 1) == LOWER_U ? unitAt(at, start, end) : hidingAt(at, start, end);
    case AMPERSAND:
      return runsComputed(at + 1, end);
    case DOT:
      return dotAt(at, start, end);
    case SLASH:
      return slashAt(at, start, end);
    case COLON:
      return colonAt(at, start, end);
    case GREATER_THAN:
      return redirects(at, start);
    case LOWER_S:
    case UPPER_S:
      return ((rules & SIGN) != 0 && scriptFileAt(at, start, end)) || wordAt(rules, at, start, end);
    default:
      return wordAt(rules, at, start, end);
  }
}

/**
 * Whether a text may hold an invocation or a mention of a watched name; if not, reading it finds nothing.
 * @param text WTF-8, the caller's, with 16 readable zero bytes after it
 * @param partial the text goes on before and after: half of what matters only together is enough
 * @param lost newlines of the text may be missing
 */
export function mayInvoke(text: usize, length: usize, partial: bool, lost: bool): bool {
  prepareWords();
  lostNewlines = lost;
  writesFile = partial;
  namesScript = partial;
  const end = text + length;
  if (length == 0) return false;
  // Nothing stands in front of the first byte.
  if (isAnchor(load<u8>(text)) && placeAt(ANY_RULE, text, text, end)) return true;
  for (let at = nextPlace(text + 1, end); at < end; at = nextPlace(at + 1, end)) {
    if (placeAt(rules, at, text, end)) return true;
  }
  return false;
}

/**
 * The same of the text in the JSON string that `passString` passed last, by the places noted there; the words are prepared. It says yes
 * where the decoded text has to tell.
 * @param string the inside of the string
 */
export function mayInvokeInString(string: usize, length: usize): bool {
  lostNewlines = false;
  writesFile = false;
  namesScript = false;
  lookInString(true);
  let may = false;
  for (let i: u32 = 0; i < stringPlaces() && !may; i++) {
    const at = stringPlace(i);
    may = placeAt(at == string ? ANY_RULE : rulesInString(at), at, string, string + length);
  }
  lookInString(false);
  return may;
}
