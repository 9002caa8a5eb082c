/** Written by scripts/generate.mjs from assembly/exchange/*.rule.json. */

/** The noun of the commands that the rules watch, in lower case. */
export const COMMAND_NOUN: string = 'mailboxexportrequest';

/** The program whose files a rule watches, in lower case. */
export const WRITING_PROGRAM: string = 'msexchangemailboxreplication.exe';
