/**
 * `check --init`: a folder of fixtures to begin with, and the format in words.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DetectorError } from "../errors.js";

const FILES: Record<string, string> = {
  "export.ps1": "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\fs01\\pst$\\ceo.pst\n",
  "export.expect.yaml": `why: A plain export to a share must be found.
source: written by hand
verdict: match
findings:
  - severity: medium
    calls:
      - name: New-MailboxExportRequest
        mailbox: ceo
        file_path: \\\\fs01\\pst$\\ceo.pst
        destination: share
`,
  "mention.ps1": "Get-Help New-MailboxExportRequest\n",
  "mention.expect.yaml": `why: Asking for help exports nothing.
source: written by hand
verdict: none
mentions: 1
`,
  "README.md": `# Fixtures

A case is two files beside each other, in this folder or below it:

- \`NAME.ps1\`, one script (it is put into a plain 4104 event), or \`NAME.ndjson\`, events as your shipper sends them, one a line;
- \`NAME.expect.yaml\`, what must come out.

| key | |
| --- | --- |
| \`why\` | what the case protects; needed |
| \`source\` | where it comes from; needed |
| \`verdict\` | \`match\`, \`partial\` or \`none\`: the strongest of all findings; needed |
| \`findings\` | one entry for each finding, in order; none for the verdict \`none\` |
| \`mentions\` | how many places name the cmdlet without calling it |
| \`form\`, \`gap\` | a word for how the text is written; why a known miss is one |

A finding has \`line\` (1 if absent), \`severity\`, \`verdict\` where it differs, and \`calls\`: each with \`name\`, and \`mailbox\`, \`file_path\`,
\`destination\`, \`severity\`, \`written_as\`, \`reasons\`. What is absent among \`mailbox\`, \`file_path\`, \`destination\` must be unknown to the reader.

\`mailbox-export-detector check FOLDER\` runs them through every module; \`--update\` rewrites the expectations after showing the differences.
`,
};

/**
 * Writes the example; nothing that is there is touched.
 * @returns the files written
 */
export function writeExample(folder: string): string[] {
  const taken = Object.keys(FILES).find((name) => existsSync(join(folder, name)));
  if (taken !== undefined) {
    throw new DetectorError("argument_invalid", `${join(folder, taken)} is there already.`, {
      hint: "Name a new folder: check --init my-fixtures.",
    });
  }
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot write to ${folder}.`, { cause, hint: "Check the folder and its rights." });
  }
  return Object.keys(FILES).map((name) => join(folder, name));
}
