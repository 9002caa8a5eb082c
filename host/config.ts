/**
 * The configuration: what may stand in it, and what is wrong or odd about one.
 */
import { SETTINGS_BYTES, SETTINGS_HEADER_BYTES } from "../assembly/contract.js";
import { isRecord, knownHint, told } from "./arguments.js";
import { type Config, EVENT_KINDS, type Exception, encodeConfig } from "./config-payload.js";
import { DetectorError } from "./errors.js";
import { BEHAVIOURS } from "./rules.generated.js";
import { closest } from "./suggest.js";
import { encodeText } from "./wtf8.js";

export type { Config, Exception };
export { BEHAVIOURS };

/** A mistake and where it stands, as a path of keys and indices. */
export interface Mistake {
  path: (string | number)[];
  message: string;
  hint: string;
}

/** Members that a finding can leave out. */
const OMITTABLE = ["mailbox", "file_path"];

const KEYS = ["exceptions", "omit", "field", "behaviours", "observe"];
const CONDITIONS = ["host", "user", "mailbox", "destination"] as const;
const EXCEPTION_KEYS = [...CONDITIONS, "reason", "until"];
/** Words for a script's or file's path that people try first. */
const PATH_KEYS = ["path", "script_path", "script", "file"];
const MOST_TEXT_BYTES = 1024;
const MOST_FIELD_BYTES = 128;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are refused
const UNFIT_FOR_FIELD = /[\u0000-\u001f"\\]/;

/**
 * The payload for a configuration.
 * @throws DetectorError with all mistakes
 */
export function compileConfig(config: unknown): Uint8Array {
  const mistakes = findMistakes(config);
  if (mistakes.length > 0) throw mistaken(mistakes, () => ({ place: "" }));
  const payload = encodeConfig(config as Config, expiry);
  if (payload.length <= SETTINGS_BYTES - SETTINGS_HEADER_BYTES) return payload;
  throw new DetectorError("config_invalid", `The configuration takes ${payload.length} bytes, more than a module holds.`, {
    hint: "Join exceptions with wildcards, and remove those that have expired: check --config lists them.",
  });
}

/** One error for all mistakes. @param locate where a mistake stands, in words, and its line in a file */
export function mistaken(
  mistakes: readonly Mistake[],
  locate: (mistake: Mistake) => { place: string; line?: number },
): DetectorError {
  const only = mistakes.length === 1;
  const sentences = mistakes.map((mistake) => {
    const path = mistake.path.length > 0 ? `${pathName(mistake.path)}: ` : "";
    return `${locate(mistake).place}${path}${mistake.message}${only ? "" : ` ${mistake.hint}`}`;
  });
  const [first] = mistakes;
  const hint = only ? first!.hint : `${mistakes.length} mistakes; the first: ${first!.hint}`;
  return new DetectorError("config_invalid", sentences.join("\n"), { line: locate(first!).line, hint });
}

/** `exceptions[0].until` */
export function pathName(path: readonly (string | number)[]): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}

/** Everything that is wrong with a configuration, in order. */
export function findMistakes(config: unknown): Mistake[] {
  const mistakes: Mistake[] = [];
  const wrong = (path: (string | number)[], message: string, hint: string) => mistakes.push({ path, message, hint });
  if (!isRecord(config)) {
    wrong([], "a configuration is a map.", `Its keys are ${KEYS.join(", ")}.`);
    return mistakes;
  }
  findUnknownKeys(config, KEYS, [], wrong);
  findFieldMistakes(config["field"], wrong);
  findListMistakes(config["omit"], OMITTABLE, "omit", wrong);
  findListMistakes(config["behaviours"], BEHAVIOURS, "behaviours", wrong);
  if (Array.isArray(config["behaviours"]) && config["behaviours"].length === 0) {
    wrong(["behaviours"], "no rule would be on.", "Name at least one, or leave the key out for the default.");
  }
  findListMistakes(config["observe"], EVENT_KINDS, "observe", wrong);
  if (Array.isArray(config["observe"]) && config["observe"].length === 0) {
    wrong(["observe"], "no event would be read.", "Name at least one kind, or leave the key out for all.");
  }
  const exceptions = config["exceptions"] ?? [];
  if (!Array.isArray(exceptions)) wrong(["exceptions"], "exceptions is a list.", "Start each exception with a dash.");
  else for (const [index, exception] of exceptions.entries()) findExceptionMistakes(exception, ["exceptions", index], wrong);
  return mistakes;
}

type Report = (path: (string | number)[], message: string, hint: string) => void;

function findUnknownKeys(map: Record<string, unknown>, known: readonly string[], path: (string | number)[], wrong: Report): void {
  for (const key of Object.keys(map)) {
    if (known.includes(key)) continue;
    wrong([...path, key], `unknown key ${key}.`, knownHint(key, known));
  }
}

function findFieldMistakes(field: unknown, wrong: Report): void {
  if (field === undefined) return;
  const fits =
    typeof field === "string" && field !== "" && encodeText(field).length <= MOST_FIELD_BYTES && !UNFIT_FOR_FIELD.test(field);
  if (!fits)
    wrong(
      ["field"],
      "not a name for a member.",
      `Take 1 to ${MOST_FIELD_BYTES} bytes without quotes, backslashes and control characters.`,
    );
}

function findListMistakes(list: unknown, known: readonly string[], key: string, wrong: Report): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    wrong([key], `${key} is a list.`, `Write ${key}: [${known.join(", ")}], or some of them.`);
    return;
  }
  for (const [index, entry] of list.entries()) {
    if (known.includes(entry)) continue;
    const near = closest(told(entry), known);
    wrong([key, index], `${told(entry)} is not known here.`, near ? `Did you mean ${near}?` : `Known: ${known.join(", ")}.`);
  }
}

function findExceptionMistakes(exception: unknown, path: (string | number)[], wrong: Report): void {
  if (!isRecord(exception)) {
    wrong(path, "an exception is a map.", `Its keys are ${EXCEPTION_KEYS.join(", ")}.`);
    return;
  }
  const asPath = Object.keys(exception).find((key) => PATH_KEYS.includes(key));
  if (asPath !== undefined) {
    wrong(
      [...path, asPath],
      "an exception cannot rest on a script's path: an attacker chooses it.",
      `Use ${CONDITIONS.join(", ")}.`,
    );
    return;
  }
  findUnknownKeys(exception, EXCEPTION_KEYS, path, wrong);
  for (const key of [...CONDITIONS, "reason"]) {
    const value = exception[key];
    if (value === undefined) continue;
    if (typeof value !== "string" || value.trim() === "")
      wrong([...path, key], `${key} must be a text.`, "Put it in single quotes.");
    else if (encodeText(value).length > MOST_TEXT_BYTES)
      wrong([...path, key], `${key} is too long.`, `At most ${MOST_TEXT_BYTES} bytes.`);
  }
  if (exception["reason"] === undefined)
    wrong(path, "an exception needs a reason.", "Say why, with a ticket where there is one.");
  const conditions = CONDITIONS.filter((key) => exception[key] !== undefined);
  if (conditions.length === 0)
    wrong(path, "an exception without a condition would silence everything.", `Add one of ${CONDITIONS.join(", ")}.`);
  else if (conditions.every((key) => /^\**$/.test(told(exception[key])))) {
    wrong([...path, conditions[0]!], "an exception that fits everything would silence everything.", "Narrow a condition down.");
  }
  if (exception["until"] !== undefined && expiry(exception["until"]) === undefined) {
    wrong(
      [...path, "until"],
      `until ${told(exception["until"])} is not a date.`,
      "Write 2027-03-31, or 2027-03-31T18:00:00Z with a zone.",
    );
  }
}

/** Last millisecond at which an exception holds, or undefined for text that is no date. */
export function expiry(until: unknown): number | undefined {
  if (typeof until !== "string") return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(until);
  if (!day && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(until)) return undefined;
  const moment = Date.parse(day ? `${until}T23:59:59.999Z` : until);
  // Date.parse rolls 30 February over into March; a date that does not come back is none.
  const real = !Number.isNaN(moment) && (!day || new Date(moment).toISOString().startsWith(until));
  return real && moment >= 0 ? moment : undefined;
}

/** The rule that is on by default and that this detector is about. */
const MAIN_RULE = "mailbox-export-to-share";

/** What is no mistake but hardly meant: exceptions that are over or can never apply, the main rule or script blocks left out. */
export function configWarnings(config: Config, now = Date.now()): string[] {
  const warnings: string[] = [];
  if (config.behaviours && !config.behaviours.includes(MAIN_RULE)) {
    warnings.push(`behaviours leaves ${MAIN_RULE} out: mailbox exports are not looked for`);
  }
  if (config.observe && !config.observe.includes("script-block")) {
    warnings.push("observe leaves script-block out: script blocks pass unread");
  }
  for (const [index, exception] of (config.exceptions ?? []).entries()) {
    const name = `exceptions[${index}] (${exception.reason})`;
    const end = exception.until === undefined ? undefined : expiry(exception.until);
    if (end !== undefined && end < now) warnings.push(`${name} expired on ${exception.until}`);
    const { destination, user } = exception;
    if (destination !== undefined && /[\\/]$/.test(destination)) {
      warnings.push(`${name} never applies: destination is the whole path of a file; end the folder with *`);
    }
    if (user !== undefined && /^s-\d+-\d+$/i.test(user))
      warnings.push(`${name} never applies: ${user} is only the start of a SID`);
    const same = (config.exceptions ?? []).findIndex((other) => CONDITIONS.every((key) => other[key] === exception[key]));
    if (same < index && config.exceptions?.[same]?.until === undefined)
      warnings.push(`${name} never applies: exceptions[${same}] has the same conditions`);
  }
  return warnings;
}
