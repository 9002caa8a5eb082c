/** Events for the tests of findings: script block logging as Winlogbeat writes it, with everything an answer may name. */

/** @param {string} script @param {Record<string, unknown>} [over] */
export function scriptBlock(script, over = {}) {
  const {
    host = "EX01.corp.example",
    user = "S-1-5-21-1-2-3-1104",
    id = "6c0ce1a2-94d5-4c35-a5b5-2b1d5a0f1d11",
    time,
    part = 1,
    parts = 1,
  } = over;
  return {
    "@timestamp": time ?? "2026-08-20T12:34:56.789Z",
    winlog: {
      channel: "Microsoft-Windows-PowerShell/Operational",
      provider_name: "Microsoft-Windows-PowerShell",
      event_id: "4104",
      computer_name: host,
      user: { identifier: user },
      event_data: {
        ScriptBlockText: script,
        ScriptBlockId: id,
        MessageNumber: String(part),
        MessageTotal: String(parts),
        Path: "",
      },
    },
  };
}

/** @param {string} script @param {Record<string, unknown>} [over] */
export const line = (script, over) => JSON.stringify(scriptBlock(script, over));

/** A plain call. @param {string} path */
export const exportTo = (path, mailbox = "ceo") => `New-MailboxExportRequest -Mailbox '${mailbox}' -FilePath '${path}'`;
