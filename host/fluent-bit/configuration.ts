/**
 * A Fluent Bit configuration, classic or YAML, as one list of plugins with the line of every setting.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, resolve } from "node:path";
import { DetectorError } from "../errors.js";
import { parseClassic } from "./classic.js";
import type { ParsedFile, Place, Plugin } from "./plugins.js";
import { parseYaml } from "./yaml.js";

/** Replaces `${NAME}` by the environment's value; a name that is not set stays as it is. */
export function expand(value: string): string {
  return value.replace(/\$\{(\w+)\}/g, (whole, name: string) => process.env[name] ?? whole);
}

/** Reads a configuration and everything it includes, each file once. */
export function readConfiguration(file: string): Plugin[] {
  const plugins: Plugin[] = [];
  const seen = new Set<string>();
  const waiting = [file];
  const variables = new Map<string, string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(resolve(next))) continue;
    seen.add(resolve(next));
    const parsed = parse(next, variables);
    plugins.push(...parsed.plugins);
    for (const include of parsed.includes) waiting.push(...included(next, include));
  }
  return plugins;
}

function parse(file: string, variables: Map<string, string>): ParsedFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot read ${file}.`, {
      cause,
      hint: "Name the file that Fluent Bit is started with (-c).",
    });
  }
  return /^\.ya?ml$/i.test(extname(file)) ? parseYaml(text, file) : parseClassic(text, file, variables);
}

function included(from: string, include: Place & { pattern: string }): string[] {
  const pattern = expand(include.pattern);
  const path = isAbsolute(pattern) ? pattern : join(dirname(from), pattern);
  if (/[*?]/.test(basename(path)) && existsSync(dirname(path))) {
    const name = wildcard(basename(path));
    const files = readdirSync(dirname(path)).filter((candidate) => name.test(candidate));
    return files.sort().map((candidate) => join(dirname(path), candidate));
  }
  if (existsSync(path)) return [path];
  throw new DetectorError(
    "input_invalid",
    `${include.file}:${include.line}: the included file ${include.pattern} does not exist.`,
    {
      line: include.line,
      hint: "Fix the include, or run doctor where Fluent Bit runs.",
    },
  );
}

/** `*` and `?` of a file name as a regular expression. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`);
}
