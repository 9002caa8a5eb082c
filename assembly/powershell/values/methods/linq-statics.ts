/**
 * `[Linq.Enumerable]` on known lists: what gives the same elements, in another order or with others after them. .NET: Enumerable.
 */
import { find } from "../../../bytes/dictionary";
import { integer, integerAt, kindOf, textAt, textLength, unknown } from "../constants";
import { copyList, countItems, isKnownList } from "../lists";
import { range, reverse } from "../operators/sequences";
import { KIND_ARRAY, KIND_INTEGER } from "../value";
import { argument } from "./arguments";
import { addRange } from "./list-methods";

const REVERSE: i32 = 0;
const CONCAT: i32 = 1;
const RANGE: i32 = 2;

const WORDS = `
0 reverse
1 concat
2 range
3 toarray tolist
`;
const MASK: u32 = 15;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** A static method of Enumerable; unknown for what is not followed. */
export function linqStatic(name: usize, args: usize, count: u32): usize {
  const word = find(WORDS, table, MASK, textAt(name), textLength(name));
  const first = count == 0 ? unknown() : argument(args, 0);
  const second = count == 2 ? argument(args, 1) : unknown();
  if (word == RANGE) {
    if (kindOf(first) != KIND_INTEGER || kindOf(second) != KIND_INTEGER || integerAt(second) < 1) return unknown();
    return range(first, integer(integerAt(first) + integerAt(second) - 1));
  }
  if (word < 0 || kindOf(first) != KIND_ARRAY || !isKnownList(first)) return unknown();
  const made = copyList(first);
  if (kindOf(made) != KIND_ARRAY) return made;
  if (word == REVERSE) reverse(made, 0, countItems(made));
  if (word == CONCAT) addRange(made, second, countItems(made));
  return isKnownList(made) ? made : unknown();
}
