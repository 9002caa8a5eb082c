/**
 * The files that a command line names: files, folders to their bottom, standard input.
 */
import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import picomatch from "picomatch";
import { DetectorError } from "../errors.js";

/** The name that stands for standard input. */
export const STDIN = "-";

/** What is read of a folder unless the user says otherwise. */
export const EVENT_FILES = "*.{json,jsonl,ndjson,log,xml,csv,tsv,evtx}{,.gz,.zst}";

export interface Found {
  files: string[];
  /** Files of folders that the patterns left out. */
  passed: number;
}

/**
 * @param names as the user gave them
 * @param globs patterns for files of folders; one without a slash is for the name in whatever folder
 */
export function findFiles(names: readonly string[], globs: readonly string[] = [EVENT_FILES]): Found {
  const wanted = globs.map((glob) => picomatch(glob, { nocase: true, basename: !glob.includes("/"), dot: true }));
  const found: Found = { files: [], passed: 0 };
  for (const name of names) {
    if (!isFolder(name)) {
      found.files.push(name);
      continue;
    }
    const inside = filesBelow(name);
    const taken = inside.filter((file) => wanted.some((fits) => fits(relative(name, file).replaceAll(sep, "/"))));
    if (taken.length === 0) {
      throw new DetectorError("input_invalid", `${name} holds no file that fits ${globs.join(" or ")}.`, {
        hint:
          inside.length > 0 ? `It holds ${inside.length} others: choose them with --glob, such as --glob '*'.` : "It is empty.",
      });
    }
    found.files.push(...taken);
    found.passed += inside.length - taken.length;
  }
  return found;
}

function isFolder(name: string): boolean {
  return name !== STDIN && (statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot read the folder ${folder}.`, { cause, hint: "Check its rights." });
  }
}
