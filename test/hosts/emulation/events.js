/** Records for the modules: firing, clean, odd. */

/** A script block event as Winlogbeat sends it. */
export function scriptBlock(text, { id = "5e1f0c4a-7b6d-4f3e-9a2b-1c0d8e7f6a5b", part = 1, parts = 1 } = {}) {
  return JSON.stringify({
    winlog: {
      channel: "Microsoft-Windows-PowerShell/Operational",
      provider_name: "Microsoft-Windows-PowerShell",
      event_id: "4104",
      computer_name: "EX01.corp.example",
      event_data: {
        MessageNumber: String(part),
        MessageTotal: String(parts),
        ScriptBlockText: text,
        ScriptBlockId: id,
        Path: "",
      },
    },
  });
}

export const EXPORT = "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\fs01\\pst$\\ceo.pst";
export const FIRING = scriptBlock(EXPORT);
export const CLEAN = scriptBlock("Get-Process | Sort-Object CPU");
export const STATUS = '{"mailbox_export_detector":"status"}';

/** Records that a pipeline may carry and that are no script blocks. */
export const BYSTANDERS = [
  "{}",
  ' { "a" : 1 } ',
  '{"a":1}\r',
  "[1,2,3]",
  '"text"',
  "17",
  "null",
  "",
  " ",
  "{",
  '{"a":',
  '{"a":"\\ud800"}',
  '{"winlog":{"event_id":4688,"channel":"Security"}}',
  `{"message":${JSON.stringify(`we saw ${EXPORT} yesterday`)}}`,
  CLEAN,
];

export const bytesOf = (text) => Buffer.from(text);
