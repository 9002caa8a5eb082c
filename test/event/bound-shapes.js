/**
 * One event that shows what was bound, as each shipper sends it. A rendering takes an event of Exchange's cmdlet log, or of
 * PowerShell's pipeline logs, and gives the record.
 *
 * @typedef {{ id: number, command: string, parameters: string, user?: string, sid?: string, error?: string }} CmdletEvent
 * @typedef {{ name: string, title: string, render: (event: CmdletEvent) => string, user: "SID" | "name" | "" }} CmdletShape
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
    user: "",
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
    user: "",
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
    user: "",
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
