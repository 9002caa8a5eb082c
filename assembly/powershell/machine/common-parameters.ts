/**
 * The parameters that every cmdlet and advanced function takes. PowerShell: CommonParameters
 */
import { isWord } from "../../bytes/literal";
import { equalsIgnoreCase, lower, startsWithIgnoreCase } from "../../bytes/text";

/** Common parameters, and how each is shortened. */
const COMMON =
  "erroraction ea warningaction wa informationaction infa errorvariable ev warningvariable wv informationvariable iv outvariable ov outbuffer ob pipelinevariable pv progressaction proga";

const commonBytes: usize = memory.data(24, 1);

/** The letters that they begin with. */
const COMMON_INITIALS = "ewiop";

/** Those that take no value. */
const COMMON_SWITCHES = "verbose vb debug db whatif wi confirm cf";

/** Whether a name, its dash aside, is one that takes a value. */
export function isCommon(name: usize, length: usize): bool {
  const initial = length == 0 ? 0 : lower(load<u8>(name));
  let at: usize = 0;
  while (at < <usize>COMMON_INITIALS.length && <u32>load<u16>(changetype<usize>(COMMON_INITIALS) + (at << 1)) != initial) at++;
  return at != <usize>COMMON_INITIALS.length && isAmong(COMMON, name, length, 3);
}

/** Whether a name, however short, may stand for one of them where no other parameter begins so. */
export function mayBeCommon(name: usize, length: usize): bool {
  return isAmong(COMMON, name, length, 0) || isAmong(COMMON_SWITCHES, name, length, 0);
}

/** Whether a name is one of the words, or begins a long one with more than `least` letters. */
function isAmong(words: string, name: usize, length: usize, least: usize): bool {
  const units = changetype<usize>(words);
  const size = <usize>words.length;
  let from: usize = 0;
  while (from < size) {
    let to = from;
    while (to < size && load<u16>(units + (to << 1)) != 32) to++;
    const count = min<usize>(to - from, 24);
    for (let i: usize = 0; i < count; i++) store<u8>(commonBytes + i, load<u8>(units + ((from + i) << 1)));
    if (
      count > 4
        ? length > least && startsWithIgnoreCase(commonBytes, count, name, length)
        : equalsIgnoreCase(commonBytes, count, name, length)
    ) {
      return true;
    }
    from = to + 1;
  }
  return false;
}

/** Common parameters that change neither what is written nor what is given, and take no value. */
export function isSilent(name: usize, length: usize): bool {
  return (
    isWord(name, length, "verbose") || isWord(name, length, "vb") || isWord(name, length, "debug") || isWord(name, length, "db")
  );
}
