/**
 * What the reader claims in a recorded program of reach-programs.js, beside what PowerShell bound.
 */

/** @typedef {{ script: string, bound: Record<string, string[]>, refused: string[] }} Recorded */

/** Whether a value is one that a pattern stands for. @param {string} pattern @param {string} value */
export function fits(pattern, value) {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`).test(value);
}

/**
 * By mechanism: what is claimed of a call (a tag) that ran and none of its runs bound, and what is claimed of one that was refused. A
 * call that nobody reached may be claimed, for reachability is not judged; one that is reported as refused tells what stands there.
 * @param {{ read(script: string): { calls: object[] } }} detector
 * @param {Recorded} recorded
 * @returns {{ tag: string, claimed: string, bound: string[] }[]}
 */
export function wrongClaims(detector, { script, bound, refused }) {
  return detector.read(script).calls.flatMap(({ mailbox, verdict, file_path: path, file_path_pattern: pattern, truncated }) => {
    const claimed = path ?? pattern;
    if (mailbox === undefined || claimed === undefined || truncated) return [];
    const values = bound[mailbox] ?? [];
    if (values.length === 0 && (verdict !== "match" || !refused.includes(mailbox))) return [];
    const holds = path === undefined ? values.some((value) => fits(pattern, value)) : values.includes(path);
    return holds || (values.length === 0 && path === undefined) ? [] : [{ tag: mailbox, claimed, bound: values }];
  });
}

/** Parts of a read: `[a][b][c][n][h.k][l]`. */
const PARTS = 6;

/**
 * Of the values that stand after a program's first statement, how many are known, by that statement's construct.
 * @param {{ read(script: string): { calls: object[] } }} detector
 * @param {{ script: string, constructs: string[] }[]} programs
 * @returns {Map<string, { known: number, all: number }>}
 */
export function knownByConstruct(detector, programs) {
  const shares = new Map();
  for (const { script, constructs } of programs) {
    const reads = [...script.matchAll(/^New-MailboxExportRequest '(t\d+)' -FilePath "\[\$a\]/gm)].map(([, tag]) => tag);
    const call = detector.read(script).calls.find(({ mailbox }) => mailbox === reads[1]);
    const claimed = call?.file_path ?? call?.file_path_pattern ?? "*";
    const unknown = call?.file_path === undefined ? Math.max(1, PARTS - (claimed.match(/\[[^\]*]*\]/g) ?? []).length) : 0;
    const share = shares.get(constructs[0]) ?? { known: 0, all: 0 };
    shares.set(constructs[0], { known: share.known + PARTS - unknown, all: share.all + PARTS });
  }
  return shares;
}
