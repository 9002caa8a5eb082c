/**
 * Fluent Bit's YAML configuration: `pipeline` with inputs, filters and outputs, processors under an input or output, routes.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { DetectorError } from "../errors.js";
import type { ParsedFile, Place, Plugin, Role } from "./plugins.js";

/** @param file its name, for the places */
export function parseYaml(text: string, file: string): ParsedFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false });
  const [error] = document.errors;
  if (error) {
    const line = counter.linePos(error.pos[0]).line;
    throw new DetectorError("input_invalid", `${file}:${line}: not YAML: ${error.message.split("\n")[0]}`, {
      cause: error,
      line,
    });
  }
  const parsed: ParsedFile = { plugins: [], includes: [] };
  const place = (node: unknown): Place => ({ file, line: counter.linePos((node as Node | null)?.range?.[0] ?? 0).line });
  const root = document.contents;
  if (!isMap(root)) return parsed;

  for (const item of elements(child(root, "includes"))) {
    if (isScalar(item)) parsed.includes.push({ ...place(item), pattern: String(item.value) });
  }
  const service = child(root, "service");
  if (isMap(service)) parsed.plugins.push(plugin("service", service));
  const pipeline = child(root, "pipeline");
  if (!isMap(pipeline)) return parsed;
  for (const [key, role] of [
    ["inputs", "input"],
    ["filters", "filter"],
    ["outputs", "output"],
  ] as const) {
    for (const item of elements(child(pipeline, key))) if (isMap(item)) addPlugin(role, item);
  }
  return parsed;

  function addPlugin(role: Role, node: YAMLMap): void {
    const owner = plugin(role, node);
    parsed.plugins.push(owner);
    const processors = child(node, "processors");
    if (!isMap(processors)) return;
    for (const item of elements(child(processors, "logs"))) {
      if (isMap(item)) parsed.plugins.push({ ...plugin("processor", item), owner });
    }
  }

  function plugin(role: Role, node: YAMLMap): Plugin {
    const made: Plugin = { role, ...place(node), settings: new Map(), routeFields: [] };
    for (const pair of node.items) {
      const key = String(isScalar(pair.key) ? pair.key.value : pair.key).toLowerCase();
      if (isScalar(pair.value)) made.settings.set(key, { ...place(pair.key), value: String(pair.value.value ?? "") });
      if (key === "condition") made.condition = place(pair.key);
      if (key === "routes") collectFields(pair.value, made);
    }
    return made;
  }

  /** Every `field:` below the routes, however deep. */
  function collectFields(routes: unknown, made: Plugin): void {
    const waiting: unknown[] = [routes];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (isSeq(node)) waiting.push(...node.items);
      if (!isMap(node)) continue;
      for (const pair of node.items) {
        if (isScalar(pair.key) && pair.key.value === "field" && isScalar(pair.value)) {
          made.routeFields.push({ ...place(pair.value), field: String(pair.value.value) });
        } else if (pair.value) waiting.push(pair.value);
      }
    }
  }
}

/** A member by its name, compared without case. */
function child(map: YAMLMap, name: string): unknown {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value).toLowerCase() === name)?.value ?? undefined;
}

function elements(node: unknown): unknown[] {
  return isSeq(node) ? node.items : [];
}
