/**
 * What operators and methods do with regular expressions: match, replace, split, find. A pattern without case folds by the
 * current culture; where a Turkish one would differ, both outcomes are given as a choice.
 */

import { AMPERSAND, BACKTICK, DOLLAR, PLUS, SINGLE_QUOTE, UNDERSCORE } from "../../bytes/ascii";
import { take } from "../../memory/arena";
import { groupCount, groupName, groupNamed, groupNameLength, groupOfNumber } from "../regex/code";
import { compile, REGEX_IGNORE_CASE } from "../regex/compiler";
import {
  dependsOnCulture,
  groupEnd,
  groupStart,
  isSingleUnit,
  MATCH_NO,
  MATCH_UNKNOWN,
  MATCH_YES,
  restoreSlots,
  saveSlots,
  search,
  setInput,
} from "../regex/matcher";
import { work } from "../work";
import { emptyString, integer, kindOf, textLength, unknown } from "./constants";
import { newObjectValue, OBJECT_GROUP, OBJECT_MATCH } from "./dotnet-objects";
import { append, newList } from "./lists";
import { eitherOf, sameValue } from "./possibilities";
import { newTable, setEntry } from "./tables";
import { TYPE_STRING } from "./types";
import { fromUnits, toUnits, unitsOf } from "./units";
import { KIND_ARRAY, KIND_STRING, KIND_TABLE, TABLE_HASH, Value } from "./value";
import { closeText, openText, putUnit } from "./writer";

/** Matches of one operation at most. */
const MAX_MATCHES: u32 = 65536;
/** RegexOptions.RightToLeft, followed for patterns of one unit only. */
export const REGEX_RIGHT_TO_LEFT: u32 = 64;

let pattern: usize = 0;
let patternLength: u32 = 0;
let input: usize = 0;
let inputLength: u32 = 0;
let template: usize = 0;
let templateLength: u32 = 0;
let matched: usize = 0;

/** `$Matches` of the last `isMatch` that succeeded: a table, or unknown where its outcome was. */
export function lastMatches(): usize {
  return matched == 0 ? unknown() : matched;
}

/** Loads pattern and input as units and compiles. @returns whether it can be run */
function prepare(patternText: usize, inputText: usize, options: u32): bool {
  if (kindOf(patternText) != KIND_STRING || kindOf(inputText) != KIND_STRING) return false;
  if (!work(<u32>(textLength(patternText) + textLength(inputText)))) return false;
  pattern = toUnits(patternText);
  patternLength = unitsOf(patternText);
  input = toUnits(inputText);
  inputLength = unitsOf(inputText);
  return pattern != 0 && input != 0 && compile(pattern, patternLength, options);
}

/** The text of a group by number, empty if it took no part. */
function groupText(number: u32): usize {
  const group = groupOfNumber(number);
  const start = groupStart(group);
  return start < 0 ? emptyString() : fromUnits(input + ((<usize>start) << 1), <u32>(groupEnd(group) - start));
}

function matchesTable(): usize {
  const table = newTable(TABLE_HASH);
  if (kindOf(table) != KIND_TABLE) return table;
  for (let number: u32 = 0; number < groupCount(); number++) {
    if (groupStart(groupOfNumber(number)) < 0) continue;
    const length = number == 0 ? 0 : groupNameLength(number);
    setEntry(table, length == 0 ? integer(<i64>number) : fromUnits(groupName(number), length), groupText(number));
  }
  return table;
}

/**
 * Whether a text matches a pattern somewhere: MATCH_*. What the groups took is then in `lastMatches`.
 * @param options RegexOptions
 */
export function isMatch(patternText: usize, inputText: usize, options: u32): i32 {
  if (!prepare(patternText, inputText, options)) {
    matched = 0;
    return MATCH_UNKNOWN;
  }
  setInput(input, inputLength, false);
  const outcome = search(0);
  const table = outcome == MATCH_YES ? matchesTable() : unknown();
  if (outcome != MATCH_UNKNOWN && dependsOnCulture()) {
    setInput(input, inputLength, true);
    if (search(0) != outcome) {
      matched = 0;
      return MATCH_UNKNOWN;
    }
    if (outcome == MATCH_YES) matched = sameValue(matchesTable(), table) ? table : 0;
    return outcome;
  }
  // Without a match the variable keeps what it held.
  if (outcome != MATCH_NO) matched = outcome == MATCH_YES ? table : 0;
  return outcome;
}

function putUnits(units: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) putUnit(load<u16>(units + ((<usize>i) << 1)));
}

function putGroup(number: u32): void {
  const group = groupOfNumber(number);
  const start = groupStart(group);
  if (start >= 0) putUnits(input + ((<usize>start) << 1), <u32>(groupEnd(group) - start));
}

/** What `$` and the unit after it stand for, other than a group by number or name. @returns whether it is one of these */
function putSpecial(unit: u32): bool {
  switch (<i32>unit) {
    case DOLLAR:
      putUnit(36);
      return true;
    case AMPERSAND:
      putGroup(0);
      return true;
    case BACKTICK:
      putUnits(input, <u32>groupStart(0));
      return true;
    case SINGLE_QUOTE:
      putUnits(input + ((<usize>groupEnd(0)) << 1), inputLength - <u32>groupEnd(0));
      return true;
    case UNDERSCORE:
      putUnits(input, inputLength);
      return true;
    case PLUS:
      putGroup(groupCount() - 1);
      return true;
    default:
      return false;
  }
}

/** Reads `$1`, `${1}` or `${name}` at `from` (after the `$`). @returns units read, 0 if it is none; the group is put */
function putReference(from: u32): u32 {
  const units = template + ((<usize>from) << 1);
  const braced = from < templateLength && load<u16>(units) == 123;
  let at: u32 = braced ? 1 : 0;
  let number: u32 = 0;
  const start = at;
  while (from + at < templateLength && <u32>load<u16>(units + ((<usize>at) << 1)) - 48 < 10 && number < 1000) {
    number = number * 10 + load<u16>(units + ((<usize>at) << 1)) - 48;
    at++;
  }
  if (!braced) {
    if (at == 0 || number >= groupCount()) return 0;
    putGroup(number);
    return at;
  }
  const numeric = at > start;
  while (from + at < templateLength && load<u16>(units + ((<usize>at) << 1)) != 125) at++;
  if (from + at >= templateLength) return 0;
  if (!numeric) number = groupNamed(units + 2, at - 1);
  if ((!numeric && number == 0) || number >= groupCount()) return 0;
  putGroup(number);
  return at + 1;
}

/** The template of a replacement, filled from the present match. */
function putTemplate(): void {
  let at: u32 = 0;
  while (at < templateLength) {
    const unit = <u32>load<u16>(template + ((<usize>at) << 1));
    at++;
    if (unit == 36 && at < templateLength) {
      if (putSpecial(load<u16>(template + ((<usize>at) << 1)))) {
        at++;
        continue;
      }
      const read = putReference(at);
      if (read != 0) {
        at += read;
        continue;
      }
    }
    putUnit(unit);
  }
}

/** One replacement run. The searches take from the arena and give back, so the text is made of pieces found before. */
function replaceRun(limit: u32, turkish: bool): usize {
  const found = locate(limit, turkish);
  if (found == 0) return unknown();
  const count = foundCount;
  openText();
  let position: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    useFound(found, i);
    putUnits(input + ((<usize>position) << 1), <u32>groupStart(0) - position);
    putTemplate();
    position = <u32>groupEnd(0);
  }
  putUnits(input + ((<usize>position) << 1), inputLength - position);
  return closeText();
}

let foundCount: u32 = 0;

/** Bytes that the slots of one match take. */
function foundBytes(): usize {
  return (<usize>groupCount()) << 3;
}

/** Puts the slots of a match found before back, so that `groupStart` describes it. */
function useFound(found: usize, index: u32): void {
  restoreSlots(found + <usize>index * foundBytes());
}

/**
 * Finds all matches, at most `limit` (0 for all).
 * @returns address of their slots, or 0 if that cannot be told; their number is in `foundCount`
 */
function locate(limit: u32, turkish: bool): usize {
  setInput(input, inputLength, turkish);
  foundCount = 0;
  let room: u32 = 16;
  let found = take(<usize>room * foundBytes());
  if (found == 0) return 0;
  let from: u32 = 0;
  while (from <= inputLength && (limit == 0 || foundCount < limit)) {
    const outcome = search(from);
    if (outcome == MATCH_UNKNOWN || foundCount >= MAX_MATCHES) return 0;
    if (outcome == MATCH_NO) break;
    if (foundCount == room) {
      const more = take(<usize>(room << 1) * foundBytes());
      if (more == 0) return 0;
      memory.copy(more, found, <usize>room * foundBytes());
      found = more;
      room <<= 1;
    }
    saveSlots(found + <usize>foundCount * foundBytes());
    foundCount++;
    const end = <u32>groupEnd(0);
    from = end == <u32>groupStart(0) ? end + 1 : end;
  }
  return found;
}

/**
 * Replaces matches.
 * @param templateText the replacement, with its `$` references
 * @param limit matches replaced at most, 0 for all
 * @returns a string value, a choice of two, or unknown
 */
export function replaceMatches(inputText: usize, patternText: usize, templateText: usize, options: u32, limit: u32): usize {
  if (kindOf(templateText) != KIND_STRING || !prepare(patternText, inputText, options)) return unknown();
  if (!work(<u32>textLength(templateText))) return unknown();
  template = toUnits(templateText);
  templateLength = unitsOf(templateText);
  if (template == 0) return unknown();
  const usual = replaceRun(limit, false);
  return dependsOnCulture() ? eitherOf(usual, replaceRun(limit, true)) : usual;
}

function splitRun(limit: u32, turkish: bool): usize {
  const found = locate(limit == 0 ? 0 : limit - 1, turkish);
  if (found == 0) return unknown();
  // A limit of one splits nothing.
  const count: u32 = limit == 1 ? 0 : foundCount;
  const list = newList(count + 1);
  if (kindOf(list) != KIND_ARRAY) return list;
  changetype<Value>(list).b = TYPE_STRING;
  let position: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    useFound(found, i);
    append(list, fromUnits(input + ((<usize>position) << 1), <u32>groupStart(0) - position));
    for (let number: u32 = 1; number < groupCount(); number++) {
      if (groupStart(groupOfNumber(number)) >= 0) append(list, groupText(number));
    }
    position = <u32>groupEnd(0);
  }
  return append(list, fromUnits(input + ((<usize>position) << 1), inputLength - position)) ? list : unknown();
}

/**
 * Splits a text at matches; what groups took becomes elements too.
 * @param limit elements at most, 0 for all
 * @returns an array of strings, a choice of two, or unknown
 */
export function splitMatches(inputText: usize, patternText: usize, options: u32, limit: u32): usize {
  if (!prepare(patternText, inputText, options)) return unknown();
  const usual = splitRun(limit, false);
  return dependsOnCulture() ? eitherOf(usual, splitRun(limit, true)) : usual;
}

/** The present match as an object. */
function matchObject(): usize {
  const groups = newList(groupCount());
  for (let number: u32 = 0; number < groupCount(); number++) {
    const tookPart = groupStart(groupOfNumber(number)) >= 0;
    append(groups, newObjectValue(OBJECT_GROUP, <u32>groupText(number), tookPart ? 1 : 0));
  }
  return kindOf(groups) == KIND_ARRAY ? newObjectValue(OBJECT_MATCH, <u32>groups, <u32>groupStart(0)) : unknown();
}

/** A match that failed: its value is empty, it has one group. */
function noMatch(): usize {
  const groups = newList(1);
  if (!append(groups, newObjectValue(OBJECT_GROUP, <u32>emptyString(), 0))) return unknown();
  return newObjectValue(OBJECT_MATCH, <u32>groups, 0);
}

function findRun(limit: u32, backwards: bool, turkish: bool): usize {
  const found = locate(limit, turkish);
  if (found == 0) return unknown();
  const count = foundCount;
  if (limit == 1) {
    if (count == 0) return noMatch();
    useFound(found, 0);
    return matchObject();
  }
  const list = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    useFound(found, backwards ? count - 1 - i : i);
    if (!append(list, matchObject())) return unknown();
  }
  return list;
}

/**
 * The first match (limit 1) or all (0), as objects.
 * @returns a match, an array of matches, or unknown
 */
export function findMatches(inputText: usize, patternText: usize, options: u32, limit: u32): usize {
  const backwards = (options & REGEX_RIGHT_TO_LEFT) != 0;
  if (!prepare(patternText, inputText, options & ~REGEX_RIGHT_TO_LEFT)) return unknown();
  // Only for a single unit is the direction a mere reversal.
  if (backwards && (!isSingleUnit() || limit != 0)) return unknown();
  const usual = findRun(limit, backwards, false);
  if (!dependsOnCulture()) return usual;
  return sameValue(usual, findRun(limit, backwards, true)) ? usual : unknown();
}

/** Options of a pattern without case, as the operators use it. */
export function caseOptions(caseSensitive: bool): u32 {
  return caseSensitive ? 0 : REGEX_IGNORE_CASE;
}
