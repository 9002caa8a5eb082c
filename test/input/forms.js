/** Two events, one of them an export, in each form in which people have such files. */
import { gzipSync } from "node:zlib";
import { EXPORT, event, HARMLESS } from "../cli/run.js";

const PARSED = [HARMLESS, EXPORT].map((script) => JSON.parse(event(script)));
const pretty = (value) => JSON.stringify(value, null, 2);
const [harmless, exporting] = PARSED.map((value) => JSON.stringify(value));
const [prettyHarmless, prettyExporting] = PARSED.map(pretty);

/** The event as Windows renders it. */
export function xml(script) {
  const data = { MessageNumber: 1, MessageTotal: 1, ScriptBlockText: script, ScriptBlockId: PARSED[0].ScriptBlockId };
  const rows = Object.entries(data).map(([name, value]) => `<Data Name='${name}'>${value}</Data>`);
  return `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-PowerShell'/><EventID>4104</EventID><TimeCreated SystemTime='2026-11-03T09:14:02.1230000Z'/><Channel>Microsoft-Windows-PowerShell/Operational</Channel><Computer>EX01.corp.example</Computer></System><EventData>${rows.join("")}</EventData></Event>`;
}

/** The message of an event as Windows writes it, quotes doubled as a table has them. */
const message = (script) =>
  `Creating Scriptblock text (1 of 1):\r\n${script}\r\n\r\nScriptBlock ID: ${PARSED[0].ScriptBlockId}\r\nPath: `;

/** Texts by form. */
export const TEXTS = {
  "lines of JSON": `${harmless}\n${exporting}\n`,
  "an array over many lines": pretty(PARSED),
  "an array on one line": JSON.stringify(PARSED),
  "an array with a comma too many": `[\n${harmless},\n${exporting},\n]\n`,
  "objects one after another": `${prettyHarmless}\n${prettyExporting}\n`,
  "objects without anything between": harmless + exporting,
  "lines that end in commas": `${harmless},\n${exporting},\n`,
  "members that end in a comma": `${prettyHarmless.replace(/\n\}$/, ",\n}")}\n${prettyExporting.replace(/\n\}$/, ",\n}")}`,
  "an object around the list": pretty({ took: 3, hits: { total: 2, hits: PARSED } }),
  "an export's records on one line": JSON.stringify({ records: PARSED }),
  "record separators": `\u001e${harmless}\n\u001e${exporting}\n`,
  "XML with Events around": `<?xml version="1.0"?>\n<Events>\n${xml(HARMLESS)}\n${xml(EXPORT)}\n</Events>\n`,
  "XML, one event after another": `${xml(HARMLESS)}${xml(EXPORT)}`,
  "a table": `EventID,Channel,ScriptBlockText\r\n4104,x,"Get-Date\r\nGet-Item ""a"""\r\n4104,x,"${EXPORT}"\r\n`,
  "Export-Csv": `#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n"Message","Id","LogName"\r\n"${message("Get-Date")}","4104","Microsoft-Windows-PowerShell/Operational"\r\n"${message(EXPORT)}","4104","Microsoft-Windows-PowerShell/Operational"\r\n`,
  "Event Viewer's CSV": `Level,Date and Time,Source,Event ID,Task Category\r\nVerbose,1/1/2026 10:00:00 AM,Microsoft-Windows-PowerShell,4104,x,"${message("Get-Date")}"\r\nVerbose,1/1/2026 10:00:00 AM,Microsoft-Windows-PowerShell,4104,x,"${message(EXPORT)}"\r\n`,
};

const utf16 = (text) => Buffer.from(text, "utf16le");

/** Encodings and packings: bytes of a text, and back. */
export const ENCODINGS = {
  "UTF-8": { encode: (text) => Buffer.from(text), decode: (bytes) => bytes.toString() },
  "UTF-8 with a mark": { encode: (text) => Buffer.from(`\ufeff${text}`), decode: (bytes) => bytes.toString() },
  "UTF-16 with a mark": { encode: (text) => utf16(`\ufeff${text}`), decode: (bytes) => bytes.toString("utf16le") },
  "UTF-16 without one": { encode: utf16, decode: (bytes) => bytes.toString("utf16le") },
  "UTF-16, big end first": {
    encode: (text) => utf16(`\ufeff${text}`).swap16(),
    decode: (bytes) => Buffer.from(bytes).swap16().toString("utf16le"),
  },
};

export const gzipped = (text) => gzipSync(text);
