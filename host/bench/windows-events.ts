/**
 * Windows events that are no script blocks, in the flat shape of NXLog, made to the proportions of a public collection of a
 * million lab events (OTRF Security-Datasets): four of five are Sysmon, one of twenty-five carries PowerShell text.
 */
import type { Random } from "./random.js";

type Event = Record<string, unknown>;

const HOSTS = ["WS01.corp.example", "WS02.corp.example", "FS01.corp.example", "DC01.corp.example", "EX01.corp.example"];
const IMAGES = [
  "C:\\Windows\\System32\\svchost.exe",
  "C:\\Windows\\System32\\lsass.exe",
  "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
  "C:\\Program Files\\Agent\\agent.exe",
  "C:\\Windows\\explorer.exe",
  "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
];
const LIBRARIES = ["ntdll.dll", "KERNELBASE.dll", "RPCRT4.dll", "combase.dll", "sechost.dll", "advapi32.dll", "wbemcore.dll"];
const REGISTRY = [
  "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters",
  "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Agent",
  "HKU\\S-1-5-21-1004336348-1177238915-682003330-1104\\Software\\Classes\\Local Settings",
  "HKCR\\CLSID\\{4590f811-1d3a-11d0-891f-00aa004b2e24}\\InprocServer32",
];
const CMDLETS = ["Get-Process", "Get-ChildItem", "New-Object", "Write-Verbose", "Set-StrictMode", "Get-Service", "Out-Default"];

function time(random: Random): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `2026-03-${two(random.between(1, 28))} ${two(random.between(0, 23))}:${two(random.between(0, 59))}:${two(random.between(0, 59))}`;
}

/** The members every event has, whatever its channel. */
export function envelope(random: Random, id: number, channel: string, source: string): Event {
  const at = time(random);
  return {
    EventTime: at,
    Hostname: random.pick(HOSTS),
    Keywords: -9223372036854776000,
    EventType: "INFO",
    SeverityValue: 2,
    Severity: "INFO",
    EventID: id,
    SourceName: source,
    ProviderGuid: `{${random.guid().toUpperCase()}}`,
    Version: random.between(0, 5),
    Task: id,
    OpcodeValue: 0,
    RecordNumber: random.between(100000, 9999999),
    ExecutionProcessID: random.between(400, 9000),
    ThreadID: random.between(400, 9000),
    Channel: channel,
    Domain: "NT AUTHORITY",
    AccountName: "SYSTEM",
    UserID: "S-1-5-18",
    AccountType: "User",
    EventReceivedTime: at,
    SourceModuleName: "eventlog",
    SourceModuleType: "im_msvistalog",
  };
}

/** Adds the fields, and the rendered message that repeats them. */
function finish(event: Event, title: string, fields: Record<string, string>): string {
  const lines = [`${title}:`];
  for (const [name, value] of Object.entries(fields)) lines.push(`${name}: ${value}`);
  return JSON.stringify({ ...event, ...fields, Message: lines.join("\r\n") });
}

function sysmon(random: Random, id: number, title: string, fields: Record<string, string>): string {
  const event = envelope(random, id, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon");
  return finish(event, title, { RuleName: "-", UtcTime: `${time(random)}.${random.between(100, 999)}`, ...fields });
}

function processAccess(random: Random): string {
  const frames: string[] = [];
  for (let i = random.between(4, 26); i > 0; i--)
    frames.push(`C:\\Windows\\System32\\${random.pick(LIBRARIES)}+${random.hex(5)}`);
  return sysmon(random, 10, "Process accessed", {
    SourceProcessGUID: `{${random.guid()}}`,
    SourceProcessId: String(random.between(400, 9000)),
    SourceThreadId: String(random.between(400, 9000)),
    SourceImage: random.pick(IMAGES),
    TargetProcessGUID: `{${random.guid()}}`,
    TargetProcessId: String(random.between(400, 9000)),
    TargetImage: random.pick(IMAGES),
    GrantedAccess: `0x${random.hex(4)}`,
    CallTrace: frames.join("|"),
  });
}

function registry(random: Random, id: number): string {
  return sysmon(random, id, id === 12 ? "Registry object added or deleted" : "Registry value set", {
    EventType: id === 12 ? "CreateKey" : "SetValue",
    ProcessGuid: `{${random.guid()}}`,
    ProcessId: String(random.between(400, 9000)),
    Image: random.pick(IMAGES),
    TargetObject: `${random.pick(REGISTRY)}\\${random.hex(8)}`,
    ...(id === 13 ? { Details: `DWORD (0x${random.hex(8)})` } : {}),
  });
}

function imageLoad(random: Random): string {
  const library = random.pick(LIBRARIES);
  return sysmon(random, 7, "Image loaded", {
    ProcessGuid: `{${random.guid()}}`,
    ProcessId: String(random.between(400, 9000)),
    Image: random.pick(IMAGES),
    ImageLoaded: `C:\\Windows\\System32\\${library}`,
    FileVersion: `10.0.19041.${random.between(1, 999)} (WinBuild.160101.0800)`,
    Description: "System library",
    Product: "Microsoft® Windows® Operating System",
    Company: "Microsoft Corporation",
    OriginalFileName: library.toUpperCase(),
    Hashes: `SHA1=${random.hex(40)},MD5=${random.hex(32)},SHA256=${random.hex(64)},IMPHASH=${random.hex(32)}`,
    Signed: "true",
    Signature: "Microsoft Windows",
    SignatureStatus: "Valid",
  });
}

function network(random: Random): string {
  return sysmon(random, 3, "Network connection detected", {
    ProcessId: String(random.between(400, 9000)),
    Image: random.pick(IMAGES),
    User: "NT AUTHORITY\\NETWORK SERVICE",
    Protocol: "tcp",
    SourceIp: `10.0.${random.between(0, 255)}.${random.between(1, 254)}`,
    SourcePort: String(random.between(1024, 65535)),
    DestinationIp: `10.1.${random.between(0, 255)}.${random.between(1, 254)}`,
    DestinationPort: String(random.pick([88, 389, 443, 445])),
  });
}

function security(random: Random, id: number, title: string): string {
  const event = envelope(random, id, "Security", "Microsoft-Windows-Security-Auditing");
  return finish(event, title, {
    SubjectUserSid: "S-1-5-18",
    SubjectUserName: "EX01$",
    SubjectDomainName: "CORP",
    SubjectLogonId: "0x3e7",
    ObjectServer: "Security",
    HandleId: `0x${random.hex(3)}`,
    ProcessId: `0x${random.hex(3)}`,
    ProcessName: random.pick(IMAGES),
    TransactionId: `{${random.guid()}}`,
  });
}

/** What the classic PowerShell log (800) and module logging (4103) say of a pipeline: script text, but no script block. */
function pipeline(random: Random, id: number): string {
  const modern = id === 4103;
  const channel = modern ? "Microsoft-Windows-PowerShell/Operational" : "Windows PowerShell";
  const event = envelope(random, id, channel, modern ? "Microsoft-Windows-PowerShell" : "PowerShell");
  const bindings: string[] = [];
  for (let i = random.between(4, 60); i > 0; i--) {
    const cmdlet = random.pick(CMDLETS);
    bindings.push(
      `CommandInvocation(${cmdlet}): "${cmdlet}"`,
      `ParameterBinding(${cmdlet}): name="Name"; value="${random.hex(24)}"`,
    );
  }
  return finish(event, `Pipeline execution details for command line: ${random.pick(CMDLETS)} -Name ${random.hex(12)}`, {
    ContextInfo: `        Host Name = ConsoleHost\r\n        Engine Version = 5.1.19041.1\r\n        User = CORP\\admin\r\n        Script Name = C:\\Scripts\\${random.hex(8)}.ps1`,
    Payload: `${bindings.join("\r\n")}\r\n`,
  });
}

const KINDS: readonly (readonly [number, (random: Random) => string])[] = [
  [42.4, processAccess],
  [13.9, (random) => registry(random, 12)],
  [13.0, imageLoad],
  [5.7, (random) => registry(random, 13)],
  [3.8, network],
  [4.5, (random) => pipeline(random, 800)],
  [4.0, (random) => pipeline(random, 4103)],
  [2.5, (random) => security(random, 4658, "The handle to an object was closed")],
  [4.0, (random) => security(random, 4656, "A handle to an object was requested")],
  [5.8, (random) => security(random, 4663, "An attempt was made to access an object")],
];

/** One event that is no script block, as one line of JSON without its line end. */
export function windowsEvent(random: Random): string {
  return random.weighted(KINDS)(random);
}
