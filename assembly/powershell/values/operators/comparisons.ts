/**
 * Comparisons: `-eq` to `-notmatch` on one value or as a filter of an array, `-contains`, `-in`, `-is`.
 */

import {
  BINARY_EQ,
  BINARY_GE,
  BINARY_GT,
  BINARY_LE,
  BINARY_LIKE,
  BINARY_LT,
  BINARY_NE,
  BINARY_NOT_LIKE,
  BINARY_NOT_MATCH,
} from "../../program";
import { work } from "../../work";
import { boolean, falseValue, kindOf, textAt, textLength, unknown } from "../constants";
import { isUnknown } from "../convert";
import { isObject, OBJECT_REGEX } from "../dotnet-objects";
import { UNDECIDED } from "../equality";
import { append, countItems, isKnownList, itemAt, newList } from "../lists";
import { caseOptions, isMatch } from "../matching";
import { plainText } from "../text";
import {
  ownType,
  TYPE_ARRAY,
  TYPE_ARRAY_OF,
  TYPE_HASHTABLE,
  TYPE_IDICTIONARY,
  TYPE_OBJECT,
  TYPE_ORDERED,
  TYPE_OTHER,
  TYPE_PSCUSTOMOBJECT,
  TYPE_PSOBJECT,
  typeIn,
  typeNamed,
} from "../types";
import { KIND_ARRAY, KIND_CHOICE, KIND_NULL, KIND_STRING, KIND_TYPE, Value } from "../value";
import { fitsWildcard } from "../wildcard";
import { order, same, UNORDERED } from "./compare";

/** The outcome of an ordering operator: 1, 0, or -1 for unknown. */
function ordered(operator: u8, comparison: i32): i32 {
  if (comparison == UNORDERED) return -1;
  switch (<i32>operator) {
    case BINARY_GT:
      return comparison > 0 ? 1 : 0;
    case BINARY_GE:
      return comparison >= 0 ? 1 : 0;
    case BINARY_LT:
      return comparison < 0 ? 1 : 0;
    default:
      return comparison <= 0 ? 1 : 0;
  }
}

/** Negates a known outcome. */
function unless(negated: bool, outcome: i32): i32 {
  return outcome < 0 || !negated ? outcome : 1 - outcome;
}

function like(left: usize, right: usize, caseSensitive: bool): i32 {
  const input = plainText(left);
  const pattern = plainText(right);
  if (kindOf(input) != KIND_STRING || kindOf(pattern) != KIND_STRING) return -1;
  if (!work(<u32>(textLength(pattern) + textLength(input)))) return -1;
  return fitsWildcard(textAt(pattern), textLength(pattern), textAt(input), textLength(input), !caseSensitive);
}

function matches(left: usize, right: usize, caseSensitive: bool): i32 {
  if (isObject(right, OBJECT_REGEX)) {
    const pattern = changetype<Value>(right);
    return isMatch(<usize>pattern.a, plainText(left), pattern.b);
  }
  return isMatch(plainText(right), plainText(left), caseOptions(caseSensitive));
}

/** One comparison: 1, 0, or -1 for unknown. */
function outcomeOf(operator: u8, caseSensitive: bool, left: usize, right: usize): i32 {
  switch (<i32>operator) {
    case BINARY_EQ:
    case BINARY_NE: {
      const equal = same(left, right, !caseSensitive);
      return equal == UNDECIDED ? -1 : unless(operator == BINARY_NE, equal);
    }
    case BINARY_GT:
    case BINARY_GE:
    case BINARY_LT:
    case BINARY_LE:
      return ordered(operator, order(left, right, !caseSensitive));
    case BINARY_LIKE:
    case BINARY_NOT_LIKE:
      return unless(operator == BINARY_NOT_LIKE, like(left, right, caseSensitive));
    default:
      return unless(operator == BINARY_NOT_MATCH, matches(left, right, caseSensitive));
  }
}

/** A comparison of single values. */
export function test(operator: u8, caseSensitive: bool, left: usize, right: usize): usize {
  const outcome = outcomeOf(operator, caseSensitive, left, right);
  return outcome < 0 ? unknown() : boolean(outcome != 0);
}

/** The elements of an array for which a comparison holds; `-like` gives the text of each. */
export function filter(operator: u8, caseSensitive: bool, left: usize, right: usize): usize {
  if (!isKnownList(left)) return unknown();
  const count = countItems(left);
  const list = newList(4);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(left, i);
    if (kindOf(item) == KIND_CHOICE || kindOf(item) == KIND_ARRAY) return unknown();
    const outcome = outcomeOf(operator, caseSensitive, item, right);
    if (outcome < 0) return unknown();
    if (outcome == 0) continue;
    const hit = operator == BINARY_LIKE || operator == BINARY_NOT_LIKE ? plainText(item) : item;
    if (!append(list, hit)) return unknown();
  }
  return list;
}

/** `list -contains item`; what is no array is a list of one. */
export function contains(list: usize, item: usize, caseSensitive: bool, wanted: bool): usize {
  if (isUnknown(list) || isUnknown(item)) return unknown();
  const isArray = kindOf(list) == KIND_ARRAY;
  if (isArray && !isKnownList(list)) return unknown();
  const count = isArray ? countItems(list) : 1;
  let open = false;
  for (let i: u32 = 0; i < count; i++) {
    const one = isArray ? itemAt(list, i) : list;
    const equal = kindOf(one) == KIND_CHOICE ? UNDECIDED : same(one, item, !caseSensitive);
    if (equal == 1) return boolean(wanted);
    if (equal == UNDECIDED) open = true;
  }
  return open ? unknown() : boolean(!wanted);
}

/** Whether a value's own type is, or derives from, another: 1, 0, or -1 for unknown. */
function derives(own: u16, type: u16): i32 {
  if (type == TYPE_OTHER || own == TYPE_OTHER || type == TYPE_PSOBJECT) return -1;
  if (own == type || type == TYPE_OBJECT) return 1;
  const isArray = own >= TYPE_ARRAY_OF;
  if (type == TYPE_ARRAY) return isArray ? 1 : 0;
  if (type == TYPE_IDICTIONARY) return own == TYPE_HASHTABLE || own == TYPE_ORDERED ? 1 : 0;
  if (type == TYPE_PSCUSTOMOBJECT && own == TYPE_PSCUSTOMOBJECT) return 1;
  // An array whose element type is not kept is object[] nearly always, which is not enough.
  if (isArray && type >= TYPE_ARRAY_OF) return own == TYPE_ARRAY_OF && type == (TYPE_OBJECT | TYPE_ARRAY_OF) ? 1 : -1;
  return type >= TYPE_ARRAY_OF || type <= TYPE_ORDERED ? 0 : -1;
}

/** `left -is right`. */
export function isOfType(left: usize, right: usize, wanted: bool): usize {
  if (isUnknown(left)) return unknown();
  let type = right;
  if (kindOf(right) == KIND_STRING) type = typeNamed(textAt(right), textLength(right));
  if (kindOf(type) != KIND_TYPE) return unknown();
  if (kindOf(left) == KIND_NULL) return wanted ? falseValue() : boolean(true);
  const answer = derives(ownType(left), typeIn(type));
  return answer < 0 ? unknown() : boolean((answer == 1) == wanted);
}
