/** What this transform and the published search make of the cases, form by form, and of the labelled corpora. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readCases } from "../../build/host/check/case.js";
import { loadDetector } from "../../build/host/index.js";
import { table } from "./table.mjs";

const FOLDERS = ["test/fixtures/cases", "test/fixtures/benign"];
const CORPUS = "test/fixtures/corpus";

/** The script of a case that is one. */
function scriptOf({ file }) {
  const path = file.replace(/\.expect\.yaml$/, ".ps1");
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function readLines(name) {
  const [plain, zipped] = [`${CORPUS}/${name}.jsonl`, `${CORPUS}/${name}.jsonl.gz`];
  const text = existsSync(plain)
    ? readFileSync(plain, "utf8")
    : existsSync(zipped)
      ? gunzipSync(readFileSync(zipped)).toString()
      : "";
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const share = (part, whole) => `${part.toLocaleString("en-US")} of ${whole.toLocaleString("en-US")}`;

export function catches() {
  const detector = loadDetector();
  const forms = new Map();
  for (const one of FOLDERS.flatMap(readCases)) {
    const script = scriptOf(one);
    const { form, verdict } = one.expectation;
    if (script === undefined || form === undefined) continue;
    const exports = verdict !== "none";
    const key = `${exports}${form}`;
    const row = forms.get(key) ?? { form, exports, total: 0, ours: 0, published: 0 };
    const reading = detector.read(script);
    row.total++;
    if (reading.verdict !== "none") row.ours++;
    if (reading.literal) row.published++;
    forms.set(key, row);
  }
  const rows = [...forms.values()].sort((a, b) => Number(b.exports) - Number(a.exports));
  const half = (exports, head) =>
    table(
      head,
      rows.filter((row) => row.exports === exports).map(({ form, total, ours, published }) => [form, total, ours, published]),
    );
  return `${half(true, ["an export, written", "texts", "found", "published search"])}

${half(false, ["no export: the words stand", "texts", "false alarms", "published search"])}
${corpora(detector)}`;
}

/** One line a corpus: exports found, and false alarms, of both. */
function corpora(detector) {
  const composed = readLines("compositions").map(({ script, expect }) => ({ script, exports: expect === "fire" }));
  // A cut part is told apart by the event around it, which a bare text has not.
  const listed = readLines("forms")
    .filter(({ reasons }) => !reasons.includes("cut"))
    .map(({ script, verdict }) => ({ script, exports: verdict === "match" }));
  const rows = [
    ["3,000 random compositions of obfuscations that the engine ran, 1,500 that it did not", composed],
    [`${listed.length} hand-written forms, known gaps and calls that would not run among them`, listed],
  ].filter(([, texts]) => texts.length > 0);
  if (rows.length === 0) return "";
  const cells = rows.map(([name, texts]) => {
    const readings = texts.map(({ script, exports }) => ({ exports, ...detector.read(script) }));
    const exports = readings.filter((reading) => reading.exports);
    const others = readings.filter((reading) => !reading.exports);
    const matches = (list) => list.filter(({ verdict }) => verdict === "match").length;
    const literal = (list) => list.filter((reading) => reading.literal).length;
    return [
      name,
      share(matches(exports), exports.length),
      share(literal(exports), exports.length),
      matches(others),
      literal(others),
    ];
  });
  return `\n${table(["corpus", "exports found", "by the published search", "matches among the others", "by the published search"], cells)}`;
}
