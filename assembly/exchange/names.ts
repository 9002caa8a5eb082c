/**
 * From a parameter's name as written to the parameter it means, for all tables of a behaviour at once.
 * PowerShell: MergedCommandParameterMetadata.GetMatchingParameter. The comparison is linguistic: some characters have no
 * weight there and others count as letters (parameter-characters.json); only a name spelt out in full and exactly is exact.
 */
import { ASTERISK, BACKTICK, LOWER_A } from "../bytes/ascii";
import { codePointAt, dashLength, lower, sequenceLength } from "../bytes/text";
import { hasWildcard, nameFits } from "../powershell/values/wildcard";
import { CHARACTER_RANGES, characterRanges, ligature, parameterNames, parameterRows, rowCount } from "./rules.generated";

/** No parameter has such a name. */
export const NO_PARAMETER: u32 = 255;
/** Several have, and PowerShell refuses to choose. */
export const AMBIGUOUS: u32 = 254;

export const FACET_SWITCH: u32 = 1;
export const FACET_MANDATORY: u32 = 2;
export const FACET_PIPELINE: u32 = 4;
export const FACET_COMMON: u32 = 16;
/** Takes a text, so an empty one is refused where it is mandatory. */
export const FACET_TEXT: u32 = 64;

const ROW_BYTES: usize = 8;
const IGNORED: u32 = 255;
const FIRST_LIGATURE: u32 = 32;
/** Longer than any parameter's name. */
const LONGEST: u32 = 40;

/** Letters of the name last folded, with room for the last ligature. */
const folded: usize = memory.data(48, 8);
let foldedLength: u32 = 0;
/** Every character stood for itself. */
let plain = false;

/** What the spelling of a name tells beside the parameter it means. */
@unmanaged
export class Spelling {
  /** It is no table's exact name. */
  shortened: bool;
  /** It holds characters without weight, or letters in disguise. */
  odd: bool;
}

/** That of the name last resolved. */
export const spelling: Spelling = changetype<Spelling>(memory.data(offsetof<Spelling>(), 4));

/** A parameter's row, and an alias's. */
export function rowOf(behaviour: u32, row: u32): usize {
  return parameterRows(behaviour) + <usize>row * ROW_BYTES;
}

/** FACET_* of a parameter. */
export function facetsOf(behaviour: u32, parameter: u32): u32 {
  return load<u8>(rowOf(behaviour, parameter), 3);
}

/** Parameter sets of a parameter as a bit set; 0 for all. */
export function setsOf(behaviour: u32, parameter: u32): u32 {
  return load<u8>(rowOf(behaviour, parameter), 5);
}

/** Position of a parameter, or 255. */
export function positionOf(behaviour: u32, parameter: u32): u32 {
  return load<u8>(rowOf(behaviour, parameter), 6);
}

/** Whether the table has the parameter. */
export function isInTable(behaviour: u32, parameter: u32, table: u32): bool {
  return ((<u32>load<u8>(rowOf(behaviour, parameter), 7) >> table) & 1) != 0;
}

/** Units of a parameter's name, in the literal `parameterNames`. */
export function nameUnits(behaviour: u32, parameter: u32): usize {
  return changetype<usize>(parameterNames(behaviour)) + ((<usize>load<u16>(rowOf(behaviour, parameter))) << 1);
}

/** Number of those units. */
export function nameLength(behaviour: u32, parameter: u32): u32 {
  return load<u8>(rowOf(behaviour, parameter), 2);
}

/** What a character beyond the plain letters is: IGNORED, a letter, a ligature, or -1 for anything else. */
function characterOf(point: u32): i32 {
  let low: u32 = 0;
  let high = CHARACTER_RANGES;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = characterRanges + ((<usize>middle) << 3);
    const start = load<u32>(range);
    const count = load<u32>(range, 4) & 0xffff;
    if (point < start) high = middle;
    else if (point >= start + count) low = middle + 1;
    else return placeOf(load<u32>(range, 4) >> 16, point - start);
  }
  return -1;
}

/** Letters of a range follow the alphabet, after z comes a. */
function placeOf(value: u32, offset: u32): i32 {
  if (value >= 26) return <i32>value;
  return <i32>((value + offset) % 26);
}

function addLetter(letter: u32): void {
  store<u8>(folded + foldedLength, letter);
  foldedLength++;
}

/**
 * Folds a name into `folded`.
 * @returns false if it holds a character that no parameter's name holds, or is longer than any
 */
function fold(name: usize, length: usize): bool {
  foldedLength = 0;
  plain = true;
  spelling.odd = false;
  const end = name + length;
  while (name < end) {
    if (foldedLength > LONGEST) return false;
    const byte = lower(load<u8>(name));
    if (byte - LOWER_A < 26) {
      addLetter(byte);
      name++;
      continue;
    }
    const what = characterOf(codePointAt(name, end));
    if (what < 0) return false;
    plain = false;
    spelling.odd = true;
    if (what < 26) {
      addLetter(97 + <u32>what);
    } else if (<u32>what != IGNORED) {
      const letters = ligature(<u32>what - FIRST_LIGATURE);
      for (let i: usize = 0; i < <usize>letters.length; i++) addLetter(load<u8>(changetype<usize>(letters) + (i << 1)));
    }
    name += sequenceLength(load<u8>(name));
  }
  return true;
}

/** Whether a row's name starts with the folded name. */
function starts(units: usize, row: usize): bool {
  if (foldedLength > <u32>load<u8>(row, 2)) return false;
  const name = units + ((<usize>load<u16>(row)) << 1);
  for (let i: usize = 0; i < <usize>foldedLength; i++) {
    if (<u32>load<u8>(folded + i) != lower(load<u8>(name + (i << 1)))) return false;
  }
  return true;
}

/** The same parameter in every table. */
function everywhere(value: u32): u32 {
  return value * 0x01010101;
}

/**
 * Resolves a name. A leading dash is dropped; an empty name is everyone's prefix. The name's bytes stay as they are until
 * `forgetNames`.
 * @returns a byte for each table, the newest lowest: the parameter's index, NO_PARAMETER or AMBIGUOUS
 */
export function resolve(behaviour: u32, name: usize, length: usize): u32 {
  const cell = recall(namesMet, name, length, behaviour);
  if (isMet(cell, name, length, behaviour)) {
    spelling.shortened = (load<u8>(cell, 13) & 1) != 0;
    spelling.odd = (load<u8>(cell, 13) & 2) != 0;
    return load<u32>(cell, 8);
  }
  const found = find(behaviour, name, length);
  remember(cell, name, length, found, behaviour);
  store<u8>(cell + 13, (spelling.shortened ? 1 : 0) | (spelling.odd ? 2 : 0));
  return found;
}

/** Names met in this decision: address, length, answer, behaviour and traits. The same splat stands after many calls. */
const CELLS_MET: u32 = 256;
const MET_BYTES: u32 = CELLS_MET << 4;
const namesMet: usize = memory.data(MET_BYTES, 8);
/** The same for the keys of default values. */
const keysMet: usize = memory.data(MET_BYTES, 8);

/** Forgets the names of the last decision, whose addresses now hold other texts. */
export function forgetNames(): void {
  memory.fill(namesMet, 0, MET_BYTES);
  memory.fill(keysMet, 0, MET_BYTES);
}

/** The cell where a name would be remembered. */
function recall(met: usize, name: usize, length: usize, behaviour: u32): usize {
  const mixed = (<u32>name ^ ((<u32>length) << 16) ^ (behaviour << 8)) * 0x9e3779b1;
  return met + ((<usize>((mixed >> 20) & (CELLS_MET - 1))) << 4);
}

function isMet(cell: usize, name: usize, length: usize, behaviour: u32): bool {
  return load<u32>(cell) == <u32>name && load<u32>(cell, 4) == <u32>length && <u32>load<u8>(cell, 12) == behaviour;
}

function remember(cell: usize, name: usize, length: usize, found: u32, behaviour: u32): void {
  store<u32>(cell, <u32>name);
  store<u32>(cell, <u32>length, 4);
  store<u32>(cell, found, 8);
  store<u8>(cell, behaviour, 12);
}

function find(behaviour: u32, name: usize, length: usize): u32 {
  spelling.shortened = false;
  const dash = dashLength(name, length);
  if (!fold(name + dash, length - dash)) return everywhere(NO_PARAMETER);
  const units = changetype<usize>(parameterNames(behaviour));
  const rows = rowCount(behaviour);
  own = everywhere(NO_PARAMETER);
  common = everywhere(NO_PARAMETER);
  exact = everywhere(NO_PARAMETER);
  for (let i: u32 = 0; i < rows; i++) {
    const row = rowOf(behaviour, i);
    if (starts(units, row)) addCandidate(row);
  }
  spelling.shortened = exact == everywhere(NO_PARAMETER);
  return answer(0) | (answer(8) << 8) | (answer(16) << 16) | (answer(24) << 24);
}

// What fits the folded name so far, a byte for each table.
let own: u32 = 0;
let common: u32 = 0;
let exact: u32 = 0;

/** Notes a row in each table that has it. */
function addCandidate(row: usize): void {
  const parameter = <u32>load<u8>(row, 4);
  const isCommon = (<u32>load<u8>(row, 3) & FACET_COMMON) != 0;
  const isExact = plain && foldedLength == <u32>load<u8>(row, 2);
  let tables = <u32>load<u8>(row, 7);
  for (let shift: u32 = 0; tables != 0; shift += 8) {
    if ((tables & 1) != 0) {
      if (isExact) exact = withByte(exact, shift, parameter);
      else if (isCommon) common = withByte(common, shift, joined((common >> shift) & 255, parameter));
      else own = withByte(own, shift, joined((own >> shift) & 255, parameter));
    }
    tables >>= 1;
  }
}

function withByte(word: u32, shift: u32, byte: u32): u32 {
  return (word & ~((<u32>255) << shift)) | (byte << shift);
}

/** One table's answer: the exact name, else the own parameter if it is the only own one, else the common one if it is the only one. */
function answer(shift: u32): u32 {
  const exactly = (exact >> shift) & 255;
  if (exactly != NO_PARAMETER) return exactly;
  const first = (own >> shift) & 255;
  return first == NO_PARAMETER ? (common >> shift) & 255 : first;
}

/** One more candidate beside those seen. A parameter and its own alias are one. */
function joined(seen: u32, parameter: u32): u32 {
  return seen == NO_PARAMETER || seen == parameter ? parameter : AMBIGUOUS;
}

/** Bytes of the name under comparison, for the wildcard matcher. */
const spelt: usize = memory.data(64, 8);

function spell(units: usize, row: usize): usize {
  const length = <usize>load<u8>(row, 2);
  const name = units + ((<usize>load<u16>(row)) << 1);
  for (let i: usize = 0; i < length; i++) store<u8>(spelt + i, lower(load<u8>(name + (i << 1))));
  return length;
}

/** Longest pattern that is matched, its repeated stars taken as one: a class of so many characters is nobody's. */
const MOST_PATTERN: usize = 256;
const pattern: usize = memory.data(264, 8);

/** Copies a pattern with its repeated stars taken as one; returns its bytes, or 0 if it is too long. */
function condense(name: usize, length: usize): usize {
  let size: usize = 0;
  let star = false;
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(name + i);
    if (star && byte == ASTERISK) continue;
    if (size == MOST_PATTERN) return 0;
    store<u8>(pattern + size, byte);
    size++;
    // A star after a backtick is a star to be found.
    star = byte == ASTERISK && (i == 0 || load<u8>(name + i - 1) != BACKTICK);
  }
  return size;
}

/**
 * The parameter that the key of a default value names: by its exact name or alias, or by a pattern that fits one only.
 * PowerShell: CmdletParameterBinderController.GetDefaultParameterValuePairs.
 * @returns as `resolve`
 */
export function resolveDefault(behaviour: u32, name: usize, length: usize): u32 {
  const cell = recall(keysMet, name, length, behaviour);
  if (!isMet(cell, name, length, behaviour)) remember(cell, name, length, findDefault(behaviour, name, length), behaviour);
  return load<u32>(cell, 8);
}

function findDefault(behaviour: u32, name: usize, length: usize): u32 {
  const wild = hasWildcard(name, length);
  const size = wild ? condense(name, length) : length;
  const units = changetype<usize>(parameterNames(behaviour));
  const rows = rowCount(behaviour);
  plain = false;
  own = everywhere(NO_PARAMETER);
  common = own;
  exact = own;
  for (let i: u32 = 0; i < rows; i++) {
    const row = rowOf(behaviour, i);
    if (!wild && length != <usize>load<u8>(row, 2)) continue;
    const bytes = spell(units, row);
    if (wild ? nameFits(pattern, size, spelt, bytes) : isSpelt(name, length)) addCandidate(row);
  }
  // Here an own parameter and a common one that both fit are two.
  return joinedAll(0) | (joinedAll(8) << 8) | (joinedAll(16) << 16) | (joinedAll(24) << 24);
}

function joinedAll(shift: u32): u32 {
  const first = (own >> shift) & 255;
  const second = (common >> shift) & 255;
  if (first == NO_PARAMETER) return second;
  return second == NO_PARAMETER ? first : AMBIGUOUS;
}

function isSpelt(name: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) if (lower(load<u8>(name + i)) != <u32>load<u8>(spelt + i)) return false;
  return true;
}
