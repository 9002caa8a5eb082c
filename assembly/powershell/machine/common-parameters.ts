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

/** Whether a name, its dash aside, is one that takes a value. */
export function isCommon(name: usize, length: usize): bool {
  const initial = length == 0 ? 0 : lower(load<u8>(name));
  let at: usize = 0;
  while (at < <usize>COMMON_INITIALS.length && <u32>load<u16>(changetype<usize>(COMMON_INITIALS) + (at << 1)) != initial) at++;
  if (at == <usize>COMMON_INITIALS.length) return false;
  const units = changetype<usize>(COMMON);
  const size = <usize>COMMON.length;
  let from: usize = 0;
  while (from < size) {
    let to = from;
    while (to < size && load<u16>(units + (to << 1)) != 32) to++;
    const count = min<usize>(to - from, 24);
    for (let i: usize = 0; i < count; i++) store<u8>(commonBytes + i, load<u8>(units + ((from + i) << 1)));
    if (
      count > 4
        ? length > 3 && startsWithIgnoreCase(commonBytes, count, name, length)
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
