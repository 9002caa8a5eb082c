/** Runs the command line as a user does. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const CLI = fileURLToPath(new URL("../../build/host/cli.js", import.meta.url));

/**
 * @param {string[]} args
 * @param {{ input?: string | Uint8Array, cwd?: string, env?: Record<string, string> }} [options]
 */
export function run(args, { input = "", cwd, env = {} } = {}) {
  const { NO_COLOR, FORCE_COLOR, ...clean } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    input,
    cwd,
    env: { ...clean, ...env },
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** A 4104 event around a script, as a flat export has it. */
export function event(script, fields = {}) {
  return JSON.stringify({
    EventID: 4104,
    Channel: "Microsoft-Windows-PowerShell/Operational",
    Computer: "EX01.corp.example",
    MessageNumber: 1,
    MessageTotal: 1,
    ScriptBlockText: script,
    ScriptBlockId: "0a5f1c2e-6d0b-4a55-9d1c-3f6f2f6f0d11",
    ...fields,
  });
}

/** A plain export, which every module finds. */
export const EXPORT = "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\fs01\\pst$\\ceo.pst";
/** A script that has nothing to do with mailboxes. */
export const HARMLESS = "Get-ChildItem C:\\Temp | Sort-Object Length";
