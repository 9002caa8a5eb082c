/**
 * What each reason code means, for people. The codes' names are the core's (assembly/finding/reasons.ts); a test holds the
 * two lists together.
 */
export const REASONS: Readonly<Record<string, string>> = {
  prompts: "mailbox or path is not given, so PowerShell would ask for it",
  "unknown-splat": "the path may come from a splat that the text does not decide",
  "other-set": "the parameters choose a set without a file path",
  "would-not-bind": "PowerShell would refuse these parameters",
  "ambiguous-pattern": "a pattern for Get-Command that fits other commands as well",
  "handed-over": "the command is handed as text to a scheduler, a service or a remote process",
  prepared: "an alias or a default value is made here; the call may come in the next block",
  cut: "earlier parts of the block are missing",
  "what-if": "a dry run",
  shadowed: "the text defines a function or alias of the command's own name",
  "broken-text": "the text has a syntax error",
  budget: "a value was given up on when its budget ran out",
  "lost-newlines": "the shipper replaced the line ends, so a comment may hide what follows",
  backtick: "backticks inside the name",
  quotes: "quotes inside the name",
  "call-operator": "called through & or .",
  alias: "called through an alias",
  function: "called through a function",
  "module-qualified": "named with its module",
  splat: "parameters come from a splatted table",
  defaults: "parameters come from $PSDefaultParameterValues",
  pipeline: "the mailbox comes through the pipeline",
  positional: "the mailbox is given by position",
  prefix: "a parameter is shortened",
  "unicode-dash": "a typographic dash starts a parameter",
  ignorable: "invisible characters stand inside a parameter's name",
  concatenated: "text put together with +",
  formatted: "text put together with -f",
  joined: "text put together with a join",
  replaced: "text changed by a replacement",
  characters: "text made of character codes",
  substring: "text cut out of another",
  split: "text made by a split",
  reversed: "text put in reverse order",
  expanded: "variables or expressions inside a string",
  element: "an element of an array or table",
  variable: "the value of a variable",
  decoded: "decoded text",
  converted: "a converted value",
  "command-lookup": "looked up with Get-Command or its kin",
  "text-as-code": "text that is turned into code",
  "child-shell": "code for a child shell",
  "powershell-api": "called through the PowerShell API",
  automatic: "taken from an automatic variable",
  "called-with": "given as an argument of a function or block",
  regex: "a regular expression",
  "written-file": "written to a file that the text runs",
};

/** The meaning of a reason, or the code itself where this version does not know it. */
export function describeReason(reason: string): string {
  return REASONS[reason] ?? reason;
}
