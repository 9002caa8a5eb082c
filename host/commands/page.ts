/**
 * `page [-o FILE]`: the detector as one HTML file, to be opened in a browser or put on a server.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { DetectorError } from "../errors.js";
import { write } from "../terminal/output.js";

interface Options {
  out?: string;
}

export function registerPage(program: Command): void {
  program
    .command("page")
    .summary("a page that reads scripts and events in a browser")
    .description(
      "Writes one HTML file with the module inside: paste or drop a script, an event or a file of events, and see how it was read. Nothing leaves the page.",
    )
    .option("-o, --out <file.html>", "where it goes (standard output)")
    .addHelpText("after", "\nExample:\n  $ mailbox-export-detector page -o detector.html")
    .action(run);
}

async function run({ out }: Options): Promise<void> {
  const page = readFileSync(fileURLToPath(new URL("../../page.html", import.meta.url)));
  if (out === undefined) {
    if (process.stdout.isTTY) {
      throw new DetectorError("argument_invalid", "The page is a file for a browser.", {
        hint: "Name it: page -o detector.html.",
      });
    }
    return write(page);
  }
  try {
    writeFileSync(out, page);
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot write ${out}.`, { cause, hint: "Check the folder and its permissions." });
  }
}
