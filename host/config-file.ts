/**
 * `detector.yaml`: a configuration with comments. Mistakes are reported with the line they stand on.
 */
import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import { type Config, findMistakes, pathName } from "./config.js";
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
  const [mistake] = findMistakes(config);
  if (!mistake) return config as Config;
  const line = lineOf(mistake.path);
  const place = mistake.path.length > 0 ? `${pathName(mistake.path)}: ` : "";
  throw new DetectorError("config_invalid", `${file}:${line}: ${place}${mistake.message}`, { line, hint: mistake.hint });

  /** The line of the nearest node on the path that has one. */
  function lineOf(path: (string | number)[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  }
}
