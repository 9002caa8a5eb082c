/**
 * The workloads as data: what each stresses, its bytes, and how many findings a right answer has. A wrong count fails the
 * benchmark, since a fast wrong answer is no answer.
 */
import { Random } from "./random.js";
import { exportCall, HOSTILE_TEXTS, longScript, moduleScript, ordinaryScript } from "./script-texts.js";
import { envelope, windowsEvent } from "./windows-events.js";

export interface Workload {
  name: string;
  /** What it is there to show. */
  stresses: string;
  /** Newline-delimited JSON. */
  bytes: Uint8Array;
  records: number;
  /** Findings a right answer has; undefined where nobody knows (a file of the user's own). */
  findings: number | undefined;
}

interface Part {
  text: string;
  id?: string;
  part?: number;
  parts?: number;
}

function scriptBlock(random: Random, block: Part): string {
  const channel = "Microsoft-Windows-PowerShell/Operational";
  return JSON.stringify({
    ...envelope(random, 4104, channel, "Microsoft-Windows-PowerShell"),
    Hostname: "EX01.corp.example",
    MessageNumber: String(block.part ?? 1),
    MessageTotal: String(block.parts ?? 1),
    ScriptBlockText: block.text,
    ScriptBlockId: block.id ?? random.guid(),
  });
}

interface Recipe {
  name: string;
  stresses: string;
  seed: number;
  /** Adds records until the workload is complete. */
  fill(lines: Lines, random: Random): void;
}

class Lines {
  readonly #lines: string[] = [];
  size = 0;
  findings = 0;

  constructor(readonly target: number) {}

  get short(): boolean {
    return this.size < this.target;
  }

  get count(): number {
    return this.#lines.length;
  }

  add(line: string, findings = 0): void {
    this.#lines.push(line);
    this.size += Buffer.byteLength(line) + 1;
    this.findings += findings;
  }

  bytes(): Uint8Array {
    return Buffer.from(`${this.#lines.join("\n")}\n`, "utf8");
  }
}

/** Events of a fleet; every `every`-th one is an export, none where it is 0. */
function atDensity(every: number): Recipe["fill"] {
  return (lines, random) => {
    while (lines.short) {
      const fires = every > 0 && lines.count % every === every - 1;
      if (fires) lines.add(scriptBlock(random, { text: exportCall(random) }), 1);
      else lines.add(windowsEvent(random));
    }
  };
}

function splitBlocks(lines: Lines, random: Random): void {
  while (lines.short) {
    const text = `${longScript(random, random.between(40000, 90000))}\n${exportCall(random)}\n${ordinaryScript(random)}`;
    const size = random.between(10000, 19999);
    const parts = Math.floor(text.length / size) + 1;
    const id = random.guid();
    for (let part = 1; part <= parts; part++) {
      lines.add(scriptBlock(random, { text: text.slice((part - 1) * size, part * size), id, part, parts }));
      for (let i = random.between(0, 3); i > 0; i--) lines.add(windowsEvent(random));
    }
    lines.findings++;
  }
}

const RECIPES: readonly Recipe[] = [
  {
    name: "mixed",
    stresses: "the record gate: a fleet's Windows events, 0.18 % of them script blocks",
    seed: 1,
    fill(lines, random) {
      while (lines.short) {
        if (random.next() < 0.0018) lines.add(scriptBlock(random, { text: ordinaryScript(random) }));
        else lines.add(windowsEvent(random));
      }
    },
  },
  {
    name: "script blocks",
    stresses: "the text gate: nothing but 4104",
    seed: 2,
    fill(lines, random) {
      while (lines.short) lines.add(scriptBlock(random, { text: ordinaryScript(random) }));
    },
  },
  {
    name: "modules",
    stresses: "the reader: administrators' modules, where no gate helps",
    seed: 3,
    fill(lines, random) {
      while (lines.short) lines.add(scriptBlock(random, { text: moduleScript(random) }));
    },
  },
  { name: "1 in 1,000", stresses: "findings, rare", seed: 4, fill: atDensity(1000) },
  { name: "1 in 10", stresses: "findings, frequent", seed: 5, fill: atDensity(10) },
  { name: "every record", stresses: "findings and nothing else", seed: 6, fill: atDensity(1) },
  {
    name: "long scripts",
    stresses: "single texts of 0.5 MB that mention the cmdlet",
    seed: 7,
    fill(lines, random) {
      while (lines.short) lines.add(scriptBlock(random, { text: `${longScript(random, 500000)}\n${exportCall(random)}` }), 1);
    },
  },
  { name: "split blocks", stresses: "the joining store: parts between other events", seed: 8, fill: splitBlocks },
  {
    name: "hostile",
    stresses: "texts that attack the reader's loops",
    seed: 9,
    fill(lines, random) {
      const attacks = Object.values(HOSTILE_TEXTS);
      while (lines.short) {
        // The comment in front keeps the text gate from skipping what the workload is about.
        const attack = random.pick(attacks)(20000);
        lines.add(scriptBlock(random, { text: `# New-MailboxExportRequest\n& $x\n${attack}` }));
      }
    },
  },
];

/** Names of the workloads, in order. */
export const WORKLOAD_NAMES: readonly string[] = RECIPES.map((recipe) => recipe.name);

/**
 * Makes one workload.
 * @param bytes about how large
 */
export function makeWorkload(name: string, bytes: number): Workload {
  const recipe = RECIPES.find((candidate) => candidate.name === name);
  if (!recipe) throw new RangeError(`no workload is called ${name}`);
  const lines = new Lines(bytes);
  recipe.fill(lines, new Random(recipe.seed));
  return { name, stresses: recipe.stresses, bytes: lines.bytes(), records: lines.count, findings: lines.findings };
}
