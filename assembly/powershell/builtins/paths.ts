/**
 * Join-Path and Split-Path on texts, as Windows does it.
 */

import { BACKSLASH, SLASH } from "../../bytes/ascii";
import { REASON_JOINED } from "../../contract";
import { take } from "../../memory/arena";
import { bindWords, bound, invocation } from "../machine/invocation";
import { deliver } from "../machine/state";
import { emptyString, kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { carriedFlags, withFlags } from "../values/flags";
import { headOf, isLoose, keepEnds, PARTIAL_LOOSE, partialIn, tailOf, withLooseness } from "../values/partial";
import { derive } from "../values/steps";
import { knownText } from "../values/text";
import { KIND_ARRAY, KIND_NULL, KIND_STRING } from "../values/value";
import {
  JOIN_PATH_ADDITIONAL_CHILD_PATH,
  JOIN_PATH_CHILD_PATH,
  JOIN_PATH_PARAMETERS,
  JOIN_PATH_PATH,
  JOIN_PATH_RESOLVE,
  SPLIT_PATH_EXTENSION,
  SPLIT_PATH_IS_ABSOLUTE,
  SPLIT_PATH_LEAF,
  SPLIT_PATH_LEAF_BASE,
  SPLIT_PATH_NO_QUALIFIER,
  SPLIT_PATH_PARAMETERS,
  SPLIT_PATH_PATH,
  SPLIT_PATH_QUALIFIER,
  SPLIT_PATH_RESOLVE,
} from "./parameters";

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
    <usize>invocation.start,
    <usize>invocation.end,
    left,
    right,
    2,
  );
}

/** Join-Path: delivers parent and child with one backslash between them. */
export function runJoinPath(): void {
  bindWords(JOIN_PATH_PARAMETERS);
  if (bound(JOIN_PATH_PATH) == 0 || bound(JOIN_PATH_CHILD_PATH) == 0 || bound(JOIN_PATH_RESOLVE) != 0) {
    deliver(unknown());
    return;
  }
  const path = join(bound(JOIN_PATH_PATH), bound(JOIN_PATH_CHILD_PATH));
  deliver(bound(JOIN_PATH_ADDITIONAL_CHILD_PATH) == 0 ? path : join(path, bound(JOIN_PATH_ADDITIONAL_CHILD_PATH)));
}

/** Split-Path: delivers the parent, or with -Leaf the last name. */
export function runSplitPath(): void {
  bindWords(SPLIT_PATH_PARAMETERS);
  // Neither null nor an empty path is taken.
  const path =
    bound(SPLIT_PATH_PATH) == 0 || kindOf(bound(SPLIT_PATH_PATH)) == KIND_NULL ? unknown() : toText(bound(SPLIT_PATH_PATH));
  const other =
    bound(SPLIT_PATH_QUALIFIER) != 0 ||
    bound(SPLIT_PATH_NO_QUALIFIER) != 0 ||
    bound(SPLIT_PATH_IS_ABSOLUTE) != 0 ||
    bound(SPLIT_PATH_RESOLVE) != 0 ||
    bound(SPLIT_PATH_LEAF_BASE) != 0 ||
    bound(SPLIT_PATH_EXTENSION) != 0;
  if (kindOf(path) != KIND_STRING || textLength(path) == 0 || other) {
    deliver(unknown());
    return;
  }
  const bytes = textAt(path);
  let length = textLength(path);
  while (length != 0 && isSlash(load<u8>(bytes + length - 1))) length--;
  let slash = length;
  while (slash != 0 && !isSlash(load<u8>(bytes + slash - 1))) slash--;
  if (slash == 0) {
    deliver(bound(SPLIT_PATH_LEAF) != 0 ? text(bytes, length) : emptyString());
    return;
  }
  deliver(bound(SPLIT_PATH_LEAF) != 0 ? text(bytes + slash, length - slash) : slash > 3 ? text(bytes, slash - 1) : unknown());
}
