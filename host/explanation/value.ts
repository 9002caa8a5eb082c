/**
 * Values of an explanation as PowerShell would write them, and why one is not known.
 */
import type { Binding, Call, Cause, KnownValue } from "../types.js";
import { cutMiddle, joinCut } from "./excerpt.js";

/** Longest value, and longest piece of the text in a sentence, in UTF-16 units. */
const VALUE = 200;
const PIECE = 60;
const ITEMS = 8;

/** A word that PowerShell takes as it stands. */
const BARE = /^[\w\\:./*?$-]*[\w\\:./*]$/;
const STARTS_OTHERWISE = /^[-$@*?]|^\d+$/;

/** A text as an argument: bare where it may be, else in single quotes. */
export function quoted(text: string): string {
  const bare = BARE.test(text) && !STARTS_OTHERWISE.test(text) && !text.includes("$");
  return bare ? text : `'${text.replaceAll("'", "''")}'`;
}

/** A value for people: text in single quotes, `*` for what is not known; undefined where nothing is. */
export function valueText(known: KnownValue): string | undefined {
  if (known.value !== undefined) {
    const { value, value_end, value_length = value.length } = known;
    const cut =
      value_end === undefined
        ? cutMiddle(value, VALUE)
        : joinCut(value.slice(0, VALUE - Math.floor(VALUE / 3)), value_end.slice(-Math.floor(VALUE / 3)), value_length);
    return `'${cut}'`;
  }
  if (known.value_pattern !== undefined) return `'${cutMiddle(known.value_pattern, VALUE)}'`;
  return known.items && listText(known.items, known.items_total ?? known.items.length);
}

function listText(items: readonly string[], total: number): string {
  const shown = items.slice(0, ITEMS).map((item) => `'${cutMiddle(item, PIECE)}'`);
  return `${shown.join(", ")}${total > shown.length ? `, … ${total.toLocaleString("en-US")} in all` : ""}`;
}

/** The argument that a parameter of the plain call gets, with the parameter. */
export function argumentText(binding: Binding, text: string): string {
  const { parameter, on, value, value_pattern, items, unknown } = binding;
  if (on !== undefined) return on ? `-${parameter}` : `-${parameter}:$false`;
  if (value !== undefined)
    return `-${parameter} ${binding.value_end === undefined ? quoted(cutMiddle(value, VALUE)) : valueText(binding)}`;
  if (value_pattern !== undefined) return `-${parameter} ${quoted(cutMiddle(value_pattern, VALUE))}`;
  if (items !== undefined && items.length > 0 && unknown === undefined) {
    return `-${parameter} ${items.slice(0, ITEMS).map(quoted).join(",")}${(binding.items_total ?? 0) > ITEMS ? ",…" : ""}`;
  }
  const written = binding.span && text.slice(...binding.span);
  if (binding.by === "pipeline") return `-${parameter} <what is piped>`;
  return `-${parameter} <${written !== undefined && written.length <= PIECE && !written.includes("\n") ? written : "not known"}>`;
}

/** A call of a finding as someone would type it. */
export function typedCall({ name, mailbox, mailbox_pattern, file_path, file_path_pattern }: Call): string {
  const parameter = (word: string, value: string | undefined) => (value === undefined ? [] : [`-${word} ${quoted(value)}`]);
  return [
    name,
    ...parameter("Mailbox", mailbox ?? mailbox_pattern),
    ...parameter("FilePath", file_path ?? file_path_pattern),
  ].join(" ");
}

const READS_FILE =
  /^\s*(get-content|gc|cat|type|import-csv|ipcsv|import-clixml|select-string|sls|\[(system\.)?io\.file\]::read\w*)(?![\w-])/i;
const ASKS = /^\s*(read-host|get-credential|\$host\.ui\.prompt\w*)(?![\w-])/i;
const VARIES = /^\s*(get-date|get-random|new-guid|\[(system\.)?guid\]::newguid|\[(system\.)?datetime\]::(utc)?now)(?![\w-])/i;
const ASKS_NETWORK = /^\s*(invoke-webrequest|iwr|invoke-restmethod|irm|curl|wget)(?![\w-])/i;

/** Why a value is not known, as a clause: `$User is a parameter`. */
export function causeText({ cause, span, text: own, items, items_total }: Cause, text: string): string {
  const whole = own ?? (span ? text.slice(...span) : "");
  const place = cutMiddle(whole.replace(/\s+/g, " "), PIECE);
  switch (cause) {
    case "parameter":
      return `${place} is a parameter`;
    case "unset":
      return `the text does not set ${place}`;
    case "environment":
      return `${place} comes from the environment`;
    case "automatic":
      return `PowerShell itself sets ${place}, and it may differ`;
    case "item":
      return `${place} is an item of something that is not known`;
    case "command":
    case "method":
      if (READS_FILE.test(whole)) return `read from a file: ${place}`;
      if (ASKS.test(whole)) return `typed in: ${place}`;
      if (VARIES.test(whole)) return `differs from run to run: ${place}`;
      if (ASKS_NETWORK.test(whole)) return `fetched from the network: ${place}`;
      return `what ${place} gives is not known`;
    case "expression":
      return place === "" ? "it is not followed" : `${place} is not followed`;
    case "condition":
      return items === undefined
        ? `a condition that is not known decides ${place}`
        : `a condition that is not known decides: ${listText(items, items_total ?? items.length)}`;
    case "overwritten":
      return whole.startsWith("$") ? `something that is not followed may have written ${place}` : `${place} may have written it`;
    case "unordered":
      return `${place} is written at several places, and read at a time that is not known`;
    case "readings":
      return "Windows PowerShell and PowerShell 7, or versions of the cmdlet, give it different values";
    default:
      return place === "" ? cause : `${cause}: ${place}`;
  }
}
