/**
 * Join-Path and Split-Path on texts, as Windows does it.
 */

import { BACKSLASH, SLASH } from "../../bytes/ascii";
import { REASON_JOINED } from "../../contract";
import { take } from "../../memory/arena";
import { bindWords, bound, end, start } from "../machine/invocation";
import { deliver } from "../machine/state";
import { emptyString, kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { carriedFlags, withFlags } from "../values/flags";
import { headOf, isLoose, keepEnds, PARTIAL_LOOSE, partialIn, tailOf, withLooseness } from "../values/partial";
import { derive } from "../values/steps";
import { knownText } from "../values/text";
import { KIND_ARRAY, KIND_STRING } from "../values/value";

function isSlash(byte: u32): bool {
  return byte == BACKSLASH || byte == SLASH;
}

/** `left\right`, known wholly or in part, with one backslash between. PowerShell: NavigationCmdletProvider.MakePath. */
function join(left: usize, right: usize): usize {
  // Each path of a list is joined by itself.
  if (kindOf(left) == KIND_ARRAY) return unknown();
  const leftText = knownText(left);
  const rightText = knownText(right);
  const from = textAt(leftText);
  let leftLength = textLength(leftText);
  let at = textAt(rightText);
  let rightLength = textLength(rightText);
  if (leftLength == 0 || rightLength == 0) return unknown();
  // The provider turns slashes round, and which provider that is the text does not say.
  for (let i: usize = 0; i < leftLength; i++) if (load<u8>(from + i) == SLASH) return unknown();
  for (let i: usize = 0; i < rightLength; i++) if (load<u8>(at + i) == SLASH) return unknown();
  while (leftLength > 1 && isSlash(load<u8>(from + leftLength - 1))) leftLength--;
  while (rightLength != 0 && isSlash(load<u8>(at))) {
    at++;
    rightLength--;
  }
  const bytes = take(leftLength + rightLength + 1);
  if (bytes == 0) return unknown();
  memory.copy(bytes, from, leftLength);
  store<u8>(bytes + leftLength, 92);
  memory.copy(bytes + leftLength + 1, at, rightLength);
  const made = text(bytes, leftLength + rightLength + 1);
  const flags = carriedFlags(leftText) | carriedFlags(rightText);
  const head = headOf(leftText);
  const tail = min<usize>(tailOf(rightText), rightLength);
  keepEnds(
    made,
    head < leftLength ? head : leftLength + 1 + headOf(rightText),
    tail < rightLength ? tail : rightLength + 1 + min<usize>(tailOf(leftText), leftLength),
  );
  // Several paths, or none, may come of a left side that is not known.
  const open = kindOf(left) == 0 || isLoose(left);
  const whole = partialIn(made);
  return derive(
    withFlags(open ? withLooseness(whole, PARTIAL_LOOSE) : whole, flags),
    REASON_JOINED,
    <usize>start,
    <usize>end,
    left,
    right,
    2,
  );
}

/** Join-Path: delivers parent and child with one backslash between them. */
export function runJoinPath(): void {
  bindWords("path|pspath0 childpath1 additionalchildpath2 resolve! credential *");
  if (bound(0) == 0 || bound(1) == 0 || bound(3) != 0) {
    deliver(unknown());
    return;
  }
  const path = join(bound(0), bound(1));
  deliver(bound(2) == 0 ? path : join(path, bound(2)));
}

/** Split-Path: delivers the parent, or with -Leaf the last name. */
export function runSplitPath(): void {
  bindWords("path|literalpath0 leaf! parent! qualifier! noqualifier! isabsolute! resolve! leafbase! extension!");
  const path = bound(0) == 0 ? unknown() : toText(bound(0));
  const other = bound(3) != 0 || bound(4) != 0 || bound(5) != 0 || bound(6) != 0 || bound(7) != 0 || bound(8) != 0;
  if (kindOf(path) != KIND_STRING || other) {
    deliver(unknown());
    return;
  }
  const bytes = textAt(path);
  let length = textLength(path);
  while (length != 0 && isSlash(load<u8>(bytes + length - 1))) length--;
  let slash = length;
  while (slash != 0 && !isSlash(load<u8>(bytes + slash - 1))) slash--;
  if (slash == 0) {
    deliver(bound(1) != 0 ? text(bytes, length) : emptyString());
    return;
  }
  deliver(bound(1) != 0 ? text(bytes + slash, length - slash) : slash > 3 ? text(bytes, slash - 1) : unknown());
}
