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

export function beforeAfter() {
  const before = JSON.stringify(RECORD);
  const after = new TextDecoder().decode(loadDetector().transform(new TextEncoder().encode(before)));
  const member = JSON.stringify(JSON.parse(after).mailbox_export_finding, null, 2);
  const shown = JSON.stringify(RECORD, null, 2).replace(/\n\}$/, "");
  return `\`\`\`json
${shown}
}
\`\`\`

becomes the same bytes with one more member before the last brace (here with line breaks, to be read):

\`\`\`json
"mailbox_export_finding": ${member}
\`\`\``;
}
