/**
 * What each shipper makes of a Windows event: one way to write header, values and message, whichever event it is.
 *
 * @typedef {import("./windows-events.js").WindowsEvent} WindowsEvent
 * @typedef {{ name: string, render: (event: WindowsEvent) => string, applies?: (event: WindowsEvent) => boolean, loses?: string[] }} Shipper
 *   `applies`: whether the shipper sends that event so; `loses`: `host`, `user` or `time`; `values`, where values without names are lost,
 *   with them the user of the cmdlet log; `lines`, where nothing is left of line ends, and so the user of event 800 has no end
 */
import { ACCOUNT, ACTIVITY, COMPUTER, RECORD, SID, TIME } from "./windows-events.js";

const json = JSON.stringify;
const CLOCK = `${TIME.slice(0, 10)} ${TIME.slice(11, 19)}`;

/** Who is named where the SID is resolved. @param {WindowsEvent} event */
const account = ({ sid }) => (sid === SID ? ACCOUNT : "NT AUTHORITY\\SYSTEM");
/** @param {WindowsEvent} event */
const isNamed = ({ data }) => data[0][0] !== "";
/** @param {WindowsEvent} event */
const values = ({ data }) => data.map(([, value]) => value);
/** @param {WindowsEvent} event */
const named = ({ data }) => Object.fromEntries(data);
/** The same, or numbered names; what is empty is left out. @param {WindowsEvent} event @param {string} prefix @returns {Record<string, string>} */
const map = ({ data }, prefix) =>
  Object.fromEntries(
    data.map(([name, value], index) => [name || `${prefix}${index + 1}`, value]).filter(([, value]) => value !== ""),
  );
/** @param {string} text */
const toXml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
/** @param {string} text */
const toLf = (text) => text.replace(/\r\n/g, "\n");
/** @param {string} text */
const flat = (text) => text.replace(/[\r\n\t]/g, " ");
/** @param {string} text */
const octal = (text) => text.replace(/[\r\n\t]/g, (c) => `#0${c.charCodeAt(0).toString(8).padStart(2, "0")}`);
/** @param {WindowsEvent} event */
const elements = (event, element = "Data") =>
  event.data
    .map(([name, value]) =>
      name && element === "Data" ? `<Data Name='${name}'>${toXml(value)}</Data>` : `<${element}>${toXml(value)}</${element}>`,
    )
    .join("");
/** @param {WindowsEvent} event */
const xml = (event) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${event.provider}'/><EventID Qualifiers='${event.qualifiers || ""}'>${event.id}</EventID><Version>1</Version><Level>4</Level><Task>1</Task><Opcode>0</Opcode><Keywords>0x0</Keywords><TimeCreated SystemTime='${TIME}'/><EventRecordID>${RECORD}</EventRecordID><Correlation ActivityID='${ACTIVITY}'/><Execution ProcessID='3336' ThreadID='3892'/><Channel>${event.channel}</Channel><Computer>${COMPUTER}</Computer><Security${event.sid && ` UserID='${event.sid}'`}/></System><EventData>${elements(event)}</EventData></Event>`;
/** @param {WindowsEvent} event */
const systemOf = (event, attributes = "#attributes") => ({
  Provider: { [attributes]: { Name: event.provider } },
  EventID: event.qualifiers ? { [attributes]: { Qualifiers: event.qualifiers }, "#text": event.id } : event.id,
  Level: 4,
  TimeCreated: { [attributes]: { SystemTime: TIME } },
  EventRecordID: RECORD,
  Channel: event.channel,
  Computer: COMPUTER,
  Security: event.sid ? { [attributes]: { UserID: event.sid } } : null,
});
/** @param {WindowsEvent} event */
const nxlog = (event) => ({
  EventTime: `${CLOCK}+00:00`,
  Hostname: COMPUTER,
  Keywords: 0,
  EventType: "INFO",
  SeverityValue: 2,
  EventID: event.id,
  SourceName: event.provider,
  RecordNumber: RECORD,
  Channel: event.channel,
  ...(event.sid ? { AccountName: account(event).split("\\")[1], UserID: event.sid } : {}),
  ...(isNamed(event) ? map(event, "") : {}),
  Message: event.message,
  EventReceivedTime: "2026-11-03 09:14:05",
  SourceModuleName: "eventlog",
  SourceModuleType: "im_msvistalog",
});
/** @param {WindowsEvent} event */
const winlog = (event) => ({
  "@timestamp": TIME,
  event: { code: `${event.id}`, kind: "event", provider: event.provider, created: "2026-11-03T09:14:05Z" },
  host: { name: COMPUTER },
  message: toLf(event.message),
  winlog: {
    api: "wineventlog",
    channel: event.channel,
    provider_name: event.provider,
    event_id: `${event.id}`,
    computer_name: COMPUTER,
    record_id: RECORD,
    ...(event.sid ? { user: { identifier: event.sid } } : {}),
    event_data: Object.fromEntries(Object.entries(map(event, "param")).map(([name, value]) => [name, toLf(value)])),
  },
});
/** The object with its paths as keys. @param {Record<string, any>} object @returns {Record<string, unknown>} */
const flatten = (object, separator = ".", prefix = "") =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(flatten(value, separator, `${prefix}${key}${separator}`))
        : [[`${prefix}${key}`, value]],
    ),
  );
/** @param {any} value @returns {object} */
const otlp = (value) =>
  Array.isArray(value)
    ? { arrayValue: { values: value.map(otlp) } }
    : value !== null && typeof value === "object"
      ? { kvlistValue: { values: Object.entries(value).map(([key, inner]) => ({ key, value: otlp(inner) })) } }
      : typeof value === "number"
        ? { intValue: `${value}` }
        : { stringValue: `${value}` };
/** @param {WindowsEvent} event @param {unknown} data */
const otel = (event, data) => ({
  channel: event.channel,
  computer: COMPUTER,
  event_id: { id: event.id, qualifiers: event.qualifiers },
  provider: { name: event.provider, guid: "", event_source: "" },
  record_id: RECORD,
  system_time: TIME,
  message: toLf(event.message),
  ...(event.sid ? { security: { user_id: event.sid } } : {}),
  event_data: data,
});
/** OpenTelemetry's list of maps of one member. @param {WindowsEvent} event */
const otelList = (event) => ({ data: event.data.map(([name, value]) => ({ [name]: toLf(value) })) });
/** @param {object} body */
const otlpRecord = (body) =>
  json({
    resourceLogs: [
      {
        resource: { attributes: [{ key: "host.name", value: { stringValue: "collector" } }] },
        scopeLogs: [{ logRecords: [{ timeUnixNano: "1793697242123456700", body: otlp(body) }] }],
      },
    ],
  });
/** @param {WindowsEvent} event */
const datadog = (event) => ({
  Event: {
    EventData: { Data: isNamed(event) ? map(event, "") : values(event).map(toLf) },
    System: {
      Channel: event.channel,
      Computer: COMPUTER,
      EventID: `${event.id}`,
      EventIDQualifier: `${event.qualifiers}`,
      EventRecordID: `${RECORD}`,
      Provider: { Name: event.provider },
      Security: event.sid ? { UserID: event.sid } : "",
      TimeCreated: { SystemTime: TIME },
    },
  },
  level: "Information",
  message: event.message,
});
/** @param {WindowsEvent} event */
const fluentBit = (event) => ({
  ProviderName: event.provider,
  Qualifiers: event.qualifiers || "",
  EventID: event.id,
  Version: 1,
  Level: 4,
  TimeCreated: `${CLOCK} +0000`,
  EventRecordID: RECORD,
  ActivityID: ACTIVITY,
  Channel: event.channel,
  Computer: COMPUTER,
  UserID: event.sid ? account(event) : "",
  Message: event.message,
  StringInserts: values(event),
});
/** @param {WindowsEvent} event */
const wazuh = (event, hasMessage = true) => ({
  win: {
    system: {
      providerName: event.provider,
      eventID: `${event.id}`,
      systemTime: TIME,
      eventRecordID: `${RECORD}`,
      channel: event.channel,
      computer: COMPUTER,
      ...(hasMessage ? { message: `"${event.message}"` } : {}),
    },
    eventdata: isNamed(event)
      ? Object.fromEntries(
          event.data
            .filter(([, value]) => value !== "" && value !== "-")
            .map(([name, value]) => [
              `${name[0].toLowerCase()}${name.slice(1)}`,
              json(toXml(value.replace(/[\r\n]/g, " "))).slice(1, -1),
            ]),
        )
      : {
          data: json(
            toXml(
              values(event)
                .filter((value) => value !== "" && value !== "-")
                .map((value) => value.replace(/[\r\n]/g, " "))
                .join(", "),
            ),
          ).slice(1, -1),
        },
  },
});
/** @param {WindowsEvent} event */
const classicLines = (event) =>
  `11/03/2026 09:14:02 AM\r\nLogName=${event.channel}\r\nEventCode=${event.id}\r\nEventType=4\r\nComputerName=${COMPUTER}\r\nSourceName=${event.provider}\r\nType=Information\r\nRecordNumber=${RECORD}\r\nKeywords=None\r\nTaskCategory=None\r\nOpCode=Info\r\nMessage=${event.message}`;
/** EvtxECmd's JSON of a payload. @param {WindowsEvent} event */
const payload = (event) => {
  const gone = (/** @type {string} */ text) => text.replace(/\p{C}+/gu, ", ");
  return json({
    EventData: {
      Data: isNamed(event)
        ? event.data.map(([name, value]) => ({ "@Name": name, ...(value ? { "#text": gone(value) } : {}) }))
        : gone(values(event).join(", ")),
    },
  });
};
/** CEF's and LEEF's members, by NXLog's names. @param {WindowsEvent} event */
const members = (event) => {
  const { Message, ...rest } = nxlog(event);
  return { ...rest, ...(isNamed(event) ? {} : { Message }) };
};
/** @param {unknown} value */
const cefValue = (value) => `${value}`.replace(/[\\=]/g, "\\$&").replace(/\r/g, "\\r").replace(/\n/g, "\\n");
/** @param {WindowsEvent} event */
const cef = (event) =>
  `CEF:0|NXLog|NXLog|5.4|${event.id}|-|7|${Object.entries(members(event))
    .map(([key, value]) => `${key}=${cefValue(value)}`)
    .join(" ")}`;
/** @param {WindowsEvent} event */
const leef = (event) =>
  `LEEF:2.0|NXLog|in|5.4|${event.id}|^|${Object.entries(members(event))
    .map(([key, value]) => `${key}=${`${value}`.replace(/\r/g, "\\r").replace(/\n/g, "\\n")}`)
    .join("^")}`;
/** RFC 5424's header. */
const syslog = (/** @type {string} */ text) => `<14>1 ${TIME} ${COMPUTER} PowerShell 3336 - - ${text}`;
/** @type {Shipper[]} */
export const SHIPPERS = [
  { name: "Winlogbeat, Elastic Agent, Logstash's beats input", render: (event) => json(winlog(event)) },
  {
    name: "the same, dotted, under _source",
    render: (event) => json({ _index: "x", _id: "1", _source: flatten(winlog(event)) }),
  },
  {
    name: "the same, fields as arrays",
    render: (event) =>
      json({ fields: Object.fromEntries(Object.entries(flatten(winlog(event))).map(([key, value]) => [key, [value]])) }),
  },
  { name: "the same through Graylog", render: (event) => json(flatten({ winlogbeat: winlog(event) }, "_")), loses: ["time"] },
  {
    name: "Winlogbeat 6",
    render: (event) =>
      json({
        "@timestamp": TIME,
        log_name: event.channel,
        source_name: event.provider,
        event_id: event.id,
        computer_name: COMPUTER,
        record_number: `${RECORD}`,
        ...(event.sid ? { user: { identifier: event.sid } } : {}),
        message: event.message,
        event_data: map(event, "param"),
      }),
  },
  { name: "NXLog", loses: ["values"], render: (event) => json(nxlog(event)) },
  { name: "NXLog, no message", render: (event) => json({ ...nxlog(event), Message: undefined }), applies: isNamed },
  {
    name: "NXLog, message alone",
    render: (event) => json({ EventID: event.id, Channel: event.channel, Hostname: COMPUTER, Message: event.message }),
    loses: ["user", "time"],
  },
  {
    name: "NXLog as GELF",
    loses: ["values"],
    render: (event) => {
      const { Message, ...rest } = nxlog(event);
      const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [`_${key}`, value]));
      return json({
        version: "1.1",
        host: COMPUTER,
        short_message: Message.slice(0, 64),
        full_message: Message,
        timestamp: 1793697242,
        ...own,
      });
    },
  },
  {
    name: "NXLog's JSON behind a syslog header",
    loses: ["values"],
    render: (event) => json({ message: syslog(json(nxlog(event))) }),
  },
  {
    name: "the same, parsed by a collector",
    loses: ["values"],
    render: (event) => json({ host: COMPUTER, appname: "PowerShell", severity: "info", message: json(nxlog(event)) }),
  },
  { name: "XML behind a syslog header", render: (event) => json({ _raw: syslog(xml(event)) }) },
  {
    name: "structured data that a collector parsed",
    loses: ["values"],
    render: (event) => json({ hostname: COMPUTER, appname: "x", message: event.message, "NXLOG@14506": members(event) }),
  },
  {
    name: "rsyslog, escaped control characters",
    render: (event) => json({ timestamp: TIME, hostname: COMPUTER, msg: octal(event.message) }),
    loses: ["user"],
  },
  {
    name: "a relay that makes blanks of line ends",
    render: (event) => json({ timestamp: TIME, hostname: COMPUTER, message: flat(event.message) }),
    loses: ["user"],
  },
  {
    name: "Snare",
    render: (event) =>
      json({
        message: `<14>Nov 03 09:14:02 ${COMPUTER} MSWinEventLog\t1\t${event.channel}\t12\tTue Nov 03 09:14:02 2026\t${event.id}\t${event.provider}\t${event.sid ? account(event) : "N/A"}\tN/A\tInformation\t${COMPUTER}\tNone\t\t${flat(event.message)}\t${RECORD}`,
      }),
    loses: ["user", "time", "host"],
  },
  { name: "CEF", loses: ["values"], render: (event) => json({ message: syslog(cef(event)) }) },
  { name: "LEEF", loses: ["values"], render: (event) => json({ message: syslog(leef(event)) }) },
  {
    name: "QRadar's agent",
    render: (event) =>
      json({
        message: `<13>Nov 03 09:14:02 ${COMPUTER} AgentDevice=WindowsLog\tAgentLogFile=${event.channel}\tPluginVersion=7.3\tSource=${event.provider}\tComputer=${COMPUTER}\tOriginatingComputer=10.0.0.1\tUser=svc\tDomain=CORP\tEventID=${event.id}\tEventIDCode=${event.id}\tEventType=4\tEventCategory=0\tRecordNumber=${RECORD}\tTimeGenerated=1793697242\tTimeWritten=1793697242\tLevel=4\tKeywords=0\tTask=0\tOpcode=Info\tMessage=${event.message}`,
      }),
    loses: ["user", "time"],
  },
  { name: "Fluent Bit", render: (event) => json(fluentBit(event)) },
  {
    name: "Fluent Bit, values as a map",
    render: (event) => json({ ...fluentBit(event), StringInserts: undefined, EventData: named(event) }),
    applies: isNamed,
  },
  { name: "Fluent Bit, no message", render: (event) => json({ ...fluentBit(event), Message: undefined }) },
  {
    name: "Fluent Bit, XML",
    render: (event) => json({ System: xml(event), Message: event.message, StringInserts: values(event) }),
  },
  {
    name: "Fluent Bit, text",
    render: (event) =>
      json({
        log: `ProviderName=${event.provider}\r\nEventID=${event.id}\r\nTimeCreated=${CLOCK} +0000\r\nEventRecordID=${RECORD}\r\nChannel=${event.channel}\r\nComputer=${COMPUTER}\r\nMessage=${event.message}\r\n`,
      }),
    loses: ["user"],
  },
  { name: "Fluent Bit to Splunk", render: (event) => json({ time: 1793697242.1, event: fluentBit(event) }) },
  {
    name: "Fluentd",
    render: (event) =>
      json({
        ProviderName: event.provider,
        Qualifiers: `${event.qualifiers || ""}`,
        EventID: `${event.id}`,
        TimeCreated: "2026/11/03 09:14:02.123456700",
        EventRecordID: `${RECORD}`,
        Channel: event.channel,
        Computer: COMPUTER,
        UserID: event.sid,
        User: event.sid ? account(event) : "",
        Description: event.message,
        EventData: values(event),
      }),
    loses: ["time"],
  },
  {
    name: "Vector",
    render: (event) =>
      json({
        channel: event.channel,
        computer: COMPUTER,
        host: COMPUTER,
        event_id: event.id,
        level: "Information",
        message: event.message.trim(),
        provider_name: event.provider,
        record_id: RECORD,
        source_type: "windows_event_log",
        timestamp: TIME,
        user_id: event.sid || undefined,
        event_data: isNamed(event) ? map(event, "") : {},
        ...(isNamed(event) ? {} : { string_inserts: values(event).map((value) => value.trim()) }),
      }),
  },
  {
    name: "Splunk, XML in HEC",
    render: (event) =>
      json({
        time: 1793697242.1,
        host: "ex01",
        sourcetype: "XmlWinEventLog",
        source: `XmlWinEventLog:${event.channel}`,
        event: xml(event),
      }),
  },
  {
    name: "Splunk, XML in _raw",
    render: (event) => json({ preview: false, result: { _raw: xml(event), host: "ex01", source: "x" } }),
  },
  {
    name: "Splunk, classic lines",
    render: (event) => json({ event: classicLines(event), host: "ex01" }),
    loses: ["user", "time"],
  },
  {
    name: "Splunk, search result",
    loses: ["values"],
    render: (event) =>
      json({
        result: {
          EventCode: `${event.id}`,
          EventID: `${event.id}`,
          LogName: event.channel,
          Channel: event.channel,
          ComputerName: COMPUTER,
          RecordNumber: `${RECORD}`,
          _time: TIME,
          host: "ex01",
          ...(event.sid ? { user_id: event.sid } : {}),
          ...(isNamed(event) ? map(event, "") : { Message: event.message }),
        },
      }),
  },
  {
    name: "Wazuh, alert",
    render: (event) =>
      json({
        timestamp: "2026-11-03T09:14:04.123+0000",
        agent: { id: "001", name: "ex01" },
        rule: { id: "1" },
        data: wazuh(event),
        location: "EventChannel",
      }),
    loses: ["user"],
  },
  {
    name: "Wazuh, no message",
    render: (event) => json({ agent: { id: "001", name: "ex01" }, data: wazuh(event, false), location: "EventChannel" }),
    loses: ["user"],
  },
  {
    name: "Wazuh, archive",
    render: (event) => json({ timestamp: "2026-11-03T09:14:04.123+0000", agent: { name: "ex01" }, full_log: json(wazuh(event)) }),
    loses: ["user"],
  },
  { name: "OpenTelemetry, map", render: (event) => json(otel(event, map(event, "Data"))) },
  { name: "OpenTelemetry, list of maps", render: (event) => json(otel(event, otelList(event))) },
  { name: "OTLP, map", render: (event) => otlpRecord(otel(event, map(event, "Data"))) },
  { name: "OTLP, list of maps", render: (event) => otlpRecord(otel(event, otelList(event))) },
  { name: "OTLP, list of maps, no message", render: (event) => otlpRecord({ ...otel(event, otelList(event)), message: "" }) },
  {
    name: "OTLP, XML",
    render: (event) => json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: xml(event) } }] }] }] }),
  },
  {
    name: "Azure Monitor, Event",
    render: (event) =>
      json({
        TenantId: "x",
        Source: event.provider,
        EventLog: event.channel,
        Computer: COMPUTER,
        EventLevel: 4,
        EventID: event.id,
        UserName: event.sid ? account(event) : "N/A",
        ParameterXml: elements(event, "Param"),
        EventData: `<DataItem type="System.XmlData" time="${TIME}" sourceHealthServiceId="x"><EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${elements(event)}</EventData></DataItem>`,
        RenderedDescription: event.message,
        TimeGenerated: TIME,
        Type: "Event",
      }),
  },
  {
    name: "Azure Monitor, Event, parameters alone",
    render: (event) =>
      json({
        Source: event.provider,
        EventLog: event.channel,
        Computer: COMPUTER,
        EventID: event.id,
        ParameterXml: elements(event, "Param"),
        TimeGenerated: TIME,
      }),
    loses: ["user"],
  },
  {
    name: "Azure Monitor, WindowsEvent",
    render: (event) =>
      json({
        Provider: event.provider,
        Channel: event.channel,
        Computer: COMPUTER,
        EventID: event.id,
        EventRecordId: `${RECORD}`,
        SystemUserId: event.sid,
        TimeGenerated: TIME,
        EventData: isNamed(event) ? named(event) : values(event),
      }),
  },
  {
    name: "Event Hub, records with JSON in strings",
    render: (event) =>
      json({
        records: [
          {
            time: TIME,
            category: "WindowsEvent",
            properties: {
              Provider: event.provider,
              Channel: event.channel,
              Computer: COMPUTER,
              EventID: `${event.id}`,
              EventRecordId: `${RECORD}`,
              SystemUserId: event.sid,
              EventData: json(isNamed(event) ? named(event) : { Data: values(event) }),
            },
          },
        ],
      }),
  },
  {
    name: "Azure diagnostics",
    render: (event) =>
      json({
        records: [
          {
            time: TIME,
            category: "WindowsEventLogsTable",
            level: "Informational",
            properties: {
              DeploymentId: "x",
              Role: "IaaS",
              ProviderName: event.provider,
              Channel: event.channel,
              EventId: event.id,
              RawXml: xml(event),
            },
          },
        ],
      }),
  },
  { name: "Datadog Agent", render: (event) => json(datadog(event)) },
  {
    name: "Datadog intake",
    render: (event) =>
      json([
        { message: json(datadog(event)), status: "info", timestamp: 1793697242123, hostname: "ex01", ddsource: "windows.events" },
      ]),
  },
  {
    name: "evtx_dump",
    render: (event) =>
      json({
        Event: {
          "#attributes": { xmlns: "x" },
          System: systemOf(event),
          EventData: isNamed(event) ? named(event) : { Data: { "#text": values(event) } },
        },
      }),
  },
  {
    name: "evtx_dump, attributes apart",
    render: (event) => {
      const { Provider, EventID, TimeCreated, Security, ...rest } = systemOf(event);
      return json({
        Event: {
          System: {
            ...rest,
            Provider_attributes: { Name: event.provider },
            EventID: event.id,
            TimeCreated_attributes: { SystemTime: TIME },
            ...(event.sid ? { Security_attributes: { UserID: event.sid } } : {}),
          },
          EventData: isNamed(event) ? named(event) : { Data: values(event) },
        },
      });
    },
  },
  {
    name: "Chainsaw",
    render: (event) =>
      json({
        group: "Sigma",
        kind: "individual",
        name: "x",
        document: {
          kind: "evtx",
          path: "x.evtx",
          data: { Event: { System: systemOf(event), EventData: isNamed(event) ? named(event) : { Data: values(event) } } },
        },
        timestamp: TIME,
      }),
  },
  {
    name: "Hayabusa",
    applies: isNamed,
    render: (event) =>
      json({
        Timestamp: "2026-11-03 09:14:02.123 +00:00",
        RuleTitle: "x",
        Level: "high",
        Computer: COMPUTER,
        Channel:
          {
            "Microsoft-Windows-PowerShell/Operational": "PwSh",
            "Windows PowerShell": "PwShClassic",
            Security: "Sec",
            "Microsoft-Windows-Sysmon/Operational": "Sysmon",
          }[event.channel] ?? event.channel,
        EventID: event.id,
        RecordID: RECORD,
        Details: {},
        AllFieldInfo: isNamed(event)
          ? named(event)
          : map(event, "Data_").Data_1
            ? Object.fromEntries(values(event).map((value, index) => [`Data[${index + 1}]`, value]))
            : {},
      }),
    loses: ["user", "time"],
  },
  {
    name: "xmltodict",
    render: (event) =>
      json({
        Event: {
          "@xmlns": "x",
          System: systemOf(event, "@attributes"),
          EventData: {
            Data: event.data.map(([name, value]) => (name ? { "@Name": name, "#text": value.trim() } : value.trim() || null)),
          },
        },
      }),
  },
  {
    name: "EvtxECmd, JSON",
    loses: ["lines"],
    render: (event) =>
      json({
        PayloadData1: "x",
        Channel: event.channel,
        Provider: event.provider,
        EventId: event.id,
        EventRecordId: `${RECORD}`,
        ProcessId: 3336,
        Computer: COMPUTER,
        UserId: event.sid,
        MapDescription: "x",
        SourceFile: "x.evtx",
        Payload: payload(event),
        TimeCreated: TIME,
        RecordNumber: 12,
      }),
  },
  {
    name: "Velociraptor",
    render: (event) =>
      json({
        System: {
          Provider: { Name: event.provider },
          EventID: { Value: event.id, Qualifiers: event.qualifiers },
          TimeCreated: { SystemTime: 1793697242.1234567 },
          EventRecordID: RECORD,
          Channel: event.channel,
          Computer: COMPUTER,
          Security: event.sid ? { UserID: event.sid } : {},
        },
        EventData: isNamed(event) ? named(event) : { Data: values(event) },
        Message: event.message,
      }),
  },
  {
    name: "Get-WinEvent",
    render: (event) =>
      json({
        Message: event.message,
        Id: event.id,
        Version: 1,
        Qualifiers: event.qualifiers || null,
        Level: 4,
        RecordId: RECORD,
        ProviderName: event.provider,
        LogName: event.channel,
        ProcessId: 1,
        MachineName: COMPUTER,
        UserId: event.sid ? { BinaryLength: 28, Value: event.sid } : null,
        TimeCreated: "/Date(1793697242123)/",
        Properties: values(event).map((Value) => ({ Value })),
      }).replace(/[<>&']/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  },
  {
    name: "Get-WinEvent, no message",
    render: (event) =>
      json({
        Id: event.id,
        RecordId: RECORD,
        ProviderName: event.provider,
        LogName: event.channel,
        MachineName: COMPUTER,
        UserId: event.sid ? { Value: event.sid } : null,
        TimeCreated: TIME,
        Properties: values(event).map((Value) => ({ Value })),
      }),
  },
  {
    name: "Get-EventLog",
    render: (event) =>
      json({
        EventID: event.id,
        MachineName: COMPUTER,
        Data: [],
        Index: RECORD,
        Category: "(1)",
        EntryType: 4,
        Message: event.message,
        Source: event.provider,
        ReplacementStrings: values(event),
        InstanceId: event.id,
        TimeGenerated: "/Date(1793697242000)/",
        TimeWritten: "/Date(1793697242000)/",
        UserName: null,
      }),
    applies: (event) => !event.channel.includes("/"),
  },
  {
    name: "Alloy, Promtail",
    render: (event) =>
      json({
        source: event.provider,
        channel: event.channel,
        computer: COMPUTER,
        event_id: event.id,
        eventRecordID: RECORD,
        timeCreated: TIME,
        ...(event.sid ? { security: { userId: event.sid } } : {}),
        event_data: elements(event),
        message: event.message,
      }),
  },
  {
    name: "Loki",
    render: (event) =>
      json({
        streams: [
          {
            stream: { job: "x" },
            values: [
              [
                "1793697242123456700",
                json({
                  source: event.provider,
                  channel: event.channel,
                  computer: COMPUTER,
                  event_id: event.id,
                  eventRecordID: RECORD,
                  timeCreated: TIME,
                  event_data: elements(event),
                }),
              ],
            ],
          },
        ],
      }),
    loses: ["user"],
  },
  {
    name: "Cribl, JSON in _raw",
    render: (event) =>
      json({
        _raw: json({ Event: { System: systemOf(event), EventData: isNamed(event) ? map(event, "") : { Data: values(event) } } }),
        _time: 1793697242.123,
        host: "ex01",
        source: "x",
      }),
  },
  {
    name: "CloudWatch agent, text",
    render: (event) =>
      json({
        logGroup: "x",
        logStream: "y",
        logEvents: [
          {
            id: "1",
            timestamp: 1793697242123,
            message: `[${event.channel}] [Information] [${event.id}] [${event.provider}] [${COMPUTER}] [${event.message}]`,
          },
        ],
      }),
    loses: ["user"],
  },
  {
    name: "CloudWatch agent, XML",
    render: (event) => json({ logGroup: "x", logEvents: [{ id: "1", timestamp: 1793697242123, message: xml(event) }] }),
  },
  {
    name: "osquery, windows_events",
    render: (event) =>
      json({
        name: "windows_events",
        hostIdentifier: COMPUTER,
        unixTime: 1793697242,
        columns: {
          source: event.channel,
          provider_name: event.provider,
          computer_name: COMPUTER,
          datetime: TIME,
          eventid: `${event.id}`,
          level: "4",
          data: json({ EventData: isNamed(event) ? named(event) : { Data: values(event).join(",") } }),
        },
        action: "added",
      }),
    loses: ["user", "time"],
  },
  {
    name: "LimaCharlie",
    render: (event) =>
      json({
        event: {
          EVENT: {
            System: { ...systemOf(event, "_"), EventID: `${event.id}`, Provider: { Name: event.provider } },
            EventData: isNamed(event) ? named(event) : { Data: values(event) },
          },
        },
        routing: { hostname: "ex01", event_type: "WEL" },
      }),
    loses: ["user", "time"],
  },
  {
    name: "a container runtime's log",
    loses: ["values"],
    render: (event) => json({ log: `${json(nxlog(event))}\n`, stream: "stdout", time: TIME }),
  },
  { name: "an array of events", render: (event) => json([winlog(event)]) },
];
