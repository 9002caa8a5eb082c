/**
 * One pass over an input of any size: the findings of its events, the events that name a command without invoking it, or, where
 * it is no events, the script that it is.
 */
import { COUNTER_EVENTS, COUNTER_FINDINGS, COUNTER_MENTIONS, COUNTER_SCRIPT_BLOCKS } from "../../assembly/contract.js";
import type { Place } from "../input/output.js";
import { InputScanner, type Visit } from "../input/scan-input.js";
import { type LocatedBlock, scriptOf } from "../input/scripts.js";
import { Unpacking } from "../input/unpacking.js";
import type { DetectorModule, Row } from "../module.js";
import type { Finding, Reading } from "../types.js";
import { concatenate, encodeText } from "../wtf8.js";

/** A text of an event, as the module locates it. */
export interface Block extends LocatedBlock {
  /** The script of all parts, where the input has them all. */
  whole?: string;
}

/** An event that is worth showing. */
export interface Looked {
  place: Place;
  json: string;
  blocks: Block[];
  finding?: Finding;
  /** A script block names a command without invoking it. */
  mentions: boolean;
}

export interface Answer {
  /** The text of a bare script; absent where the input is events. */
  script?: string;
  events: Looked[];
  counts: { events: number; script_blocks: number; findings: number };
  /** Damage, and what else is worth knowing, as sentences. */
  notes: string[];
}

/** Input that is looked at line by line, so that harmless events show too; of what follows only what is found or named does. */
const WHOLE_BYTES = 1 << 20;
/** Events that are shown. */
const MOST_SHOWN = 500;
/** A longer input is no script. */
const MOST_SCRIPT_BYTES = 16 << 20;
/** Text of parts that is kept to show split scripts whole, in UTF-16 units. */
const MOST_PARTS_UNITS = 8 << 20;
const NEWLINE = 0x0a;
const decoder = new TextDecoder();

export class Look {
  private readonly scanner: InputScanner;
  private readonly unpacking: Unpacking;
  private readonly events: Looked[] = [];
  /** The input's own bytes, while it may be a script. */
  private script: Uint8Array[] = [];
  /** Parts of split scripts by block id, from 1. */
  private readonly parts = new Map<string, string[]>();
  private partsUnits = 0;
  private seen = 0;
  private lines = 0;
  private mentions = 0;
  private hidden = 0;

  /**
   * @param scanning an instance that reads this input alone
   * @param asking another one, for questions about single events
   * @param isScript whether the input's name is a script's
   */
  constructor(
    private readonly scanning: DetectorModule,
    private readonly asking: DetectorModule,
    private readonly isScript: boolean,
  ) {
    this.scanner = new InputScanner(scanning, this.visit, isScript ? { format: "text" } : {});
    this.unpacking = new Unpacking((bytes) => this.take(bytes));
  }

  push(bytes: Uint8Array): Promise<void> {
    return this.unpacking.push(bytes);
  }

  async end(): Promise<Answer> {
    await this.unpacking.end();
    this.scanner.end();
    const { format, damages, damaged, notes } = this.scanner.report();
    const counters = this.scanning.counters();
    const counts = {
      events: counters[COUNTER_EVENTS]!,
      script_blocks: counters[COUNTER_SCRIPT_BLOCKS]!,
      findings: counters[COUNTER_FINDINGS]!,
    };
    // A log may begin with words; where no line carries a script block, the text is a script itself.
    const bare = format === "text" && (this.isScript || counts.script_blocks + counts.findings === 0);
    const said = [
      ...(this.unpacking.damage ? [this.unpacking.damage] : []),
      ...damages.map(({ what, offset }) => `${what}, at byte ${offset}`),
      ...(damaged > damages.length ? [`and ${damaged - damages.length} further places`] : []),
      ...notes,
      ...(this.hidden > 0 ? [`${this.hidden} further events are not shown`] : []),
    ];
    if (bare && this.seen <= MOST_SCRIPT_BYTES) {
      return { script: scriptOf(concatenate(this.script)), events: [], counts, notes: said };
    }
    for (const { blocks } of this.events) for (const block of blocks) this.join(block);
    return { events: this.events, counts, notes: said };
  }

  private take(bytes: Uint8Array): void {
    this.seen += bytes.length;
    if (this.seen <= MOST_SCRIPT_BYTES) this.script.push(bytes.slice());
    else this.script = [];
    this.scanner.push(bytes);
  }

  private readonly visit: Visit = ({ bytes, rows }, placeOf) => {
    const mentions = this.scanning.counters()[COUNTER_MENTIONS]!;
    const everyLine = this.seen <= WHOLE_BYTES || mentions > this.mentions;
    this.mentions = mentions;
    const found = new Map(rows.filter(({ replaced }) => !replaced).map((row) => [row.line, row]));
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, from);
      const end = newline < 0 ? bytes.length : newline;
      const row = found.get(this.lines + 1);
      const line = row ?? { line: this.lines + 1, offset: from, length: end - from };
      if (row || everyLine) this.show(bytes.subarray(line.offset, line.offset + line.length), placeOf(line), row);
      if (newline >= 0) this.lines++;
      from = end + 1;
    }
  };

  private show(record: Uint8Array, place: Place, row: Row | undefined): void {
    const finding = row && this.scanning.finding(row);
    const located = this.asking.ask("locate", record);
    const blocks: Block[] = located === undefined ? [] : (JSON.parse(located).blocks ?? []);
    for (const block of blocks) this.keep(block);
    if (!finding && blocks.length === 0) return;
    const mentions = blocks.some(({ text, bound }) => !bound && this.read(text).mentions.length > 0);
    if (!finding && !mentions && this.seen > WHOLE_BYTES) return;
    if (this.events.length === MOST_SHOWN) this.hidden++;
    else this.events.push({ place, json: decoder.decode(record), blocks, mentions, ...(finding && { finding }) });
  }

  private keep({ id, part, parts, text }: Block): void {
    if (id === undefined || parts < 2 || part < 1 || part > parts || this.partsUnits + text.length > MOST_PARTS_UNITS) return;
    this.partsUnits += text.length;
    const known = this.parts.get(id) ?? [];
    known[part] = text;
    this.parts.set(id, known);
  }

  private join(block: Block): void {
    const known = block.parts > 1 && block.id !== undefined ? this.parts.get(block.id) : undefined;
    const texts = known?.slice(1) ?? [];
    if (texts.length === block.parts && !texts.includes(undefined as never)) block.whole = texts.join("");
  }

  private read(text: string): Reading {
    const answer = this.asking.ask("read", encodeText(text));
    return answer === undefined ? { verdict: "none", calls: [], mentions: [], literal: false } : JSON.parse(answer);
  }
}
