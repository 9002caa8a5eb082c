/** Written by scripts/generate.mjs from assembly/exchange/*.rule.json. */

/** Ids of the rules that the modules know, those that are on by default first. */
export const BEHAVIOURS: readonly string[] = ["mailbox-export-to-share", "mailbox-export-cleanup", "mailbox-export-script-file"];

/** What each line of a rule's severity table says, in the order in which the core tries them. */
export const SEVERITY_LINES: Readonly<Record<string, readonly string[]>> = {
  "mailbox-export-to-share": [
    "The file would be run by the web server, or lies in one of Exchange's web roots.",
    "The path leads back to an Exchange server's own disk.",
    "The path is an administrative share.",
    "The name of the command or of a parameter was put together or decoded, so that a reader does not see it.",
    "Another share.",
    "A local path: Exchange refuses it, the attempt is real.",
    "The text does not say where the file goes.",
  ],
  "mailbox-export-cleanup": [
    "The name of the command or of a parameter was put together or decoded, so that a reader does not see it.",
    "The record of an export goes away unasked.",
  ],
  "mailbox-export-script-file": [
    "The web server would run the file.",
  ],
};
