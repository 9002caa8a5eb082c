/**
 * Names of .NET's options: StringSplitOptions, StringComparison, RegexOptions.
 */
import { find } from "../../bytes/dictionary";

const OPTION_WORDS: string =
  "none removeemptyentries trimentries currentculture currentcultureignorecase invariantculture invariantcultureignorecase ordinal ordinalignorecase ignorecase multiline explicitcapture compiled singleline ignorepatternwhitespace righttoleft ecmascript cultureinvariant";
const OPTION_BITS: usize = memory.data<u16>([0, 1, 2, 0, 1, 2, 3, 4, 5, 1, 2, 4, 8, 16, 32, 64, 256, 512]);
const OPTION_SLOTS: usize = memory.data(260, 4);

/** The number that a name of StringSplitOptions, StringComparison or RegexOptions stands for, or -1. */
export function optionNamed(name: usize, length: usize): i32 {
  const index = find(OPTION_WORDS, OPTION_SLOTS, 63, name, length);
  return index < 0 ? -1 : <i32>load<u16>(OPTION_BITS + ((<usize>index) << 1));
}
