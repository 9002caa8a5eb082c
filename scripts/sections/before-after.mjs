/** One record as it comes and as it goes, for the README. */
import { loadDetector } from "../../build/host/index.js";

const RECORD = {
  EventID: 4104,
  Channel: "Microsoft-Windows-PowerShell/Operational",
  Computer: "EX02.corp.example",
  UserID: "CORP\\svc-backup",
  EventData: {
    MessageNumber: 1,
    MessageTotal: 1,
    ScriptBlockText:
      "$a = @{ Mailbox = 'ceo'; FilePath = '\\\\127.0.0.1\\c$\\inetpub\\wwwroot\\a.aspx' }; & ('New-Mailbox' + 'ExportRequest') @a",
    ScriptBlockId: "7be2f3a4-0c1d-4e2f-8a9b-0c1d2e3f4a5b",
  },
};

/** Columns of a line. */
const WIDTH = 110;

/** JSON with every value on one line that fits there. */
function pretty(value, indent = "") {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replace(/\[ /g, "[").replace(/ \]/g, "]");
  if (typeof value !== "object" || flat.length + indent.length <= WIDTH) return flat;
  const deeper = `${indent}  `;
  const list = Array.isArray(value);
  const members = list
    ? value.map((member) => `${deeper}${pretty(member, deeper)}`)
    : Object.entries(value).map(([key, member]) => `${deeper}${JSON.stringify(key)}: ${pretty(member, deeper)}`);
  return `${list ? "[" : "{"}\n${members.join(",\n")}\n${indent}${list ? "]" : "}"}`;
}

export function beforeAfter() {
  const before = JSON.stringify(RECORD);
  const after = new TextDecoder().decode(loadDetector().transform(new TextEncoder().encode(before)));
  const member = pretty(JSON.parse(after).mailbox_export_finding);
  return `\`\`\`json
${pretty(RECORD)}
\`\`\`

becomes the same bytes with one more member before the last brace (here with line breaks, to be read):

\`\`\`json
"mailbox_export_finding": ${member}
\`\`\``;
}
