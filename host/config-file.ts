/**
 * `detector.yaml`: a configuration with comments. Mistakes are reported with the line they stand on.
 */
import { readFileSync } from "node:fs";
import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { type Config, findMistakes, mistaken } from "./config.js";
import { DetectorError } from "./errors.js";

/** Reads and checks a configuration file. */
export function readConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot read the configuration ${file}.`, {
      cause,
      hint: "Check the path after --config.",
    });
  }
  const counter = new LineCounter();
  // Dates stay the texts that the team wrote.
  const document = parseDocument(text, { lineCounter: counter, schema: "core" });
  const [error] = document.errors;
  if (error) {
    const { line } = counter.linePos(error.pos[0]);
    throw new DetectorError("config_invalid", `${file}:${line}: not YAML: ${error.message.split("\n")[0]}`, {
      cause: error,
      line,
      hint: "Texts with backslashes, colons or a leading * belong in single quotes.",
    });
  }
  const config: unknown = document.toJS() ?? {};
  const mistakes = findMistakes(config);
  if (mistakes.length === 0) return config as Config;
  throw mistaken(mistakes, ({ path }) => {
    const line = lineOf(path);
    return { place: `${file}:${line}: `, line };
  });

  /** The line of the key that the path ends with, or of the nearest node on it that has one. */
  function lineOf(path: (string | number)[]): number {
    for (let length = path.length; length > 0; length--) {
      const holder = document.getIn(path.slice(0, length - 1), true);
      const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && key.value === path[length - 1]) : undefined;
      if (isNode(pair?.key) && pair.key.range) return counter.linePos(pair.key.range[0]).line;
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  }
}
