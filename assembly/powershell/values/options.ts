/**
 * Names of .NET's options: StringSplitOptions, StringComparison, RegexOptions, CompressionMode, SeekOrigin.
 */
import { find } from "../../bytes/dictionary";

/** The number of an option in its type, and the words for it. */
export const OPTION_WORDS = `
0 none
1 removeemptyentries
2 trimentries
0 currentculture
1 currentcultureignorecase
2 invariantculture
3 invariantcultureignorecase
4 ordinal
5 ordinalignorecase
1 ignorecase
2 multiline
4 explicitcapture
8 compiled
16 singleline
32 ignorepatternwhitespace
64 righttoleft
256 ecmascript
512 cultureinvariant
0 decompress
1 compress
0 begin
1 current
2 end
`;
const OPTION_MASK: u32 = 63;
const OPTION_SLOTS: usize = memory.data((OPTION_MASK + 2) << 2, 4);

/** The number that one of these names stands for, or -1. */
export function optionNamed(name: usize, length: usize): i32 {
  return find(OPTION_WORDS, OPTION_SLOTS, OPTION_MASK, name, length);
}
