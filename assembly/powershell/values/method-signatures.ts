/**
 * What a method of a string is as text, as in `[string]''.Insert`: its overloads. Those that both dialects write alike.
 */
import { OPEN_PAREN, SPACE } from "../../bytes/ascii";
import { equalsIgnoreCase } from "../../bytes/text";
import { take } from "../../memory/arena";
import { text, textAt, textLength, unknown } from "./constants";
import { withFlags } from "./flags";
import { VALUE_UNCLAIMABLE } from "./value";

/** A method a line; its name stands before the first parenthesis. PowerShell: PSMethod.ToString */
const SIGNATURES = `
string Insert(int startIndex, string value)
int IndexOfAny(char[] anyOf), int IndexOfAny(char[] anyOf, int startIndex), int IndexOfAny(char[] anyOf, int startIndex, int count)
int LastIndexOfAny(char[] anyOf), int LastIndexOfAny(char[] anyOf, int startIndex), int LastIndexOfAny(char[] anyOf, int startIndex, int count)
string Normalize(), string Normalize(System.Text.NormalizationForm normalizationForm)
bool IsNormalized(), bool IsNormalized(System.Text.NormalizationForm normalizationForm)
string Remove(int startIndex, int count), string Remove(int startIndex)
string Substring(int startIndex), string Substring(int startIndex, int length)
string ToLower(), string ToLower(cultureinfo culture)
string ToUpper(), string ToUpper(cultureinfo culture)
string PadLeft(int totalWidth), string PadLeft(int totalWidth, char paddingChar)
string PadRight(int totalWidth), string PadRight(int totalWidth, char paddingChar)
char[] ToCharArray(), char[] ToCharArray(int startIndex, int length)
`;
const LINE_END: u32 = 10;

function unitAt(at: usize): u32 {
  return load<u16>(changetype<usize>(SIGNATURES) + (at << 1));
}

/** Copies part of the list into the arena; 0 when that is full. */
function copied(from: usize, length: usize): usize {
  const bytes = take(length);
  if (bytes == 0) return 0;
  for (let i: usize = 0; i < length; i++) store<u8>(bytes + i, unitAt(from + i));
  return bytes;
}

/** The text of a string's method, which is never claimed, or unknown for one that is not listed. */
export function methodSignature(name: usize): usize {
  const size = <usize>SIGNATURES.length;
  for (let from: usize = 1; from < size; ) {
    let start = from;
    let open = from;
    while (unitAt(open) != OPEN_PAREN) {
      if (unitAt(open) == SPACE) start = open + 1;
      open++;
    }
    let end = open;
    while (unitAt(end) != LINE_END) end++;
    const line = copied(from, end - from);
    if (line == 0) return unknown();
    if (equalsIgnoreCase(line + start - from, open - start, textAt(name), textLength(name))) {
      return withFlags(text(line, end - from), VALUE_UNCLAIMABLE);
    }
    from = end + 1;
  }
  return unknown();
}
