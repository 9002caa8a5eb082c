/**
 * One event that shows what was bound, as each shipper sends it. A rendering takes an event of Exchange's cmdlet log, or of
 * PowerShell's pipeline logs, and gives the record.
 *
 * @typedef {{ id: number, command: string, parameters: string, user?: string, sid?: string, error?: string }} CmdletEvent
 * @typedef {{ name: string, title: string, render: (event: CmdletEvent) => string, user: "SID" | "SID alone" | "" }} CmdletShape
 */

const json = JSON.stringify;
export const HOST = "EX01.corp.example";
const TIME = "2021-08-20T03:14:15.0000000Z";
const RECORD = 7190;
const CHANNEL = "MSExchange Management";
const PROVIDER = "MSExchange CmdletLogs";

/** The 27 values. @param {CmdletEvent} event */
export const values = ({ command, parameters, user = "corp.example/Users/svc", sid = "S-1-5-21-1-2-3-1105", error = "" }) => [
  command,
  parameters,
  user,
  sid,
  sid,
  "Remote-ManagementShell-Unknown",
  "8372 w3wp#MSExchangePowerShellAppPool",
  "",
  "54",
  "00:00:00.3120401",
  "View Entire Forest: 'False', Default Scope: 'corp.example', Preferred Domain Controllers: '{ DC01.corp.example }'",
  error,
  error && "5",
  ...["", "", "", "", "False", "", "0 objects execution has been proxied to remote server.", "", "", "1"],
  "ActivityId: 82cc33be-98c2-4050-bd7f-53aaed825502",
  ...["ServicePlan:;IsAdmin:True;", "", "en-US"],
];

/** @param {CmdletEvent} event */
const message = ({ id, command, parameters }) =>
  `Cmdlet ${id === 6 ? "failed" : "suceeded"}. Cmdlet ${command}, parameters ${parameters}.`;
/** @param {number} id */
const qualifiers = (id) => (id === 6 ? 49152 : 16384);
/** @param {string} text */
const toXml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
/** @param {CmdletEvent} event @param {string} element */
const elements = (event, element) =>
  values(event)
    .map((value) => `<${element}>${toXml(value)}</${element}>`)
    .join("");
/** @param {CmdletEvent} event */
const xml = (event) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${PROVIDER}'/><EventID Qualifiers='${qualifiers(event.id)}'>${event.id}</EventID><Level>4</Level><Task>1</Task><Keywords>0x80000000000000</Keywords><TimeCreated SystemTime='${TIME}'/><EventRecordID>${RECORD}</EventRecordID><Channel>${CHANNEL}</Channel><Computer>${HOST}</Computer><Security/></System><EventData>${elements(event, "Data")}</EventData></Event>`;
/** @param {CmdletEvent} event */
const system = (event) => ({
  Provider: { "#attributes": { Name: PROVIDER } },
  EventID: { "#attributes": { Qualifiers: qualifiers(event.id) }, "#text": event.id },
  Level: 4,
  TimeCreated: { "#attributes": { SystemTime: TIME } },
  EventRecordID: RECORD,
  Channel: CHANNEL,
  Computer: HOST,
  Security: null,
});
/** Numbered names, empty values left out. @param {CmdletEvent} event @param {string} name */
const numbered = (event, name) =>
  Object.fromEntries(
    values(event)
      .map((value, index) => [`${name}${index + 1}`, value])
      .filter(([, value]) => value !== ""),
  );
/** @param {CmdletEvent} event */
const datadog = (event) => ({
  Event: {
    EventData: { Data: values(event) },
    System: {
      Channel: CHANNEL,
      Computer: HOST,
      EventID: `${event.id}`,
      EventIDQualifier: `${qualifiers(event.id)}`,
      EventRecordID: `${RECORD}`,
      Provider: { Name: PROVIDER },
      Security: "",
      TimeCreated: { SystemTime: TIME },
    },
  },
  level: "Information",
  message: message(event),
});
/** @param {CmdletEvent} event */
const joined = (event) => values(event).join(", ");
/** @param {CmdletEvent} event */
const flat = (event) => ({
  EventTime: "2021-08-20 03:14:15",
  Hostname: HOST,
  EventID: event.id,
  SourceName: PROVIDER,
  RecordNumber: RECORD,
  Channel: CHANNEL,
  SourceModuleType: "im_msvistalog",
});

/** @type {CmdletShape[]} */
export const CMDLET_SHAPES = [
  {
    name: "evtx-dump",
    title: "evtx_dump",
    render: (event) => json({ Event: { System: system(event), EventData: { Data: { "#text": values(event) } } } }),
    user: "SID",
  },
  {
    name: "evtx-dump-array",
    title: "evtx_dump, plain array",
    render: (event) => json({ Event: { System: system(event), EventData: { Data: values(event) } } }),
    user: "SID",
  },
  {
    name: "nxlog",
    title: "NXLog, OTRF: message alone",
    render: (event) => json({ ...flat(event), Message: message(event) }),
    user: "",
  },
  {
    name: "no-description",
    title: "A collector without Exchange's messages",
    render: (event) =>
      json({
        ...flat(event),
        Message: `The description for Event ID ${event.id} from source ${PROVIDER} cannot be found.\r\n\r\nThe following information was included with the event: \r\n\r\n${values(event).join("\r\n")}\r\n`,
      }),
    user: "",
  },
  {
    name: "german",
    title: "Another language",
    render: (event) =>
      json({ ...flat(event), Message: `Cmdlet war erfolgreich. Cmdlet '${event.command}', Parameter: ${event.parameters}.` }),
    user: "",
  },
  {
    name: "winlogbeat",
    title: "Winlogbeat 7 and 8, Elastic Agent",
    render: (event) =>
      json({
        "@timestamp": TIME,
        event: { code: `${event.id}`, provider: PROVIDER },
        host: { name: HOST },
        message: message(event),
        winlog: {
          channel: CHANNEL,
          provider_name: PROVIDER,
          event_id: `${event.id}`,
          computer_name: HOST,
          record_id: RECORD,
          event_data: numbered(event, "param"),
        },
      }),
    user: "SID",
  },
  {
    name: "winlogbeat-6",
    title: "Winlogbeat 6",
    render: (event) =>
      json({
        log_name: CHANNEL,
        source_name: PROVIDER,
        event_id: event.id,
        computer_name: HOST,
        record_number: `${RECORD}`,
        event_data: numbered(event, "param"),
      }),
    user: "SID",
  },
  {
    name: "graylog",
    title: "Graylog, flattened",
    render: (event) =>
      json({
        winlogbeat_winlog_channel: CHANNEL,
        winlogbeat_winlog_event_id: `${event.id}`,
        winlogbeat_winlog_computer_name: HOST,
        winlogbeat_winlog_record_id: RECORD,
        ...numbered(event, "winlogbeat_winlog_event_data_param"),
      }),
    user: "SID",
  },
  {
    name: "fluent-bit",
    title: "Fluent Bit",
    render: (event) =>
      json({
        ProviderName: PROVIDER,
        Qualifiers: qualifiers(event.id),
        EventID: event.id,
        TimeCreated: "2021-08-20 03:14:15 +0000",
        EventRecordID: RECORD,
        Channel: CHANNEL,
        Computer: HOST,
        UserID: "",
        Message: message(event),
        StringInserts: values(event),
      }),
    user: "SID",
  },
  { name: "datadog-agent", title: "Datadog Agent", render: (event) => json(datadog(event)), user: "SID" },
  {
    name: "datadog-intake",
    title: "Datadog intake",
    render: (event) => json({ message: json(datadog(event)), hostname: HOST, ddsource: "windows.events" }),
    user: "SID",
  },
  {
    name: "vector",
    title: "Vector",
    render: (event) =>
      json({
        channel: CHANNEL,
        computer: HOST,
        event_id: event.id,
        provider_name: PROVIDER,
        message: message(event),
        record_id: RECORD,
        string_inserts: values(event),
        event_data: {},
      }),
    user: "SID",
  },
  {
    name: "splunk-xml",
    title: "Splunk, XML",
    render: (event) => json({ host: "EX01", source: `XmlWinEventLog:${CHANNEL}`, event: xml(event) }),
    user: "SID",
  },
  {
    name: "splunk-classic",
    title: "Splunk, classic",
    render: (event) =>
      json({
        _raw: `08/20/2021 03:14:15 AM\nLogName=${CHANNEL}\nSourceName=${PROVIDER}\nEventCode=${event.id}\nEventType=4\nComputerName=${HOST}\nRecordNumber=${RECORD}\nMessage=${message(event)}`,
      }),
    user: "",
  },
  {
    name: "sentinel-event",
    title: "Sentinel, table `Event`",
    render: (event) =>
      json({
        Source: PROVIDER,
        EventLog: CHANNEL,
        Computer: HOST,
        EventID: event.id,
        UserName: "N/A",
        RenderedDescription: message(event),
        ParameterXml: elements(event, "Param"),
      }),
    user: "SID",
  },
  {
    name: "get-winevent",
    title: "`Get-WinEvent | ConvertTo-Json`",
    render: (event) =>
      json({
        Id: event.id,
        Qualifiers: qualifiers(event.id),
        LogName: CHANNEL,
        ProviderName: PROVIDER,
        MachineName: HOST,
        UserId: null,
        RecordId: RECORD,
        Message: message(event),
        Properties: values(event).map((Value) => ({ Value })),
      }),
    user: "SID",
  },
  {
    name: "otel",
    title: "OpenTelemetry, list of maps",
    render: (event) =>
      json({
        channel: CHANNEL,
        computer: HOST,
        event_id: { id: event.id, qualifiers: qualifiers(event.id) },
        provider: { name: PROVIDER, guid: "", event_source: PROVIDER },
        record_id: RECORD,
        message: message(event),
        event_data: { data: values(event).map((value) => ({ "": value })) },
      }),
    user: "SID",
  },
  {
    name: "otel-numbered",
    title: "OpenTelemetry, numbered",
    render: (event) =>
      json({
        channel: CHANNEL,
        computer: HOST,
        event_id: { id: event.id, qualifiers: qualifiers(event.id) },
        provider: { name: PROVIDER },
        record_id: RECORD,
        event_data: numbered(event, "Data"),
      }),
    user: "SID",
  },
  {
    name: "wazuh",
    title: "Wazuh",
    render: (event) =>
      json({
        agent: { name: "ex01" },
        data: {
          win: {
            system: {
              providerName: PROVIDER,
              eventID: `${event.id}`,
              eventRecordID: `${RECORD}`,
              channel: CHANNEL,
              computer: HOST,
              message: json(message(event)),
            },
            eventdata: {
              data: json(
                values(event)
                  .filter((value) => value !== "" && value !== "-")
                  .join(", "),
              ).slice(1, -1),
            },
          },
        },
      }),
    user: "SID alone",
  },
  {
    name: "evtxecmd",
    title: "EvtxECmd",
    render: (event) =>
      json({
        EventId: event.id,
        Provider: PROVIDER,
        Channel: CHANNEL,
        Computer: HOST,
        EventRecordId: `${RECORD}`,
        Payload: json({ EventData: { Data: joined(event) } }),
      }),
    user: "SID alone",
  },
  {
    name: "osquery",
    title: "osquery, `windows_events`",
    render: (event) =>
      json({
        name: "windows_events",
        hostIdentifier: HOST,
        columns: {
          source: CHANNEL,
          provider_name: PROVIDER,
          computer_name: HOST,
          eventid: `${event.id}`,
          data: json({ EventData: { Data: values(event).join(",") } }),
        },
        action: "added",
      }),
    user: "SID alone",
  },
  {
    name: "fluentd",
    title: "Fluentd",
    render: (event) =>
      json({
        Channel: CHANNEL,
        ProviderName: PROVIDER,
        EventID: `${event.id}`,
        Qualifiers: `${qualifiers(event.id)}`,
        Computer: HOST,
        EventRecordID: `${RECORD}`,
        Description: message(event),
        EventData: values(event),
      }),
    user: "SID",
  },
  {
    name: "qualified-number",
    title: "Insertion strings, the number with its qualifiers",
    render: (event) =>
      json({
        Logfile: CHANNEL,
        SourceName: PROVIDER,
        ComputerName: HOST,
        EventIdentifier: qualifiers(event.id) * 65536 + event.id,
        EventID: qualifiers(event.id) * 65536 + event.id,
        RecordNumber: RECORD,
        InsertionStrings: values(event),
      }),
    user: "SID",
  },
  {
    name: "loki",
    title: "Grafana Alloy, fragment of XML",
    render: (event) =>
      json({
        source: PROVIDER,
        channel: CHANNEL,
        computer: HOST,
        event_id: event.id,
        eventRecordID: RECORD,
        event_data: elements(event, "Data"),
        message: message(event),
      }),
    user: "SID",
  },
  {
    name: "no-description-quoted",
    title: "A collector without Exchange's messages, values in quotes",
    render: (event) =>
      json({
        ...flat(event),
        Message: `The description for Event ID '${event.id}' in Source '${PROVIDER}' cannot be found. The following information is part of the event:${values(
          event,
        )
          .map((value) => `'${value}'`)
          .join(", ")}`,
      }),
    user: "",
  },
  {
    name: "gelf",
    title: "GELF",
    render: (event) =>
      json({
        version: "1.1",
        host: HOST,
        short_message: "Cmdlet suceeded.",
        full_message: message(event),
        _Channel: CHANNEL,
        _EventID: event.id,
        _RecordNumber: RECORD,
      }),
    user: "",
  },
  {
    name: "azure-diagnostics",
    title: "Azure diagnostics, XML under `RawXml`",
    render: (event) =>
      json({ category: "WindowsEventLogsTable", properties: { EventId: event.id, Channel: CHANNEL, RawXml: xml(event) } }),
    user: "SID",
  },
  {
    name: "cloudwatch",
    title: "CloudWatch",
    render: (event) => json({ message: `[${CHANNEL}] [Information] [${event.id}] [${PROVIDER}] [${HOST}] [${message(event)}]` }),
    user: "",
  },
  {
    name: "velociraptor",
    title: "Velociraptor",
    render: (event) =>
      json({
        System: {
          Provider: { Name: PROVIDER },
          EventID: { Value: event.id, Qualifiers: qualifiers(event.id) },
          TimeCreated: { SystemTime: 1629429255 },
          EventRecordID: RECORD,
          Channel: CHANNEL,
          Computer: HOST,
        },
        EventData: { Data: values(event) },
        Message: message(event),
      }),
    user: "SID",
  },
];

/**
 * An event of PowerShell's pipeline logs.
 * @typedef {{ lines: string[], context?: string[], command?: string, part?: [number, number] }} PipelineEvent `lines` without line ends;
 *   `command` is the source line that an event 800 shows
 * @typedef {{ name: string, title: string, render: (event: PipelineEvent) => string, flat?: boolean, user: "SID" | "name" | "" }} PipelineShape
 *   `flat`: the line ends are gone
 */

const OPERATIONAL = "Microsoft-Windows-PowerShell/Operational";
const POWERSHELL = "Microsoft-Windows-PowerShell";
const SID = "S-1-5-21-1-2-3-1105";

/** @param {PipelineEvent} event */
const contextInfo = ({ context = ["Command Name = New-MailboxExportRequest", "Command Type = Cmdlet"] }, end = "\r\n") =>
  ["Severity = Informational", "Host Name = ConsoleHost", "Host Application = powershell.exe", ...context, "User = CORP\\svc"]
    .map((line) => `        ${line}${end}`)
    .join("");
/** @param {PipelineEvent} event */
const payload = ({ lines }, end = "\r\n") => lines.map((line) => `${line}${end}`).join("");
/** @param {PipelineEvent} event */
const pipelineMessage = (event, end = "\r\n") =>
  `${payload(event, end)}${end}${end}Context:${end}${contextInfo(event, end)}${end}${end}User Data:${end}${end}`;
/** @param {PipelineEvent} event */
const details = ({ command = "", part: [part, parts] = [1, 1] }, end = "\r\n") =>
  [
    `\tDetailSequence=${part}`,
    `\tDetailTotal=${parts}`,
    "",
    "\tSequenceNumber=2192",
    "",
    "\tUserId=CORP\\svc",
    "\tHostApplication=C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
    "\tScriptName=",
    `\tCommandLine=${command}`,
  ].join(end);
/** @param {PipelineEvent} event */
const classicMessage = (event, end = "\r\n") =>
  `Pipeline execution details for command line: ${event.command ?? ""}. ${end}${end}Context Information: ${end}${details(event, end)} ${end}${end}Details: ${end}${payload(event, end)}`;
/** @param {PipelineEvent} event */
const pipelineXml = (event) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${POWERSHELL}'/><EventID>4103</EventID><EventRecordID>${RECORD}</EventRecordID><Channel>${OPERATIONAL}</Channel><Computer>${HOST}</Computer><Security UserID='${SID}'/></System><EventData><Data Name='ContextInfo'>${toXml(contextInfo(event))}</Data><Data Name='UserData'></Data><Data Name='Payload'>${toXml(payload(event))}</Data></EventData></Event>`;
const flat4103 = {
  EventID: 4103,
  SourceName: POWERSHELL,
  Channel: OPERATIONAL,
  Hostname: HOST,
  UserID: SID,
  RecordNumber: RECORD,
};
const flat800 = { EventID: 800, SourceName: "PowerShell", Channel: "Windows PowerShell", Hostname: HOST, RecordNumber: RECORD };

/** @type {PipelineShape[]} */
export const PIPELINE_SHAPES = [
  {
    name: "4103-nxlog",
    title: "4103, NXLog",
    render: (event) => json({ ...flat4103, Payload: payload(event), ContextInfo: contextInfo(event) }),
    user: "SID",
  },
  {
    name: "4103-message",
    title: "4103, message alone",
    render: (event) => json({ ...flat4103, Message: pipelineMessage(event) }),
    user: "SID",
  },
  {
    name: "4103-message-lf",
    title: "4103, message alone, line feeds",
    render: (event) => json({ ...flat4103, Payload: "", Message: pipelineMessage(event, "\n") }),
    user: "SID",
  },
  {
    name: "4103-winlogbeat",
    title: "4103, Winlogbeat",
    render: (event) =>
      json({
        event: { code: "4103", provider: POWERSHELL },
        host: { name: HOST },
        message: pipelineMessage(event, "\n").trimEnd(),
        winlog: {
          channel: OPERATIONAL,
          event_id: "4103",
          computer_name: HOST,
          record_id: RECORD,
          user: { identifier: SID },
          event_data: { Payload: payload(event, "\n").trimEnd(), ContextInfo: contextInfo(event, "\n") },
        },
      }),
    user: "SID",
  },
  {
    name: "4103-evtx-dump",
    title: "4103, evtx_dump",
    render: (event) =>
      json({
        Event: {
          System: {
            Provider: { "#attributes": { Name: POWERSHELL } },
            EventID: 4103,
            EventRecordID: RECORD,
            Channel: OPERATIONAL,
            Computer: HOST,
            Security: { "#attributes": { UserID: SID } },
          },
          EventData: { ContextInfo: contextInfo(event), UserData: "", Payload: payload(event) },
        },
      }),
    user: "SID",
  },
  {
    name: "4103-splunk-xml",
    title: "4103, XML",
    render: (event) => json({ host: HOST, source: `XmlWinEventLog:${OPERATIONAL}`, event: pipelineXml(event) }),
    user: "SID",
  },
  {
    name: "4103-fluent-bit",
    title: "4103, Fluent Bit",
    render: (event) =>
      json({
        ProviderName: POWERSHELL,
        EventID: 4103,
        EventRecordID: RECORD,
        Channel: OPERATIONAL,
        Computer: HOST,
        UserID: SID,
        Message: pipelineMessage(event),
        StringInserts: [contextInfo(event), "", payload(event)],
      }),
    user: "SID",
  },
  {
    name: "4103-get-winevent",
    title: "4103, `Get-WinEvent | ConvertTo-Json`",
    render: (event) =>
      json({
        Id: 4103,
        LogName: OPERATIONAL,
        ProviderName: POWERSHELL,
        MachineName: HOST,
        UserId: { Value: SID },
        RecordId: RECORD,
        Message: pipelineMessage(event),
        Properties: [contextInfo(event), "", payload(event)].map((Value) => ({ Value })),
      }),
    user: "SID",
  },
  {
    name: "4103-wazuh",
    title: "4103, Wazuh",
    render: (event) =>
      json({
        data: {
          win: {
            system: {
              providerName: POWERSHELL,
              eventID: "4103",
              eventRecordID: `${RECORD}`,
              channel: OPERATIONAL,
              computer: HOST,
            },
            eventdata: {
              payload: json(payload(event, "  ").trim()).slice(1, -1),
              contextInfo: json(contextInfo(event, " ")).slice(1, -1),
            },
          },
        },
      }),
    flat: true,
    user: "",
  },
  {
    name: "4103-evtxecmd",
    title: "4103, EvtxECmd",
    render: (event) =>
      json({
        EventId: 4103,
        Channel: OPERATIONAL,
        Computer: HOST,
        EventRecordId: `${RECORD}`,
        Payload: json({
          EventData: {
            Data: [
              { "@Name": "ContextInfo", "#text": contextInfo(event, ", ") },
              { "@Name": "UserData" },
              { "@Name": "Payload", "#text": payload(event, ", ") },
            ],
          },
        }),
      }),
    flat: true,
    user: "",
  },
  {
    name: "4103-syslog",
    title: "4103, a relay that escapes line ends",
    render: (event) => json({ hostname: HOST, message: `PowerShell[3336]: ${payload(event).replace(/\r\n/g, "#015#012")}` }),
    flat: true,
    user: "",
  },
  {
    name: "4103-cef",
    title: "4103, CEF",
    render: (event) =>
      json({
        message: `CEF:0|NXLog|NXLog|5.4|4103|-|7|Hostname=${HOST} EventID=4103 Channel=${OPERATIONAL} RecordNumber=${RECORD} Payload=${payload(
          event,
        )
          .replace(/[\\=]/g, "\\$&")
          .replace(/\r/g, "\\r")
          .replace(/\n/g, "\\n")} Domain=CORP`,
      }),
    user: "",
  },
  {
    name: "4103-entities",
    title: "4103, NXLog with entities left",
    render: (event) => json({ ...flat4103, Payload: toXml(payload(event)).replaceAll('"', "&quot;") }),
    user: "SID",
  },
  {
    name: "4103-journald",
    title: "4103, line ends as U+23CE",
    render: (event) =>
      json({ _HOSTNAME: HOST, MESSAGE: `(7.4.1:1:80) [x] ${pipelineMessage(event).replace(/\r\n/g, "\u23ce")}` }),
    flat: true,
    user: "",
  },
  {
    name: "800-wazuh",
    title: "800, Wazuh",
    render: (event) =>
      json({
        data: {
          win: {
            system: { eventID: "800", eventRecordID: `${RECORD}`, channel: "Windows PowerShell", computer: HOST },
            eventdata: {
              data: json([event.command, details(event, " "), payload(event, " ")].filter(Boolean).join(", ").trim()).slice(
                1,
                -1,
              ),
            },
          },
        },
      }),
    flat: true,
    user: "",
  },
  {
    name: "800-osquery",
    title: "800, osquery",
    render: (event) =>
      json({
        hostIdentifier: HOST,
        columns: {
          channel: "Windows PowerShell",
          eventid: "800",
          data: json({ EventData: { Data: [event.command ?? "", details(event), payload(event)].join(",") } }),
        },
      }),
    user: "name",
  },
  {
    name: "800-winlogbeat",
    title: "800, Winlogbeat",
    render: (event) =>
      json({
        event: { code: "800", provider: "PowerShell" },
        winlog: {
          channel: "Windows PowerShell",
          event_id: "800",
          computer_name: HOST,
          record_id: RECORD,
          event_data: {
            ...(event.command ? { param1: event.command } : {}),
            param2: details(event, "\n"),
            param3: payload(event, "\n").trimEnd(),
          },
        },
      }),
    user: "name",
  },
  {
    name: "800-nxlog",
    title: "800, message alone",
    render: (event) => json({ ...flat800, Message: classicMessage(event) }),
    user: "name",
  },
  {
    name: "800-evtx-dump",
    title: "800, evtx_dump",
    render: (event) =>
      json({
        Event: {
          System: {
            Provider: { "#attributes": { Name: "PowerShell" } },
            EventID: { "#attributes": { Qualifiers: 0 }, "#text": 800 },
            EventRecordID: RECORD,
            Channel: "Windows PowerShell",
            Computer: HOST,
          },
          EventData: { Data: { "#text": [event.command ?? "", details(event), payload(event)] } },
        },
      }),
    user: "name",
  },
  {
    name: "800-fluent-bit",
    title: "800, Fluent Bit",
    render: (event) =>
      json({
        ProviderName: "PowerShell",
        EventID: 800,
        EventRecordID: RECORD,
        Channel: "Windows PowerShell",
        Computer: HOST,
        Message: classicMessage(event),
        StringInserts: [event.command ?? "", details(event), payload(event)],
      }),
    user: "name",
  },
];

const PATH = "\\\\127.0.0.1\\c$\\inetpub\\wwwroot\\aspnet_client\\a1b2.aspx";

/** One event in each shape. @type {{ title: string, record: string }[]} */
export const BOUND_EXAMPLES = [
  ...CMDLET_SHAPES.map(({ title, render }) => ({
    title: `1, ${title}`,
    record: render({ id: 1, command: "New-MailboxExportRequest", parameters: `-Mailbox "ceo" -FilePath "${PATH}"` }),
  })),
  ...PIPELINE_SHAPES.map(({ title, render }) => ({
    title,
    record: render({
      lines: [
        'CommandInvocation(New-MailboxExportRequest): "New-MailboxExportRequest"',
        'ParameterBinding(New-MailboxExportRequest): name="Mailbox"; value="ceo"',
        `ParameterBinding(New-MailboxExportRequest): name="FilePath"; value="${PATH}"`,
      ],
    }),
  })),
];
