/**
 * One export as each kind of Windows event shows it: its header, its values in the order in which Windows has them, and the message
 * that Windows renders. What shippers make of an event stands in `shippers.js`.
 *
 * @typedef {{
 *   kind: string, id: number, qualifiers: number, provider: string, channel: string, sid: string, user: string[],
 *   data: [string, string][], message: string
 * }} WindowsEvent `sid`: of the header; `user`: who may be told, by SID or name; `data`: names, "" where the event has none, and values
 */

export const COMPUTER = "EX01.corp.example";
export const SID = "S-1-5-21-1-2-3-1105";
export const ACCOUNT = "CORP\\svc";
export const TIME = "2026-11-03T09:14:02.1234567Z";
export const RECORD = 7190;
export const ACTIVITY = "{a674bae4-bf55-0000-2f37-87a655bfd701}";
const BLOCK = "6c0ce1a2-94d5-4c35-a5b5-2b1d5a0f1d11";
const COMMAND = "New-MailboxExportRequest";
const ENGINE = "Microsoft-Windows-PowerShell";
const SHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";

/** @param {string} mailbox @param {string} path */
const call = (mailbox, path) => `${COMMAND} -Mailbox '${mailbox}' -FilePath '${path}'`;
/** @param {[string, string][]} pairs @param {string} indent @param {string} sign */
const lines = (pairs, indent, sign) => pairs.map(([name, value]) => `${indent}${name}${sign}${value}\r\n`).join("");

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function scriptBlock(mailbox, path) {
  const text = call(mailbox, path);
  return {
    kind: "script-block",
    id: 4104,
    qualifiers: 0,
    provider: ENGINE,
    channel: `${ENGINE}/Operational`,
    sid: SID,
    user: [SID, ACCOUNT],
    data: [
      ["MessageNumber", "1"],
      ["MessageTotal", "1"],
      ["ScriptBlockText", text],
      ["ScriptBlockId", BLOCK],
      ["Path", ""],
    ],
    message: `Creating Scriptblock text (1 of 1):\r\n${text}\r\n\r\nScriptBlock ID: ${BLOCK}\r\nPath: `,
  };
}

/** @param {string} mailbox @param {string} path */
const bindings = (mailbox, path) =>
  [
    `CommandInvocation(${COMMAND}): "${COMMAND}"`,
    `ParameterBinding(${COMMAND}): name="Mailbox"; value="${mailbox}"`,
    `ParameterBinding(${COMMAND}): name="FilePath"; value="${path}"`,
  ]
    .map((line) => `${line}\r\n`)
    .join("");

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function moduleLog(mailbox, path) {
  const context = lines(
    [
      ["Severity", "Informational"],
      ["Host Name", "ConsoleHost"],
      ["Host Application", SHELL],
      ["Command Name", COMMAND],
      ["Command Type", "Cmdlet"],
      ["User", ACCOUNT],
    ],
    "        ",
    " = ",
  );
  const payload = bindings(mailbox, path);
  return {
    kind: "pipeline-log",
    id: 4103,
    qualifiers: 0,
    provider: ENGINE,
    channel: `${ENGINE}/Operational`,
    sid: SID,
    user: [SID, ACCOUNT],
    data: [
      ["ContextInfo", context],
      ["UserData", ""],
      ["Payload", payload],
    ],
    message: `${payload}\r\n\r\nContext:\r\n${context}\r\n\r\nUser Data:\r\n\r\n`,
  };
}

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function pipelineExecution(mailbox, path) {
  const line = call(mailbox, path);
  const details = lines(
    [
      ["DetailSequence", "1"],
      ["DetailTotal", "1\r\n"],
      ["SequenceNumber", "2192\r\n"],
      ["UserId", ACCOUNT],
      ["HostName", "ConsoleHost"],
      ["HostId", "1372cbf7-30b6-4e48-bce6-058659e77cf4"],
      ["HostApplication", SHELL],
      ["RunspaceId", "d3c2b1a0-0000-4000-8000-000000000001"],
      ["PipelineId", "12"],
      ["ScriptName", ""],
      ["CommandLine", line],
    ],
    "\t",
    "=",
  );
  const payload = bindings(mailbox, path);
  return {
    kind: "pipeline-log",
    id: 800,
    qualifiers: 0,
    provider: "PowerShell",
    channel: "Windows PowerShell",
    sid: "",
    user: [ACCOUNT],
    data: [
      ["", line],
      ["", details],
      ["", payload],
    ],
    message: `Pipeline execution details for command line: ${line}. \r\n\r\nContext Information: \r\n${details} \r\n\r\nDetails: \r\n${payload}`,
  };
}

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function cmdlet(mailbox, path, id = 1) {
  const parameters = `-Mailbox "${mailbox}" -FilePath "${path}"`;
  const values = [
    COMMAND,
    parameters,
    "corp.example/Users/svc",
    SID,
    SID,
    "Remote-ManagementShell-Unknown",
    "8372 w3wp#MSExchangePowerShellAppPool",
    "",
    "54",
    "00:00:00.3120401",
    "View Entire Forest: 'False', Default Scope: 'corp.example'",
    ...(id === 6 ? ["System.ArgumentException: no", "5"] : ["", ""]),
    ...["", "", "", "", "False", "", "0 objects execution has been proxied to remote server.", "", "", "1"],
    "ActivityId: 82cc33be-98c2-4050-bd7f-53aaed825502",
    ...["ServicePlan:;IsAdmin:True;", "", "en-US"],
  ];
  return {
    kind: "cmdlet-log",
    id,
    qualifiers: id === 6 ? 49152 : 16384,
    provider: "MSExchange CmdletLogs",
    channel: "MSExchange Management",
    sid: "",
    user: [SID],
    data: values.map((value) => ["", value]),
    message: `Cmdlet ${id === 6 ? "failed" : "suceeded"}. Cmdlet ${COMMAND}, parameters ${parameters}.`,
  };
}

/** @param {string} mailbox @param {string} path */
const commandLine = (mailbox, path) => `powershell.exe -NoProfile -Command "${call(mailbox, path)}"`;

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function processCreation(mailbox, path) {
  const line = commandLine(mailbox, path);
  return {
    kind: "process",
    id: 4688,
    qualifiers: 0,
    provider: "Microsoft-Windows-Security-Auditing",
    channel: "Security",
    sid: "",
    user: [SID],
    data: [
      ["SubjectUserSid", SID],
      ["SubjectUserName", "svc"],
      ["SubjectDomainName", "CORP"],
      ["SubjectLogonId", "0x3e7a1"],
      ["NewProcessId", "0x1b10"],
      ["NewProcessName", SHELL],
      ["TokenElevationType", "%%1936"],
      ["ProcessId", "0x9c4"],
      ["CommandLine", line],
      ["TargetUserSid", "S-1-0-0"],
      ["TargetUserName", "-"],
      ["TargetDomainName", "-"],
      ["TargetLogonId", "0x0"],
      ["ParentProcessName", "C:\\Windows\\System32\\cmd.exe"],
      ["MandatoryLabel", "S-1-16-12288"],
    ],
    message: [
      "A new process has been created.",
      "",
      "Creator Subject:",
      `\tSecurity ID:\t\t${SID}`,
      "\tAccount Name:\t\tsvc",
      "\tAccount Domain:\t\tCORP",
      "",
      "Process Information:",
      "\tNew Process ID:\t\t0x1b10",
      `\tNew Process Name:\t${SHELL}`,
      "\tToken Elevation Type:\t%%1936",
      "\tCreator Process Name:\tC:\\Windows\\System32\\cmd.exe",
      `\tProcess Command Line:\t${line}`,
      "",
      "Token Elevation Type indicates the type of token that was assigned to the new process.",
    ].join("\r\n"),
  };
}

/** The message of a Sysmon event. @param {string} title @param {[string, string][]} data */
const sysmonMessage = (title, data) => [title, ...data.map(([name, value]) => `${name}: ${value}`)].join("\r\n");
const SYSMON = "Microsoft-Windows-Sysmon";

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function sysmonProcess(mailbox, path) {
  /** @type {[string, string][]} */
  const data = [
    ["RuleName", "-"],
    ["UtcTime", "2026-11-03 09:14:02.123"],
    ["ProcessGuid", "{0198f7a4-0000-4000-8000-000000000001}"],
    ["ProcessId", "6928"],
    ["Image", SHELL],
    ["FileVersion", "10.0.17763.1 (WinBuild.160101.0800)"],
    ["Description", "Windows PowerShell"],
    ["Product", "Microsoft® Windows® Operating System"],
    ["Company", "Microsoft Corporation"],
    ["OriginalFileName", "PowerShell.EXE"],
    ["CommandLine", commandLine(mailbox, path)],
    ["CurrentDirectory", "C:\\Users\\svc\\"],
    ["User", ACCOUNT],
    ["LogonGuid", "{0198f7a4-0000-4000-8000-000000000002}"],
    ["LogonId", "0x3e7a1"],
    ["TerminalSessionId", "1"],
    ["IntegrityLevel", "High"],
    ["Hashes", "SHA256=00"],
    ["ParentProcessGuid", "{0198f7a4-0000-4000-8000-000000000003}"],
    ["ParentProcessId", "2500"],
    ["ParentImage", "C:\\Windows\\System32\\cmd.exe"],
    ["ParentCommandLine", "cmd.exe"],
  ];
  return {
    kind: "process",
    id: 1,
    qualifiers: 0,
    provider: SYSMON,
    channel: `${SYSMON}/Operational`,
    user: ["S-1-5-18", ACCOUNT, "NT AUTHORITY\\SYSTEM"],
    sid: "S-1-5-18",
    data,
    message: sysmonMessage("Process Create:", data),
  };
}

/** @param {string} file @returns {WindowsEvent} */
export function sysmonFile(file) {
  /** @type {[string, string][]} */
  const data = [
    ["RuleName", "-"],
    ["UtcTime", "2026-11-03 09:14:02.123"],
    ["ProcessGuid", "{0198f7a4-0000-4000-8000-000000000001}"],
    ["ProcessId", "6928"],
    ["Image", "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\MSExchangeMailboxReplication.exe"],
    ["TargetFilename", file],
    ["CreationUtcTime", "2026-11-03 09:14:02.123"],
    ["User", "NT AUTHORITY\\SYSTEM"],
  ];
  return {
    kind: "process",
    id: 11,
    qualifiers: 0,
    provider: SYSMON,
    channel: `${SYSMON}/Operational`,
    user: ["S-1-5-18", "NT AUTHORITY\\SYSTEM"],
    sid: "S-1-5-18",
    data,
    message: sysmonMessage("File created:", data),
  };
}

/** @param {string} mailbox @param {string} path @returns {WindowsEvent} */
export function engineStart(mailbox, path) {
  const details = lines(
    [
      ["NewEngineState", "Available"],
      ["PreviousEngineState", "None\r\n"],
      ["SequenceNumber", "13\r\n"],
      ["HostName", "ConsoleHost"],
      ["HostVersion", "5.1.17763.1"],
      ["HostApplication", commandLine(mailbox, path)],
      ["EngineVersion", "5.1.17763.1"],
      ["RunspaceId", "d3c2b1a0-0000-4000-8000-000000000001"],
      ["PipelineId", ""],
      ["CommandLine", ""],
    ],
    "\t",
    "=",
  );
  return {
    kind: "process",
    id: 400,
    qualifiers: 0,
    provider: "PowerShell",
    channel: "Windows PowerShell",
    sid: "",
    user: [],
    data: [
      ["", "Available"],
      ["", "None"],
      ["", details],
    ],
    message: `Engine state is changed from None to Available. \r\n\r\nDetails: \r\n${details}`,
  };
}

/** Every kind, by its name. @type {Record<string, (mailbox: string, path: string) => WindowsEvent>} */
export const WINDOWS_EVENTS = {
  "script block": scriptBlock,
  "module log": moduleLog,
  "pipeline execution": pipelineExecution,
  "cmdlet that succeeded": (mailbox, path) => cmdlet(mailbox, path, 1),
  "cmdlet that failed": (mailbox, path) => cmdlet(mailbox, path, 6),
  "process creation": processCreation,
  "Sysmon process": sysmonProcess,
  file: (_mailbox, path) => sysmonFile(path),
  "engine start": engineStart,
};
