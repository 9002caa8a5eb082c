/**
 * Fluent Bit's classic configuration: `[SECTION]` headers, indented `Key value` lines, `@INCLUDE`, `@SET`.
 */
import type { ParsedFile, Plugin, Role } from "./plugins.js";

const ROLES: Record<string, Role> = { service: "service", input: "input", filter: "filter", output: "output" };

/**
 * @param file its name, for the places
 * @param variables what `@SET` sets, for this file and those it includes
 */
export function parseClassic(text: string, file: string, variables: Map<string, string>): ParsedFile {
  const parsed: ParsedFile = { plugins: [], includes: [] };
  let plugin: Plugin | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const place = { file, line: index + 1 };
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, key = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    const section = /^\[([^\]]+)\]/.exec(line);
    if (section) {
      const role = ROLES[section[1]!.trim().toLowerCase()];
      plugin = role && { role, ...place, settings: new Map(), routeFields: [] };
      if (plugin) parsed.plugins.push(plugin);
    } else if (/^@include$/i.test(key)) {
      parsed.includes.push({ ...place, pattern: rest });
    } else if (/^@set$/i.test(key)) {
      const [, name = "", value = ""] = /^([^=]+)=(.*)$/.exec(rest) ?? [];
      variables.set(name.trim(), value.trim());
    } else if (plugin) {
      const value = rest.replace(/\$\{(\w+)\}/g, (whole, name: string) => variables.get(name) ?? whole);
      plugin.settings.set(key.toLowerCase(), { ...place, value });
    }
  }
  return parsed;
}
