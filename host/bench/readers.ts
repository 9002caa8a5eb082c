/**
 * Reading scripts, beside others that read PowerShell: a tree-sitter parse in WASM and, where `pwsh` is on the PATH, the engine's own
 * parser. Both only parse; ours also runs what it read over abstract values. The tree-sitter grammar is there in a checkout alone.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDetector } from "../index.js";
import { type Contender, race, type Timing } from "./measure.js";
import type { Workload } from "./workloads.js";

/** Names of the contenders that targets are stated for. */
export const READ = "detector.read";
export const TREE_SITTER = "tree-sitter parse";
export const ENGINE = "pwsh, Parser.ParseInput";

export interface ReadingReport {
  scripts: number;
  /** UTF-8 bytes of all of them. */
  bytes: number;
  timings: Timing[];
}

/** Parses a text, and answers whether there was one. */
export type Parse = (script: string) => boolean;

/** The package's name in a variable, so that nobody resolves it where it is not installed. */
const TREE_SITTER_PACKAGE: string = "web-tree-sitter";
const GRAMMAR = "tree-sitter-powershell/tree-sitter-powershell.wasm";

/** What is used of tree-sitter. */
interface TreeSitter {
  Parser: {
    init(): Promise<void>;
    new (): { setLanguage(language: unknown): void; parse(text: string): { delete(): void } | null };
  };
  Language: { load(bytes: Uint8Array): Promise<unknown> };
}

/** Loads tree-sitter with its grammar of PowerShell; undefined where they are not installed. */
export async function loadTreeSitter(): Promise<Parse | undefined> {
  try {
    const grammar = readFileSync(createRequire(import.meta.url).resolve(GRAMMAR));
    const { Parser, Language } = (await import(TREE_SITTER_PACKAGE)) as TreeSitter;
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    return (script) => {
      const tree = parser.parse(script);
      tree?.delete();
      return tree !== null;
    };
  } catch {
    // Not a checkout: a benchmark without this row is one all the same.
    return undefined;
  }
}

/** Reads the scripts `laps` times after once to warm up, and prints the milliseconds of each lap. */
const PWSH = `param([string]$File, [int]$Laps)
$scripts = [IO.File]::ReadAllText($File) | ConvertFrom-Json -NoEnumerate
$tokens = $null
$errors = $null
foreach ($lap in 0..$Laps) {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  foreach ($script in $scripts) { $null = [System.Management.Automation.Language.Parser]::ParseInput($script, [ref]$tokens, [ref]$errors) }
  if ($lap -gt 0) { $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture) }
}
`;

/** The engine's own parser; undefined where there is no pwsh. */
function timeEngine(scripts: readonly string[], laps: number): Timing | undefined {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-export-bench-"));
  try {
    const program = join(folder, "parse.ps1");
    const file = join(folder, "scripts.json");
    writeFileSync(program, PWSH);
    writeFileSync(file, JSON.stringify(scripts));
    const args = ["-NoProfile", "-NonInteractive", "-File", program, file, `${laps}`];
    const { stdout, status } = spawnSync("pwsh", args, { encoding: "utf8" });
    if (status !== 0) return undefined;
    const times = stdout
      .trim()
      .split(/\s+/)
      .map(Number)
      .sort((a, b) => a - b);
    return {
      name: ENGINE,
      count: scripts.length,
      median: times[times.length >> 1] as number,
      fastest: times[0] as number,
      slowest: times.at(-1) as number,
      laps,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The script texts of a workload's records. */
function scriptsOf({ bytes }: Workload): string[] {
  const scripts: string[] = [];
  for (const line of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n")) {
    if (!line.includes("ScriptBlockText")) continue;
    const text = JSON.parse(line).ScriptBlockText;
    if (typeof text === "string") scripts.push(text);
  }
  return scripts;
}

/** Races the readers over a workload's scripts; undefined where it has none. */
export function raceReaders(workload: Workload, treeSitter: Parse | undefined, laps: number): ReadingReport | undefined {
  const scripts = scriptsOf(workload);
  if (scripts.length === 0) return undefined;
  const detector = loadDetector();
  const contenders: Contender[] = [{ name: READ, run: () => scripts.filter((script) => detector.read(script)).length }];
  if (treeSitter) contenders.push({ name: TREE_SITTER, run: () => scripts.filter(treeSitter).length });
  const timings = race(contenders, laps);
  const engine = timeEngine(scripts, laps);
  if (engine) timings.push(engine);
  return { scripts: scripts.length, bytes: scripts.reduce((sum, script) => sum + Buffer.byteLength(script), 0), timings };
}
