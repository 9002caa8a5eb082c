/**
 * Events around a script text, in the shapes of shippers, and what may happen to them on the way.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * @typedef {object} Part
 * @property {string} text
 * @property {string} id
 * @property {number} part
 * @property {number} parts
 * @property {string} host
 */

const CHANNEL = "Microsoft-Windows-PowerShell/Operational";
const PROVIDER = "Microsoft-Windows-PowerShell";
const SID = "S-1-5-21-1004336348-1177238915-682003330-512";

const xmlText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const message = ({ text, id, part, parts }) =>
  `Creating Scriptblock text (${part} of ${parts}):\r\n${text}\r\n\r\nScriptBlock ID: ${id}\r\nPath: `;
const named = ({ text, id, part, parts }, number = String) => ({
  MessageNumber: number(part),
  MessageTotal: number(parts),
  ScriptBlockText: text,
  ScriptBlockId: id,
});
const xml = ({ text, id, part, parts, host }) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${PROVIDER}'/><EventID>4104</EventID>` +
  `<Channel>${CHANNEL}</Channel><Computer>${host}</Computer><Security UserID='${SID}'/></System><EventData><Data Name='MessageNumber'>${part}</Data>` +
  `<Data Name='MessageTotal'>${parts}</Data><Data Name='ScriptBlockText'>${xmlText(text)}</Data><Data Name='ScriptBlockId'>${id}</Data>` +
  "<Data Name='Path'></Data></EventData></Event>";

/** Each takes a Part and gives the event as a value. @type {Record<string, (part: Part) => unknown>} */
export const SHAPES = {
  fluentBit: (p) => ({
    ProviderName: PROVIDER,
    EventID: 4104,
    Channel: CHANNEL,
    Computer: p.host,
    UserID: "CORP\\admin",
    Message: message(p),
    StringInserts: [p.part, p.parts, p.text, p.id, ""],
  }),
  fluentBitMap: (p) => ({
    ProviderName: PROVIDER,
    EventID: 4104,
    Channel: CHANNEL,
    Computer: p.host,
    EventData: named(p, Number),
  }),
  fluentBitXml: (p) => ({ System: xml(p), Message: message(p), StringInserts: [p.part, p.parts, p.text, p.id, ""] }),
  datadog: (p) => ({
    Event: {
      EventData: { Data: named({ ...p, text: p.text.trim() }) },
      System: { Channel: CHANNEL, Computer: p.host, EventID: "4104", Provider: { Name: PROVIDER }, Security: { UserID: SID } },
    },
    level: "Verbose",
    message: message(p),
  }),
  datadogIntake: (p) => ({ message: JSON.stringify(SHAPES.datadog(p)), status: "info", ddsource: "windows.events" }),
  winlogbeat: (p) => ({
    "@timestamp": "2024-03-02T10:00:00.000Z",
    event: { code: "4104", provider: PROVIDER },
    winlog: {
      channel: CHANNEL,
      provider_name: PROVIDER,
      computer_name: p.host,
      event_id: "4104",
      event_data: named(p),
      user: { identifier: SID },
    },
    message: message(p),
  }),
  ecs: (p) => ({
    event: { code: "4104" },
    powershell: { file: { script_block_id: p.id, script_block_text: p.text }, sequence: p.part, total: p.parts },
    winlog: { channel: CHANNEL, computer_name: p.host },
    user: { id: SID },
  }),
  nxlog: (p) => ({
    EventTime: "2024-03-02 10:00:00",
    Hostname: p.host,
    EventID: 4104,
    SourceName: PROVIDER,
    Channel: CHANNEL,
    UserID: SID,
    ...named(p),
    Message: message(p),
  }),
  messageOnly: (p) => ({ Hostname: p.host, EventID: 4104, SourceName: PROVIDER, Channel: CHANNEL, Message: message(p) }),
  otel: (p) => ({
    body: {
      event_id: { qualifiers: 0, id: 4104 },
      provider: { name: PROVIDER },
      channel: CHANNEL,
      computer: p.host,
      event_data: named(p),
    },
  }),
  otelList: (p) => ({
    event_id: { id: 4104 },
    provider: { name: PROVIDER },
    channel: CHANNEL,
    computer: p.host,
    event_data: { data: Object.entries(named(p)).map(([key, value]) => ({ [key]: value })) },
  }),
  otlp: (p) => ({
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: [
              {
                body: {
                  kvlistValue: {
                    values: [
                      { key: "event_id", value: { kvlistValue: { values: [{ key: "id", value: { intValue: "4104" } }] } } },
                      { key: "channel", value: { stringValue: CHANNEL } },
                      { key: "computer", value: { stringValue: p.host } },
                      {
                        key: "event_data",
                        value: {
                          kvlistValue: {
                            values: Object.entries(named(p)).map(([key, value]) => ({ key, value: { stringValue: value } })),
                          },
                        },
                      },
                    ],
                  },
                },
              },
            ],
          },
        ],
      },
    ],
  }),
  vector: (p) => ({
    channel: CHANNEL,
    provider_name: PROVIDER,
    event_id: 4104,
    computer: p.host,
    user_id: SID,
    event_data: named({ ...p, text: p.text.trim() }),
  }),
  splunkXml: (p) => ({ _raw: xml(p), host: p.host, sourcetype: "XmlWinEventLog" }),
  evtx: (p) => ({
    Event: {
      "#attributes": { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
      System: {
        Provider: { "#attributes": { Name: PROVIDER } },
        EventID: 4104,
        Channel: CHANNEL,
        Computer: p.host,
        Security: { "#attributes": { UserID: SID } },
      },
      EventData: { ...named(p, Number), Path: "" },
    },
  }),
  getWinEvent: (p) => ({
    Id: 4104,
    ProviderName: PROVIDER,
    LogName: CHANNEL,
    MachineName: p.host,
    Properties: [p.part, p.parts, p.text, p.id, ""].map((Value) => ({ Value })),
    Message: message(p),
  }),
};

/** Shapes whose shipper trims white space at the ends of the text. */
export const TRIMMING_SHAPES = ["datadog", "datadogIntake", "vector"];

const NAMES = Object.keys(SHAPES);
const FIXTURES = new URL("../fixtures/events/", import.meta.url);
/** Events kept as fixtures, one record each. */
const KEPT = existsSync(FIXTURES)
  ? readdirSync(FIXTURES, { recursive: true })
      .filter((name) => /\.(json|ndjson|jsonl)$/.test(name) && !name.includes("expect"))
      .flatMap((name) => readFileSync(new URL(name, FIXTURES), "utf8").split("\n"))
      .filter((line) => line.startsWith("{"))
  : [];

/** One event with a part of a script, as JSON. */
export function event(random, part, shape = random.pick(NAMES)) {
  return JSON.stringify(SHAPES[shape](part));
}

/** An event with a script, or one that is none. */
export function anyEvent(random, part) {
  if (KEPT.length > 0 && random.once(4)) return random.pick(KEPT);
  if (random.once(12)) {
    return random.pick([
      '{"EventID":4624,"Channel":"Security","Computer":"DC01","EventData":{"TargetUserName":"x"}}',
      '{"EventID":4104,"ProviderName":"Other","Channel":"Other/Operational","Message":"ScriptBlockText"}',
      '{"mailbox_export_detector":"status"}',
      "{}",
      "[]",
      "null",
      '"text"',
      "12e400",
    ]);
  }
  return event(random, part);
}

const PIECES = [
  ',"mailbox_export_finding":{}',
  ',"ScriptBlockText":"New-MailboxExportRequest -Mailbox b -FilePath \\\\\\\\h\\\\s"',
  ',"EventID":4104',
  ',"EventID":"4104"',
  ',"a":null',
  "\\u0000",
  "\\ud83d",
  "\\ude00",
  '\\"',
  "\\\\",
  "\\<",
  "\\u00",
  "[[[[[[[[[[[[[[[[",
  "]]]]]]]]]]]]]]]]",
  '{"a":'.repeat(40),
  "}".repeat(40),
  "&lt;",
  "&#x41;",
  "&amp;amp;",
  "</Data>",
  "<![CDATA[",
  "]]>",
  "<!--",
  " ",
  "\t",
  "\r",
  "\ufeff",
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "1234567890".repeat(30),
  "1e999999999",
  "-",
  "true",
  "nul",
];

/** What happens to bytes on the way; a newline or a NUL never comes of it, for no host hands those in. */
export function damage(random, json) {
  let text = json;
  const changes = 1 + random.below(3);
  for (let change = 0; change < changes; change++) {
    const at = random.below(text.length + 1);
    const end = Math.min(text.length, at + 1 + random.below(random.once(4) ? 400 : 4));
    switch (random.below(7)) {
      case 0:
        text = text.slice(0, at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(end);
        break;
      case 2:
        text = text.slice(0, end) + text.slice(at);
        break;
      case 3:
        text = text.slice(0, at) + escapeLetters(text.slice(at, end)) + text.slice(end);
        break;
      case 4:
        text = text.slice(at);
        break;
      case 5:
        text = ` ${text} \r`;
        break;
      default:
        text = text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    }
  }
  return text.replace(/[\n\0]/g, " ");
}

/** Letters as `\u` escapes: the same JSON where they stand in a string, broken JSON elsewhere. */
function escapeLetters(text) {
  return text.replace(/[A-Za-z]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Any bytes but the two that no host hands in. */
export function junk(random) {
  return Uint8Array.from({ length: random.below(200) }, () => {
    const byte = random.once(3) ? random.below(256) : 32 + random.below(95);
    return byte === 10 || byte === 0 ? 0xff : byte;
  });
}
