/** Written by scripts/generate.mjs from assembly/exchange/*.rule.json. */

/** Ids of the rules that the modules know, those that are on by default first. */
export const BEHAVIOURS: readonly string[] = ["mailbox-export-to-share", "mailbox-export-cleanup", "mailbox-export-script-file"];
