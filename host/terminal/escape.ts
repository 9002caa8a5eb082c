/**
 * Text of an attacker's making on its way to a terminal.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not reach a terminal
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function code(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The text on one line, with what would move the cursor, change colours or reorder it shown as `\uXXXX`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, code).replace(LONE, code);
}
