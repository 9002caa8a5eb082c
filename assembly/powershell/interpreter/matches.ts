/**
 * `$Matches`, which `-match` and `switch -Regex` set.
 */
import { matchesName } from "../machine/engine-names";
import { setHere } from "../machine/scopes";
import { kindOf, unknown } from "../values/constants";
import { isTrue } from "../values/convert";
import { lastMatches } from "../values/matching";
import { KIND_ARRAY, KIND_CHOICE } from "../values/value";

/** `$Matches` of a match that succeeded; open where that is not known. @param positive `-match`, not `-notmatch` */
export function keepMatches(left: usize, result: usize, index: u32, positive: bool): void {
  if (kindOf(left) == KIND_ARRAY) return;
  // Which of several texts it was that matched last is not told.
  const several = kindOf(left) == KIND_CHOICE;
  const outcome = isTrue(result);
  if (outcome == (positive ? 0 : 1)) return;
  setHere(matchesName(), outcome == -1 || several ? unknown() : lastMatches(), index);
}
