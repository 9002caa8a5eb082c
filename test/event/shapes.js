/**
 * One script block event as each shipper sends it. A shape renders an event and says what becomes of its fields, so that a test
 * knows what to expect: `text` for the script text, `fields` for the rest.
 *
 * @typedef {{
 *   text: string, id: string, part: number, parts: number, path: string | null, host: string, sid: string, account: string,
 *   domain: string, time: string, core: boolean
 * }} Event `path: null` where Windows wrote no path at all
 * @typedef {{
 *   name: string, title: string, render: (event: Event) => string, text?: (text: string) => string,
 *   fields: (event: Event) => Record<string, unknown>, absent?: (event: Event) => boolean, loses: string, lossless: boolean
 * }} Shape `absent`: whether the shipper loses everything that tells a script block
 */

const json = JSON.stringify;

/** @param {Event} event */
const provider = (event) => (event.core ? "PowerShellCore" : "Microsoft-Windows-PowerShell");
/** @param {Event} event */
const channel = (event) => `${provider(event)}/Operational`;
/** @param {Event} event */
const guid = (event) => (event.core ? "{f90714a8-5509-434a-bf6d-b1624c8a19a2}" : "{a0c1853b-5c40-4b15-8766-3cf1c58f985a}");
/** @param {Event} event */
const user = (event) => `${event.domain}\\${event.account}`;
/** @param {string} text */
const toLf = (text) => text.replace(/\r\n?/g, "\n");
/** @param {string} text */
const toXml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
/** @param {string} text */
const loneToNothing = (text) => (text.isWellFormed() ? text : "");
/** @param {string} text */
const goTrim = (text) => toLf(text).replace(/^[\t\r\b\n ]+|[\t\r\b\n ]+$/g, "");

/** The rendered message, as Windows formats it. @param {Event} event */
export const message = (event, newline = "\r\n") =>
  `Creating Scriptblock text (${event.part} of ${event.parts}):${newline}${event.text}${newline}${newline}ScriptBlock ID: ${event.id}${
    event.path === null ? "" : `${newline}Path: ${event.path}`
  }`;

/** The insertion strings by name, in the template's order. @param {Event} event @returns {[string, string][]} */
const data = (event) => [
  ["MessageNumber", `${event.part}`],
  ["MessageTotal", `${event.parts}`],
  ["ScriptBlockText", event.text],
  ["ScriptBlockId", event.id],
  .../** @type {[string, string][]} */ (event.path === null ? [] : [["Path", event.path]]),
];

/** @param {Event} event @returns {Record<string, string>} */
const dataMap = (event) => Object.fromEntries(data(event));

/** The event as EvtRender writes it. @param {Event} event */
export const xml = (event) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${provider(event)}' Guid='${guid(event)}'/><EventID>4104</EventID><Version>1</Version><Level>5</Level><Task>2</Task><Opcode>15</Opcode><Keywords>0x0</Keywords><TimeCreated SystemTime='${event.time}'/><EventRecordID>1743</EventRecordID><Correlation ActivityID='{a674bae4-bf55-0000-2f37-87a655bfd701}'/><Execution ProcessID='3336' ThreadID='3892'/><Channel>${channel(event)}</Channel><Computer>${event.host}</Computer><Security UserID='${event.sid}'/></System><EventData>${dataXml(event)}</EventData></Event>`;

/** @param {Event} event */
const dataXml = (event) =>
  data(event)
    .map(([name, value]) => (value === "" ? `<Data Name='${name}'></Data>` : `<Data Name='${name}'>${toXml(value)}</Data>`))
    .join("");

/** Everything that most shapes carry. @param {Event} event */
const all = (event) => ({
  id: event.id,
  part: event.part,
  parts: event.parts,
  ...(event.path ? { path: event.path } : {}),
  host: event.host,
  user_id: event.sid,
  channel: channel(event),
  time: event.time,
});

/** The fields with some taken out or put in. @param {Event} event @param {Record<string, unknown>} changes */
const but = (event, changes) =>
  Object.fromEntries(Object.entries({ ...all(event), ...changes }).filter(([, value]) => value !== undefined));

/** An object without its empty values. @param {Record<string, unknown>} object */
const compact = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== ""));

/** @param {Event} event */
const clock = (event) => `${event.time.slice(0, 10)} ${event.time.slice(11, 19)}`;

/** @param {Event} event @param {string} separator */
const datadog = (event, separator = "Data") => {
  const trimmed = Object.fromEntries(
    data(event)
      .map(([name, value]) => [name, goTrim(value)])
      .filter(([, value]) => value !== ""),
  );
  return {
    Event: {
      EventData: { [separator]: trimmed },
      System: {
        Channel: channel(event),
        Computer: event.host,
        Correlation: { ActivityID: "{a674bae4-bf55-0000-2f37-87a655bfd701}" },
        EventID: "4104",
        EventRecordID: "1743",
        Execution: { ProcessID: "3336", ThreadID: "3892" },
        Keywords: "0x0",
        Level: "5",
        Opcode: "On create calls",
        Provider: { Guid: guid(event), Name: provider(event) },
        Security: { UserID: event.sid },
        Task: "Execute a Remote Command",
        TimeCreated: { SystemTime: event.time },
        Version: "1",
      },
      xmlns: "http://schemas.microsoft.com/win/2004/08/events/event",
    },
    level: "Verbose",
    message: message(event),
  };
};

/** Go's encoder, and the Agent's blind replacement after it. @param {unknown} value */
const agentJson = (value) =>
  json(value)
    .replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)
    .replace(/\\u003c/g, "<")
    .replace(/\\u003e/g, ">")
    .replace(/\\u0026/g, "&");

/** @param {Event} event @param {Record<string, unknown>} more */
const fluentBit = (event, more = {}) => ({
  ProviderName: provider(event),
  ProviderGuid: guid(event).toUpperCase(),
  Qualifiers: "",
  EventID: 4104,
  Version: 1,
  Level: 5,
  Task: 2,
  Opcode: 15,
  Keywords: "0x0",
  TimeCreated: `${clock(event)} +0000`,
  EventRecordID: 1743,
  ActivityID: "{A674BAE4-BF55-0000-2F37-87A655BFD701}",
  RelatedActivityID: "",
  ProcessID: 3336,
  ThreadID: 3892,
  Channel: channel(event),
  Computer: event.host,
  UserID: user(event),
  Message: loneToNothing(message(event)),
  StringInserts: inserts(event),
  ...more,
});

/** @param {Event} event */
const inserts = (event) =>
  data(event).map(([name, value]) => (name.startsWith("Message") ? Number(value) : loneToNothing(value)));
/** @param {Event} event */
const fluentBitFields = (event) => but(event, { user_id: undefined, user_name: user(event), time: `${clock(event)} +0000` });

/** @param {string} text */
const beatsText = (text) => toLf(text).replace(/\n+$/, "");

/** @param {Event} event */
const winlogbeat = (event) => ({
  "@timestamp": event.time,
  agent: { name: "collector-1", type: "winlogbeat", version: "8.11.0" },
  event: { code: "4104", kind: "event", provider: provider(event), action: "Execute a Remote Command" },
  host: { name: "collector-1" },
  log: { level: "verbose" },
  message: beatsText(message(event)),
  winlog: {
    channel: channel(event),
    computer_name: event.host,
    event_id: "4104",
    event_data: compact({ ...dataMap(event), ScriptBlockText: beatsText(event.text) }),
    opcode: "On create calls",
    provider_guid: guid(event),
    provider_name: provider(event),
    record_id: 1743,
    user: { domain: event.domain, identifier: event.sid, name: event.account, type: "User" },
  },
});
/** @param {Event} event */
const winlogbeatFields = (event) => but(event, { user_name: event.account });

/** @param {Event} event */
const otelHead = (event) => ({
  event_id: { qualifiers: 0, id: 4104 },
  provider: { name: provider(event), guid: guid(event), event_source: "" },
  system_time: event.time,
  computer: event.host,
  channel: channel(event),
  record_id: 1743,
  level: "Verbose",
  message: toLf(message(event)),
  task: "Execute a Remote Command",
  opcode: "On create calls",
  keywords: [],
  version: 1,
});

/** @param {unknown} value @returns {Record<string, unknown>} */
const otlp = (value) => {
  if (typeof value === "number") return { intValue: `${value}` };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlp) } };
  if (value !== null && typeof value === "object") {
    return { kvlistValue: { values: Object.entries(value).map(([key, inner]) => ({ key, value: otlp(inner) })) } };
  }
  return { stringValue: value };
};

/** @param {Event} event */
const flatHead = (event) => ({
  EventTime: clock(event),
  Hostname: event.host,
  Keywords: 0,
  EventType: "VERBOSE",
  SeverityValue: 1,
  EventID: 4104,
  SourceName: provider(event),
  ProviderGuid: guid(event).toUpperCase(),
  Version: 1,
  Task: 2,
  RecordNumber: 1743,
  ProcessID: 3336,
  ThreadID: 3892,
  Channel: channel(event),
  Domain: event.domain,
  AccountName: event.account,
  UserID: event.sid,
  AccountType: "User",
});
/** @param {Event} event */
const flatFields = (event) => but(event, { user_name: event.account, time: clock(event) });

/** @param {Event} event */
const classic = (event, newline = "\n") =>
  [
    "10/21/2021 05:38:37 PM",
    `LogName=${channel(event)}`,
    "EventCode=4104",
    "EventType=5",
    `ComputerName=${event.host}`,
    "User=NOT_TRANSLATED",
    `Sid=${event.sid}`,
    "SidType=0",
    `SourceName=${provider(event)}`,
    "Type=Verbose",
    "RecordNumber=1743",
    "Keywords=None",
    "TaskCategory=Execute a Remote Command",
    "OpCode=On create calls",
    `Message=${message({ ...event, text: event.text.replace(/\r?\n/g, newline) }, newline)}`,
  ].join(newline);

/** Wazuh keeps the value as it stood in escaped XML that was escaped for JSON. @param {string} text */
const wazuhText = (text) =>
  json(toXml(text.replace(/[\r\n]/g, " ")))
    .slice(1, -1)
    .trimEnd();

/** @param {Event} event */
const wazuh = (event) => ({
  win: {
    eventdata: compact({
      messageNumber: `${event.part}`,
      messageTotal: `${event.parts}`,
      scriptBlockText: wazuhText(event.text),
      scriptBlockId: event.id,
      path: event.path === null ? "" : wazuhText(event.path),
    }),
    system: {
      eventID: "4104",
      keywords: "0x0",
      providerGuid: guid(event),
      level: "5",
      channel: channel(event),
      opcode: "15",
      message: `"${message(event)}"`,
      version: "1",
      systemTime: event.time,
      eventRecordID: "1743",
      threadID: "3892",
      computer: event.host,
      task: "2",
      processID: "3336",
      severityValue: "VERBOSE",
      providerName: provider(event),
    },
  },
});

/** @param {Event} event */
const evtxSystem = (event) => ({
  Provider: { "#attributes": { Name: provider(event), Guid: guid(event) } },
  EventID: 4104,
  Version: 1,
  Level: 5,
  Task: 2,
  Opcode: 15,
  Keywords: "0x0",
  TimeCreated: { "#attributes": { SystemTime: event.time } },
  EventRecordID: 1743,
  Correlation: { "#attributes": { ActivityID: "A674BAE4-BF55-0000-2F37-87A655BFD701" } },
  Execution: { "#attributes": { ProcessID: 3336, ThreadID: 3892 } },
  Channel: channel(event),
  Computer: event.host,
  Security: { "#attributes": { UserID: event.sid } },
});
/** @param {Event} event */
const evtxData = (event) => ({ ...dataMap(event), MessageNumber: event.part, MessageTotal: event.parts });

/** EvtxECmd writes a comma and a space for every run of control characters. @param {string} text */
const evtxecmdText = (text) => text.replace(/\p{C}+/gu, ", ");

const same = (/** @type {string} */ text) => text;

/** rsyslog's default for control characters it receives. @param {string} text */
const rsyslog = (text) =>
  [...text].map((c) => (c < " " || c === "\x7f" ? `#${c.charCodeAt(0).toString(8).padStart(3, "0")}` : c)).join("");

/** CEF's escapes in the values of an extension. @param {string} text */
const cef = (text) => text.replace(/[\\=]/g, "\\$&").replace(/\r/g, "\\r").replace(/\n/g, "\\n");

/**
 * The event as a reader of XML makes it, by how it marks an attribute and wraps a text or a child.
 * @param {Event} event
 * @param {{ attributes: (map: Record<string, string>) => object, text: (text: string) => unknown, child?: (value: unknown) => unknown, datum: (name: string, text: string) => object }} way
 */
const xmlTree = (event, { attributes, text, datum, child = (value) => value }) => ({
  Event: child({
    ...attributes({ xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" }),
    System: child({
      Provider: child(attributes({ Name: provider(event), Guid: guid(event) })),
      EventID: child(text("4104")),
      TimeCreated: child(attributes({ SystemTime: event.time })),
      EventRecordID: child(text("1743")),
      Correlation: child(attributes({ ActivityID: "{a674bae4-bf55-0000-2f37-87a655bfd701}" })),
      Channel: child(text(channel(event))),
      Computer: child(text(event.host)),
      Security: child(attributes({ UserID: event.sid })),
    }),
    EventData: child({ Data: data(event).map(([name, value]) => datum(name, value)) }),
  }),
});

/** @type {Shape[]} */
export const SHAPES = [
  {
    name: "datadog-agent",
    title: "Datadog Agent, event",
    render: (event) => agentJson(datadog(event)),
    text: (text) => goTrim(text) || text,
    fields: all,
    loses: "CR; white space at both ends",
    lossless: false,
  },
  {
    name: "datadog-intake",
    title: "Datadog Agent, intake payload",
    render: (event) =>
      json({
        message: agentJson(datadog(event)),
        status: "debug",
        timestamp: 1634837917100,
        hostname: "agent-host",
        service: "powershell",
        ddsource: "windows.events",
        ddtags: "env:prod",
      }),
    text: (text) => goTrim(text) || text,
    fields: all,
    loses: "CR; white space at both ends",
    lossless: false,
  },
  {
    name: "fluent-bit",
    title: "Fluent Bit winevtlog",
    render: (event) => json(fluentBit(event)),
    text: loneToNothing,
    fields: fluentBitFields,
    loses: "a text with half a surrogate pair",
    lossless: true,
  },
  {
    name: "fluent-bit-map",
    title: "Fluent Bit, `event_data_as_map`",
    render: (event) =>
      json(
        fluentBit(event, {
          StringInserts: undefined,
          EventData: Object.fromEntries(data(event).map(([name], index) => [name, inserts(event)[index]])),
        }),
      ),
    text: loneToNothing,
    fields: fluentBitFields,
    loses: "a text with half a surrogate pair",
    lossless: true,
  },
  {
    name: "fluent-bit-xml",
    title: "Fluent Bit, `render_event_as_xml`",
    render: (event) =>
      json({ System: loneToNothing(xml(event)), Message: loneToNothing(message(event)), StringInserts: inserts(event) }),
    fields: all,
    absent: (event) => !event.text.isWellFormed(),
    loses: "a text with half a surrogate pair",
    lossless: true,
  },
  {
    name: "fluent-bit-text",
    title: "Fluent Bit, `render_event_as_text`",
    render: (event) => {
      const { StringInserts, ...rest } = fluentBit(event);
      const log = Object.entries(rest)
        .map(([key, value]) => `${key}=${value}`)
        .join("\n");
      return json({ log, StringInserts });
    },
    text: loneToNothing,
    fields: fluentBitFields,
    loses: "a text with half a surrogate pair",
    lossless: true,
  },
  {
    name: "winlogbeat",
    title: "Winlogbeat, Filebeat, Elastic Agent",
    render: (event) => json(winlogbeat(event)),
    text: beatsText,
    fields: winlogbeatFields,
    loses: "CR; newlines at the end",
    lossless: false,
  },
  {
    name: "elastic-ecs",
    title: "Elastic, after the ECS pipeline",
    render: (event) => {
      const { winlog, ...rest } = winlogbeat(event);
      const { event_data: _, ...kept } = winlog;
      return json({
        ...rest,
        winlog: kept,
        powershell: {
          file: compact({ script_block_id: event.id, script_block_text: beatsText(event.text) }),
          sequence: event.part,
          total: event.parts,
        },
        ...(event.path ? { file: { path: event.path, name: "a.ps1", extension: "ps1" } } : {}),
        user: { id: event.sid, name: event.account, domain: event.domain },
      });
    },
    text: beatsText,
    fields: winlogbeatFields,
    loses: "CR; newlines at the end",
    lossless: false,
  },
  {
    name: "elastic-dotted",
    title: "Elasticsearch, dotted keys under `_source`",
    render: (event) =>
      json({
        _index: "winlogbeat-8",
        _id: "abc",
        _source: {
          "@timestamp": event.time,
          "event.code": "4104",
          "winlog.channel": channel(event),
          "winlog.computer_name": event.host,
          "winlog.user.identifier": event.sid,
          ...Object.fromEntries(
            data(event).map(([name, value]) => [
              `winlog.event_data.${name}`,
              name === "ScriptBlockText" ? beatsText(value) : value,
            ]),
          ),
        },
      }),
    text: beatsText,
    fields: all,
    loses: "CR; newlines at the end",
    lossless: false,
  },
  {
    name: "elastic-fields",
    title: "Elasticsearch, `fields` arrays",
    render: (event) =>
      json({
        fields: {
          "@timestamp": [event.time],
          "event.code": ["4104"],
          "winlog.channel": [channel(event)],
          "winlog.computer_name": [event.host],
          "winlog.user.identifier": [event.sid],
          "powershell.file.script_block_text": [beatsText(event.text)],
          "powershell.file.script_block_id": [event.id],
          "powershell.sequence": [event.part],
          "powershell.total": [event.parts],
          ...(event.path ? { "file.path": [event.path] } : {}),
        },
      }),
    text: beatsText,
    fields: all,
    loses: "CR; newlines at the end",
    lossless: false,
  },
  {
    name: "graylog",
    title: "Graylog, GELF flattening of Winlogbeat",
    render: (event) =>
      json({
        version: "1.1",
        host: "collector-1",
        short_message: "Creating Scriptblock text",
        timestamp: 1634837917.1,
        winlogbeat_winlog_event_id: "4104",
        winlogbeat_winlog_channel: channel(event),
        winlogbeat_winlog_computer_name: event.host,
        winlogbeat_winlog_user_identifier: event.sid,
        winlogbeat_winlog_user_name: event.account,
        ...Object.fromEntries(
          data(event).map(([name, value]) => [
            `winlogbeat_winlog_event_data_${name}`,
            name === "ScriptBlockText" ? beatsText(value) : value,
          ]),
        ),
      }),
    text: beatsText,
    fields: (event) => but(event, { user_name: event.account, time: "1634837917.1" }),
    loses: "CR; newlines at the end",
    lossless: false,
  },
  {
    name: "winlogbeat-6",
    title: "Winlogbeat 6",
    render: (event) =>
      json({
        "@timestamp": event.time,
        beat: { name: "collector-1", version: "6.7.0" },
        computer_name: event.host,
        event_data: compact({ ...dataMap(event), ScriptBlockText: beatsText(event.text) }),
        event_id: 4104,
        log_name: channel(event),
        message: beatsText(message(event)),
        source_name: provider(event),
        user: { domain: event.domain, identifier: event.sid, name: event.account, type: "User" },
      }),
    text: beatsText,
    fields: winlogbeatFields,
    loses: "CR; newlines at the end",
    lossless: false,
  },
  {
    name: "nxlog",
    title: "NXLog CE, flat",
    render: (event) =>
      json(
        compact({
          ...flatHead(event),
          Message: message(event),
          MessageNumber: `${event.part}`,
          MessageTotal: `${event.parts}`,
          ScriptBlockText: toXml(event.text),
          ScriptBlockId: event.id,
          Path: event.path ?? "",
          EventReceivedTime: clock(event),
          SourceModuleName: "eventlog",
          SourceModuleType: "im_msvistalog",
        }),
      ),
    fields: flatFields,
    loses: "nothing (the message is read where the field holds entities)",
    lossless: true,
  },
  {
    name: "nxlog-long",
    title: "NXLog CE, a long event without its field",
    render: (event) =>
      json(
        compact({
          ...flatHead(event),
          Message: message(event),
          EventReceivedTime: clock(event),
          SourceModuleType: "im_msvistalog",
        }),
      ),
    fields: flatFields,
    loses: "nothing (read from the message)",
    lossless: true,
  },
  {
    name: "mordor",
    title: "Mordor export, flat",
    render: (event) =>
      json({
        ...flatHead(event),
        ...dataMap({ ...event, text: toLf(event.text) }),
        Message: toLf(message(event)),
        "@timestamp": event.time,
      }),
    text: toLf,
    fields: flatFields,
    loses: "CR",
    lossless: true,
  },
  {
    name: "otel",
    title: "OpenTelemetry, flat map",
    render: (event) =>
      json({
        body: { ...otelHead(event), event_data: dataMap({ ...event, text: toLf(event.text) }), security: { user_id: event.sid } },
      }),
    text: toLf,
    fields: all,
    loses: "CR",
    lossless: true,
  },
  {
    name: "otel-array",
    title: "OpenTelemetry, array of single-key maps",
    render: (event) =>
      json({
        ...otelHead(event),
        event_data: { data: data({ ...event, text: toLf(event.text) }).map(([name, value]) => ({ [name]: value })) },
      }),
    text: toLf,
    fields: (event) => but(event, { user_id: undefined }),
    loses: "CR; the user",
    lossless: true,
  },
  {
    name: "otel-raw",
    title: "OpenTelemetry, `raw: true`",
    render: (event) => json({ timestamp: "2021-10-21T17:38:37Z", body: xml(event) }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "otlp-json",
    title: "OTLP/JSON, several records in one line",
    render: (event) =>
      json({
        resourceLogs: [
          {
            resource: { attributes: [{ key: "host.name", value: { stringValue: "gateway-1" } }] },
            scopeLogs: [
              {
                scope: { name: "windowseventlog" },
                logRecords: [
                  {
                    timeUnixNano: "1634837917100351000",
                    body: otlp({ event_id: { qualifiers: 0, id: 4688 }, channel: "Security", computer: "OTHER" }),
                  },
                  {
                    timeUnixNano: "1634837917100351000",
                    body: otlp({
                      ...otelHead(event),
                      event_data: dataMap({ ...event, text: toLf(event.text) }),
                      security: { user_id: event.sid },
                    }),
                    attributes: [{ key: "log.iostream", value: { stringValue: "x" } }],
                  },
                ],
              },
            ],
          },
        ],
      }),
    text: toLf,
    fields: all,
    loses: "CR",
    lossless: true,
  },
  {
    name: "vector",
    title: "Vector windows_event_log",
    render: (event) =>
      json({
        timestamp: event.time,
        message: "1",
        event_id: 4104,
        level: "Verbose",
        level_value: 5,
        channel: channel(event),
        provider_name: provider(event),
        computer: event.host,
        host: "collector-1",
        record_id: 1743,
        user_id: event.sid,
        user_name: user(event),
        event_data: Object.fromEntries(data(event).map(([name, value]) => [name, value.trim()])),
        source_type: "windows_event_log",
      }),
    text: (text) => text.trim(),
    fields: (event) => but(event, { user_name: user(event) }),
    loses: "white space at both ends",
    lossless: false,
  },
  {
    name: "splunk-hec-xml",
    title: "Splunk XmlWinEventLog, HEC",
    render: (event) =>
      json({
        time: 1634837917.1,
        host: "hec-host",
        source: "XmlWinEventLog:Microsoft-Windows-PowerShell/Operational",
        sourcetype: "XmlWinEventLog",
        event: xml(event),
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "splunk-raw-xml",
    title: "Splunk XmlWinEventLog, `_raw`",
    render: (event) => json({ _raw: xml(event), _time: "1634837917.1", sourcetype: "XmlWinEventLog" }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "splunk-classic",
    title: "Splunk WinEventLog, classic text",
    render: (event) => json({ _raw: classic(event), sourcetype: "WinEventLog" }),
    text: (text) => text.replace(/\r\n/g, "\n"),
    fields: (event) => but(event, { time: "10/21/2021 05:38:37 PM" }),
    loses: "CR; the time zone",
    lossless: true,
  },
  {
    name: "splunk-classic-crcrlf",
    title: "Splunk WinEventLog, lines that end in CR CR LF",
    render: (event) => json({ _raw: classic(event, "\r\r\n"), sourcetype: "WinEventLog" }),
    text: (text) => text.replace(/\r?\n/g, "\r\n"),
    fields: (event) => but(event, { time: "10/21/2021 05:38:37 PM" }),
    loses: "the time zone",
    lossless: true,
  },
  {
    name: "splunk-search",
    title: "Splunk search result",
    render: (event) =>
      json({
        preview: false,
        result: {
          _time: event.time,
          Channel: channel(event),
          Computer: event.host,
          EventCode: "4104",
          EventID: "4104",
          MessageNumber: `${event.part}`,
          MessageTotal: `${event.parts}`,
          ScriptBlockText: toXml(event.text),
          ScriptBlockId: event.id,
          ...(event.path ? { Path: event.path } : {}),
          UserID: event.sid,
        },
      }),
    text: same,
    fields: (event) => but(event, { time: event.time }),
    loses: "nothing, if its text holds `<`, `>` or `&`",
    lossless: false,
  },
  {
    name: "wazuh-alert",
    title: "Wazuh 4, alert",
    render: (event) =>
      json({
        timestamp: "2021-10-21T17:38:39.000+0000",
        rule: { level: 3, description: "PowerShell", id: "91802" },
        agent: { id: "001", name: "agent-name", ip: "192.0.2.7" },
        manager: { name: "manager" },
        id: "1634837919.12345",
        decoder: { name: "windows_eventchannel" },
        data: wazuh(event),
        location: "EventChannel",
      }),
    fields: (event) => but(event, { user_id: undefined }),
    loses: "the user; all newlines if the message is missing",
    lossless: true,
  },
  {
    name: "wazuh-archive",
    title: "Wazuh 4, archive with `full_log` only",
    render: (event) =>
      json({
        timestamp: "2021-10-21T17:38:39.000+0000",
        agent: { name: "agent-name" },
        full_log: json(wazuh(event)),
        location: "EventChannel",
      }),
    fields: (event) => but(event, { user_id: undefined }),
    loses: "the user; all newlines if the message is missing",
    lossless: true,
  },
  {
    name: "sentinel-event",
    title: "Sentinel `Event`",
    render: (event) =>
      json({
        TimeGenerated: event.time,
        Source: provider(event),
        EventLog: channel(event),
        Computer: event.host,
        EventLevelName: "Verbose",
        EventID: 4104,
        UserName: "N/A",
        RenderedDescription: message(event),
        ParameterXml: data(event)
          .map(([, value]) => `<Param>${toXml(value)}</Param>`)
          .join(""),
        EventData: `<DataItem type="System.XmlData" time="${event.time}"><EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${dataXml(event).replace(/'/g, (quote, index, whole) => (whole.slice(0, index).lastIndexOf("<") > whole.slice(0, index).lastIndexOf(">") ? '"' : quote))}</EventData></DataItem>`,
      }),
    fields: (event) => but(event, { user_id: undefined }),
    loses: "the user",
    lossless: true,
  },
  {
    name: "sentinel-parameters",
    title: "Sentinel `Event`, `ParameterXml` only",
    render: (event) =>
      json({
        TimeGenerated: event.time,
        Source: provider(event),
        EventLog: channel(event),
        Computer: event.host,
        EventID: 4104,
        ParameterXml: data(event)
          .map(([, value]) => `<Param>${toXml(value)}</Param>`)
          .join(""),
      }),
    fields: (event) => but(event, { user_id: undefined }),
    loses: "the user",
    lossless: true,
  },
  {
    name: "sentinel-windowsevent",
    title: "Sentinel `WindowsEvent`",
    render: (event) =>
      json({
        TimeGenerated: event.time,
        Provider: provider(event),
        Channel: channel(event),
        Computer: event.host,
        EventID: 4104,
        EventLevel: 5,
        EventRecordId: "1743",
        SystemUserId: event.sid,
        EventData: dataMap(event),
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "sentinel-records",
    title: "Sentinel export, `records` with JSON strings",
    render: (event) =>
      json({
        records: [
          {
            TimeGenerated: event.time,
            Provider: "Microsoft-Windows-Security-Auditing",
            Channel: "Security",
            Computer: event.host,
            EventID: 4688,
            EventData: "{}",
          },
          {
            TimeGenerated: event.time,
            Provider: provider(event),
            Channel: channel(event),
            Computer: event.host,
            EventID: 4104,
            SystemUserId: event.sid,
            EventData: json(dataMap(event)),
          },
        ],
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "sentinel-rawdata",
    title: "Sentinel `WindowsEvent`, `RawEventData`",
    render: (event) =>
      json({
        TimeGenerated: event.time,
        Provider: provider(event),
        Channel: channel(event),
        Computer: event.host,
        EventID: 4104,
        SystemUserId: event.sid,
        EventData: null,
        RawEventData: xml(event),
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "fluentd",
    title: "Fluentd windows_eventlog2",
    render: (event) =>
      json({
        ProviderName: provider(event),
        ProviderGUID: guid(event),
        EventID: "4104",
        Level: "5",
        Task: "2",
        Opcode: "15",
        Keywords: "0x0",
        TimeCreated: event.time,
        EventRecordID: "1743",
        ProcessID: "3336",
        ThreadID: "3892",
        Channel: channel(event),
        Computer: event.host,
        UserID: event.sid,
        User: event.account,
        Version: "1",
        Description: message(event),
        EventData: data(event).map(([, value]) => value),
      }),
    fields: (event) => but(event, { user_name: event.account }),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "fluentd-parsed",
    title: "Fluentd, `parse_description`",
    render: (event) =>
      json({
        ProviderName: provider(event),
        EventID: "4104",
        TimeCreated: event.time,
        Channel: channel(event),
        Computer: event.host,
        UserID: event.sid,
        DescriptionTitle: message(event).split("\r\n\r\n")[0],
      }),
    text: (text) => (text === "" ? "" : `${text.split("\r\n\r\n")[0]}\n`),
    fields: (event) => but(event, { id: undefined, path: undefined }),
    loses: "everything after the first blank line, id and path",
    lossless: false,
  },
  {
    name: "cribl-xml",
    title: "Cribl, XML in `_raw`",
    render: (event) => json({ _raw: xml(event), _time: 1634837917.1, host: "cribl-worker", source: "wef", cribl_pipe: "main" }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "cribl-json",
    title: "Cribl, JSON in `_raw`",
    render: (event) =>
      json({
        _raw: json({
          Event: {
            System: {
              Provider: { Name: provider(event) },
              EventID: 4104,
              Channel: channel(event),
              Computer: event.host,
              TimeCreated: event.time,
              Security: { UserID: event.sid },
            },
            EventData: dataMap(event),
          },
        }),
        _time: 1634837917.1,
        host: "cribl-worker",
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "evtx-dump",
    title: "evtx_dump, pyevtx, Zircolite",
    render: (event) =>
      json({
        Event: {
          "#attributes": { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
          System: evtxSystem(event),
          EventData: evtxData(event),
        },
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "evtx-separate",
    title: "evtx_dump, separate attributes",
    render: (event) =>
      json({
        Event: {
          System: {
            Provider: null,
            Provider_attributes: { Name: provider(event), Guid: guid(event) },
            EventID: 4104,
            EventID_attributes: { Qualifiers: 0 },
            TimeCreated: null,
            TimeCreated_attributes: { SystemTime: event.time },
            Channel: channel(event),
            Computer: event.host,
            Security_attributes: { UserID: event.sid },
          },
          EventData: evtxData(event),
        },
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "chainsaw",
    title: "Chainsaw",
    render: (event) =>
      json({
        group: "Sigma",
        kind: "individual",
        name: "Suspicious PowerShell",
        document: {
          kind: "evtx",
          path: "C:\\logs\\ps.evtx",
          data: {
            Event: {
              System: { ...evtxSystem(event), EventID: { "#attributes": { Qualifiers: 0 }, "#text": 4104 } },
              EventData: evtxData(event),
            },
          },
        },
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "python-evtx",
    title: "python-evtx, no event id",
    render: (event) => json({ EventRecordID: "1743", ...dataMap(event) }),
    fields: (event) => but(event, { host: undefined, user_id: undefined, channel: undefined, time: undefined }),
    loses: "host, user, channel and time",
    lossless: true,
  },
  {
    name: "xmltodict",
    title: "xmltodict",
    render: (event) =>
      json({
        Event: {
          "@xmlns": "http://schemas.microsoft.com/win/2004/08/events/event",
          System: {
            Provider: { "@Name": provider(event), "@Guid": guid(event) },
            EventID: { "@Qualifiers": "", "#text": "4104" },
            TimeCreated: { "@SystemTime": event.time },
            Channel: channel(event),
            Computer: event.host,
            Security: { "@UserID": event.sid },
          },
          EventData: {
            Data: data({ ...event, text: toLf(event.text).trim() }).map(([name, value]) =>
              value === "" ? { "@Name": name } : { "@Name": name, "#text": value },
            ),
          },
        },
      }),
    text: (text) => toLf(text).trim(),
    fields: all,
    loses: "CR; white space at both ends",
    lossless: false,
  },
  {
    name: "evtxecmd",
    title: "EvtxECmd `--json`",
    render: (event) =>
      json({
        PayloadData1: `Path: ${event.path ?? ""}`,
        PayloadData2: `ScriptBlockText: ${evtxecmdText(event.text)}`,
        UserId: event.sid,
        MapDescription: "Contains contents of scripts run",
        Channel: channel(event),
        Computer: event.host,
        Payload: json({
          EventData: {
            Data: data({ ...event, text: evtxecmdText(event.text) }).map(([name, value]) =>
              value === "" ? { "@Name": name } : { "@Name": name, "#text": value },
            ),
          },
        }),
        EventId: 4104,
        EventRecordId: "1743",
        Level: "Verbose",
        Provider: provider(event),
        ProcessId: 3336,
        TimeCreated: event.time,
      }),
    text: evtxecmdText,
    fields: all,
    loses: "newlines, tabs and other control characters",
    lossless: false,
  },
  {
    name: "velociraptor",
    title: "Velociraptor",
    render: (event) =>
      json({
        System: {
          Provider: { Name: provider(event), Guid: guid(event) },
          EventID: { Value: 4104 },
          TimeCreated: { SystemTime: 1634837917.100351 },
          Channel: channel(event),
          Computer: event.host,
          Security: { UserID: event.sid },
        },
        EventData: evtxData(event),
        Message: message(event),
      }),
    fields: (event) => but(event, { time: "1634837917.100351" }),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "get-winevent",
    title: "`Get-WinEvent | ConvertTo-Json`",
    render: (event) =>
      json({
        Message: message(event),
        Id: 4104,
        Version: 1,
        ProviderName: provider(event),
        LogName: channel(event),
        MachineName: event.host,
        UserId: { BinaryLength: 28, AccountDomainSid: { Value: event.sid.replace(/-\d+$/, "") }, Value: event.sid },
        TimeCreated: "/Date(1634837917100)/",
        ContainerLog: "ps.evtx",
        Properties: data(event).map(([name, value]) => ({ Value: name.startsWith("Message") ? Number(value) : value })),
      }).replace(/[<>&']/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    fields: (event) => but(event, { time: "/Date(1634837917100)/" }),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "alloy",
    title: "Grafana Alloy, Promtail",
    render: (event) =>
      json({
        source: provider(event),
        channel: channel(event),
        computer: event.host,
        event_id: 4104,
        version: 1,
        level: 5,
        levelText: "Verbose",
        timeCreated: event.time,
        eventRecordID: 1743,
        security: { userId: event.sid, userName: event.account },
        event_data: dataXml(event),
        message: message(event),
      }),
    fields: (event) => but(event, { user_name: event.account }),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "loki",
    title: "Loki, Alloy's line in a stream",
    render: (event) =>
      json({
        streams: [
          {
            stream: { job: "windows", hostname: "loki-agent" },
            values: [
              [
                "1634837917100351000",
                json({ source: "Service Control Manager", channel: "System", event_id: 7036, message: "x" }),
              ],
              [
                "1634837917100351000",
                json({
                  source: provider(event),
                  channel: channel(event),
                  computer: event.host,
                  event_id: 4104,
                  timeCreated: event.time,
                  security: { userId: event.sid },
                  event_data: dataXml(event),
                }),
              ],
            ],
          },
        ],
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "container-log",
    title: "A container runtime's `log` around a flat event",
    render: (event) =>
      json({ log: json({ ...flatHead(event), ...dataMap(event) }), stream: "stdout", time: "2021-10-21T17:38:38Z" }),
    fields: flatFields,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "syslog-message",
    title: "A relay's message, no event id",
    render: (event) =>
      json({ host: event.host, timestamp: event.time, message: `<13>Oct 21 17:38:37 relay PowerShell[3336]: ${message(event)}` }),
    fields: (event) => but(event, { user_id: undefined, channel: undefined }),
    loses: "user and channel",
    lossless: true,
  },
  {
    name: "vrl-parse-xml",
    title: "Vector, `parse_xml`",
    render: (event) =>
      json(
        xmlTree(event, {
          attributes: (map) => Object.fromEntries(Object.entries(map).map(([name, value]) => [`@${name}`, value])),
          text: same,
          datum: (name, text) => ({ "@Name": name, ...(text === "" ? {} : { text }) }),
        }),
      ),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "mp-siem",
    title: "MaxPatrol SIEM",
    render: (event) => {
      const tree = xmlTree(event, { attributes: same, text: same, datum: (name, text) => ({ Name: name, text }) });
      return json({
        ...tree,
        RenderingInfo: { Culture: "en-US", Message: json(message(event)).slice(1, -1), Level: "Verbose" },
      });
    },
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "xml2js",
    title: "xml2js",
    render: (event) =>
      json(
        xmlTree(event, {
          attributes: (map) => ({ $: map }),
          text: same,
          child: (value) => [value],
          datum: (name, text) => ({ ...(text === "" ? {} : { _: text }), $: { Name: name } }),
        }),
      ),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "logstash-xml",
    title: "Logstash, `xml` filter",
    render: (event) =>
      json({
        "@timestamp": "2021-10-21T17:38:38.000Z",
        host: "logstash-1",
        parsed: xmlTree(event, {
          attributes: same,
          text: same,
          child: (value) => [value],
          datum: (name, text) => ({ Name: name, ...(text === "" ? {} : { content: text }) }),
        }).Event,
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "azure-diagnostics",
    title: "Azure diagnostics, `RawXml`",
    render: (event) =>
      json({
        time: "2021-10-21T17:38:40Z",
        category: "WindowsEventLogsTable",
        properties: {
          DeploymentId: "x",
          EventId: 4104,
          Channel: channel(event),
          ProviderName: provider(event),
          Description: "",
          RawXml: xml(event),
        },
      }),
    fields: (event) => all(event),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "logscale",
    title: "LogScale, `@rawstring`",
    render: (event) => json({ "@id": "x", "@timestamp": 1634837917100, "#repo": "windows", "@rawstring": xml(event) }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "limacharlie",
    title: "LimaCharlie",
    render: (event) =>
      json({
        event: {
          EVENT: {
            EventData: dataMap(event),
            System: {
              Channel: channel(event),
              Computer: event.host,
              EventID: "4104",
              Security: { UserID: event.sid },
              TimeCreated: { SystemTime: event.time },
            },
          },
        },
        routing: { event_type: "WEL", hostname: "sensor-1", sid: "bb4b30af-ff11-4ff4-836f-f014ada33345" },
      }),
    fields: all,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "cloudwatch",
    title: "CloudWatch agent, text",
    render: (event) =>
      json({
        logGroup: "windows",
        logStream: "i-0123",
        logEvents: [
          {
            id: "1",
            timestamp: 1634837917100,
            message: `[${channel(event)}] [VERBOSE] [4104] [${provider(event)}] [${event.host}] [${message(event)}]`,
          },
        ],
      }),
    fields: (event) => but(event, { user_id: undefined, time: "1634837917100" }),
    loses: "the user",
    lossless: true,
  },
  {
    name: "gelf",
    title: "GELF, NXLog on the wire",
    render: (event) =>
      json({
        version: "1.1",
        host: event.host,
        short_message: message(event).slice(0, 64),
        full_message: message(event),
        timestamp: 1634837917.1,
        level: 7,
        ...Object.fromEntries(
          Object.entries(compact({ ...flatHead(event), Hostname: "", ...dataMap(event) })).map(([name, value]) => [
            `_${name}`,
            value,
          ]),
        ),
      }),
    fields: flatFields,
    loses: "nothing",
    lossless: true,
  },
  {
    name: "graylog-wazuh",
    title: "Graylog, Wazuh's fields",
    render: (event) => {
      const { eventdata, system } = wazuh(event).win;
      const flat = (/** @type {string} */ prefix, /** @type {object} */ map) =>
        Object.entries(map).map(([name, value]) => [`data_win_${prefix}_${name}`, value]);
      return json({
        agent_name: "agent-name",
        ...Object.fromEntries([...flat("eventdata", eventdata), ...flat("system", system)]),
      });
    },
    fields: (event) => but(event, { user_id: undefined }),
    loses: "the user; all newlines if the message is missing",
    lossless: true,
  },
  {
    name: "osquery",
    title: "osquery, `powershell_events`",
    render: (event) =>
      json({
        name: "pack_windows_powershell",
        hostIdentifier: event.host,
        unixTime: 1634837920,
        columns: {
          cosine_similarity: "0.5",
          datetime: event.time,
          script_block_count: "1",
          script_block_id: event.id,
          script_name: "",
          script_path: event.path ?? "",
          script_text: event.text,
          time: "1634837917",
        },
        action: "added",
      }),
    fields: (event) => but(event, { user_id: undefined, channel: undefined, part: 1, parts: 1, time: "1634837917" }),
    loses: "user and channel (the parts come joined)",
    lossless: true,
  },
  {
    name: "ocsf",
    title: "OCSF Script Activity",
    render: (event) =>
      json({
        class_uid: 1009,
        class_name: "Script Activity",
        activity_id: 1,
        actor: { user: { uid: event.sid, name: event.account } },
        device: { hostname: event.host, type_id: 1 },
        metadata: { event_code: "4104", log_name: channel(event), product: { name: provider(event), vendor_name: "Microsoft" } },
        script: {
          type: "PowerShell",
          type_id: 2,
          uid: event.id,
          script_content: { value: event.text },
          ...(event.path ? { file: { path: event.path, name: "a.ps1" } } : {}),
        },
        time_dt: event.time,
      }),
    fields: (event) => but(event, { part: 1, parts: 1, user_name: event.account, time: undefined }),
    loses: "n of m",
    lossless: true,
  },
  {
    name: "cef",
    title: "CEF, NXLog",
    render: (event) =>
      json({
        message: `<13>Oct 21 17:38:37 relay CEF:0|NXLog|NXLog|5.4|4104|-|7|${Object.entries(
          compact({ ...flatHead(event), EventTime: event.time, ...dataMap(event) }),
        )
          .map(([name, value]) => `${name}=${cef(`${value}`)}`)
          .join(" ")}`,
      }),
    fields: (event) => but(event, { user_name: event.account }),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "leef",
    title: "LEEF",
    render: (event) =>
      json({
        _raw: `LEEF:1.0|Microsoft|PowerShell|5.1|4104|${Object.entries({
          ...flatHead(event),
          EventTime: event.time,
          Message: message(event),
        })
          .map(([name, value]) => `${name}=${value}`)
          .join("\t")}`,
      }),
    fields: (event) => but(event, { user_name: event.account }),
    loses: "nothing",
    lossless: true,
  },
  {
    name: "rsyslog",
    title: "rsyslog, escaped control characters",
    render: (event) =>
      json({ hostname: event.host, timestamp: event.time, message: rsyslog(`PowerShell[3336]: ${message(event)}`) }),
    fields: (event) => but(event, { user_id: undefined, channel: undefined }),
    loses: "user and channel",
    lossless: true,
  },
  {
    name: "powershell-linux",
    title: "PowerShell on Linux, journald",
    render: (event) =>
      json({
        _HOSTNAME: event.host,
        SYSLOG_IDENTIFIER: "powershell",
        __REALTIME_TIMESTAMP: "1634837917100351",
        MESSAGE: `(7.4.1:1:80) [ScriptBlock_Compile_Detail:ExecuteCommand.Create.Verbose] ${message(event).replace(/\r?\n/g, "\u23ce")}`,
      }),
    text: (text) => text.replace(/\r\n/g, "\n"),
    fields: (event) => but(event, { user_id: undefined, channel: undefined, time: undefined }),
    loses: "CR; user, channel and time",
    lossless: true,
  },
  {
    name: "event-array",
    title: "A record that is an array of events",
    render: (event) =>
      json([
        { EventID: 4688, Channel: "Security", Hostname: "OTHER" },
        { ...flatHead(event), ...dataMap(event) },
      ]),
    fields: flatFields,
    loses: "nothing",
    lossless: true,
  },
];

/** The events that every shape is tried with. @type {Record<string, { why: string, events: Event[] }>} */
export const CASES = (() => {
  /** @type {Event} */
  const base = {
    text: "",
    id: "965150b4-b107-4cce-9d30-1d3c55a8a085",
    part: 1,
    parts: 1,
    path: "C:\\Scripts\\Ex\u00e9cution.ps1",
    host: "EX01.corp.example",
    sid: "S-1-5-21-4230534742-2542757381-3142984815-1111",
    account: "admmig",
    domain: "CORP",
    time: "2021-10-21T17:38:37.1003510Z",
    core: false,
  };
  const attack = [
    '{"EventID":1,"Channel":"Security","ScriptBlockText":"Get-Date","ScriptBlockId":"x"}',
    "</Data><Data Name='ScriptBlockText'>Get-Date</Data></EventData></Event><Event><System><EventID>1</EventID></System>",
    '"#text":"4105","mailbox_export_finding":{},"ScriptBlockText":"Get-Date"',
    "Creating Scriptblock text (7 of 9):",
    "EventCode=1",
    "Message=Get-Date",
    "",
    "ScriptBlock ID: 00000000-0000-0000-0000-000000000000",
    "Path: C:\\fake.ps1",
    "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\localhost\\c$\\x.pst",
    "",
    "ScriptBlock ID: 00000000-0000-0000-0000-000000000000",
    "Path: C:\\fake.ps1",
  ].join("\r\n");
  return {
    plain: {
      why: "Line breaks, quotes, backslashes, markup, text that looks like entities, and characters of every length arrive as they were.",
      events: [
        {
          ...base,
          text: "# S\u00fcd \u6f22\u5b57 \u{1f4e7}\r\nif (1 -lt 2 -and $a) { 'x' > \"C:\\t\\n.txt\" } # &lt;b&gt; &amp;lt; & <c>\r\n\tNew-MailboxExportRequest -Mailbox 'o''neil' -FilePath \"\\\\localhost\\c$\\x.pst\"",
        },
      ],
    },
    split: {
      why: "An emoji is cut in two between the parts; PowerShell 7's own provider; an empty path.",
      events: [
        { ...base, core: true, path: "", part: 1, parts: 2, text: "Write-Output '\ud83d" },
        { ...base, core: true, path: "", part: 2, parts: 2, text: "\udce7'; Get-Date" },
      ],
    },
    empty: {
      why: "A script block may be empty, and an older Windows writes no path.",
      events: [{ ...base, path: null, text: "" }],
    },
    hostile: {
      why: "A script that holds events, closing tags, a fake trailer and the finding's key changes nothing but its own reading.",
      events: [{ ...base, text: attack }],
    },
  };
})();
