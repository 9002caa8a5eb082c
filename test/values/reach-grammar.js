/**
 * A grammar of PowerShell for random programs, read from reach-grammar.txt: what can stand in each place, by construct, a form a line.
 * It draws on what the reader models and on what it does not, in the same measure; a form that stands twice is drawn twice as often.
 *
 * `=== PART` begins a part, `--- name` a name of it. `<name>` in a form is replaced by one of the forms of that name.
 */
import { readFileSync } from "node:fs";

const parts = new Map();
for (const part of readFileSync(new URL("reach-grammar.txt", import.meta.url), "utf8")
  .split(/^=== /m)
  .slice(1)) {
  const [title, ...rest] = part.split("\n");
  const groups = `\n${rest.join("\n")}`.split("\n--- ");
  const lines = (text) => text.split("\n").filter(Boolean);
  const named = groups.slice(1).map((group) => [group.slice(0, group.indexOf("\n")), lines(group.slice(group.indexOf("\n")))]);
  parts.set(title, named.length > 0 ? new Map(named) : lines(groups[0]));
}

/** Forms by name, those of values that only commands take among them. Upper-case names grow. @type {Map<string, string[]>} */
export const FORMS = new Map([...parts.get("FORMS"), ...parts.get("ARGUMENTS")]);

/**
 * Commands with what they take: `-name:kind` a parameter and the form of its value, `@kind` a value by position, `-name` a switch. A part
 * of them, at random, is written. Some are modelled, some are not, some have no effect but their output.
 * @type {string[]}
 */
export const COMMANDS = parts.get("COMMANDS");

/** What a program is made of: construct and its forms. @type {Map<string, string[]>} */
export const STATEMENTS = parts.get("STATEMENTS");
