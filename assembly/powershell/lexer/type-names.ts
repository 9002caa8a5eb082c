/**
 * Type names between brackets. PowerShell: TypeNameRule (Parser.cs), ScanTypeName, GetAssemblyNameSpec (tokenizer.cs).
 */
import {
  AMPERSAND,
  ASTERISK,
  CARRIAGE_RETURN,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  EQUALS,
  HYPHEN,
  LINE_FEED,
  OPEN_BRACKET,
  OPEN_PAREN,
} from "../../bytes/ascii";
import { CLASS_BLANK, CLASS_LETTER, CLASS_NEWLINE, classOf, TRAIT_TYPE, traitsOf, widthOf } from "./characters";
import { limit, markRanOut, mayLookAhead, noteLookAhead } from "./lexer";

/**
 * After the type name that starts at `at`, after its `[`: names, generic arguments, array ranks, assembly names.
 * @returns the address of the `]` or `(` that ends it at the outer level; 0 if it is no type name
 */
export function typeNameEnd(at: usize): usize {
  const found = scanTypeName(at, mayLookAhead() ? limit : min<usize>(limit, at + LONGEST_NAME));
  if (found == 0) noteLookAhead(typeScanned - at);
  return found;
}

/** How far the last look for a type name went. */
let typeScanned: usize = 0;
/** Bytes of a type's name once too much was looked through in vain. */
const LONGEST_NAME: usize = 40;

function scanTypeName(at: usize, end: usize): usize {
  let depth = 0;
  typeScanned = at;
  while (at < end) {
    typeScanned = at;
    const byte = <u32>load<u8>(at);
    if ((traitsOf(byte) & TRAIT_TYPE) != 0) at++;
    else if (byte == CLOSE_BRACKET) {
      if (depth == 0) return at;
      depth--;
      at++;
    } else if (byte == OPEN_BRACKET) {
      depth++;
      at++;
    } else if (byte == OPEN_PAREN) return depth == 0 ? at : 0;
    else if (byte == COMMA && depth == 0) return assemblyEnd(at, end);
    else if (byte == COMMA || byte == EQUALS || byte == ASTERISK || byte == AMPERSAND || byte == HYPHEN || byte == COLON) at++;
    else {
      const kind = classOf(at);
      if (kind != CLASS_BLANK && kind != CLASS_NEWLINE && kind != CLASS_LETTER) return 0;
      at += widthOf(at);
    }
  }
  markRanOut();
  return 0;
}

/** The `]` that ends an assembly's name, which starts at the comma after a type's: brackets do not nest there. PowerShell: GetAssemblyNameSpec. */
function assemblyEnd(at: usize, end: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == CLOSE_BRACKET) return at;
    if (byte == LINE_FEED || byte == CARRIAGE_RETURN) return 0;
    at++;
    typeScanned = at;
  }
  markRanOut();
  return 0;
}
