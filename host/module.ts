/**
 * Loads `node.wasm`: instantiates it, holds it to this version's ABI and writes a configuration into its settings region.
 * The only file that knows how the module is called.
 */
import { instantiateSync } from "@assemblyscript/loader";
import {
  ABI_MAJOR,
  COUNTER_COUNT,
  OUTCOME_REPLACED,
  ROW_INSERT,
  ROW_LENGTH,
  ROW_LINE,
  ROW_OFFSET,
  ROW_OUTCOME,
  ROW_TEXT,
  ROW_TEXT_LENGTH,
  ROW_VALUE,
  ROW_WORDS,
  SETTINGS_HEADER_BYTES,
} from "../assembly/contract.js";
import { NODE_WASM_BASE64 } from "./embedded.js";
import { DetectorError } from "./errors.js";
import type { WasmSource } from "./platform.js";
import type { Finding } from "./types.js";

/** What `assembly/hosts/node.ts` exports. Addresses and lengths are in bytes; an address of 0 means none. */
export interface NodeExports {
  memory: WebAssembly.Memory;
  abi_version: WebAssembly.Global<"i32">;
  /** Address of the counters, an array of COUNTER_COUNT u32. */
  counters: WebAssembly.Global<"i32">;
  /** Address of the settings region. */
  settings: WebAssembly.Global<"i32">;

  /** Makes room for input; what was written to the room before stays. 0 if the memory cannot hold it. */
  reserve(bytes: number): number;
  /**
   * Reads the lines of [address, address + length). A last line without its newline is read only if `final` is 1.
   * Stops early when the table of rows is full. @returns bytes read; the caller hands in the rest again, with more after it
   */
  scan(address: number, length: number, final: number): number;
  /** Address of the rows of the last `scan`: ROW_WORDS u32 each. */
  rows(): number;
  rowCount(): number;
  /** Reads one event. @returns address of the finding's JSON, `resultLength` bytes, or 0 for no finding */
  inspect(address: number, length: number): number;
  /** Reads a bare script. @returns address of a Reading's JSON */
  read(address: number, length: number): number;
  /** Reads a bare script. @returns address of an Explanation's JSON */
  explain(address: number, length: number): number;
  /** Reads one event. @returns address of the JSON of the script blocks found in it */
  locate(address: number, length: number): number;
  /** Bytes of what `inspect`, `read`, `explain` or `locate` answered. */
  resultLength(): number;
  /** Empties the joining store and the counters. */
  reset(): void;
}

/** Records that got a finding, or an answer, in one `scan`: addresses are the module's, offsets count from the scan's start. */
export interface Row {
  /** Lines before this one in the whole input, plus one. */
  line: number;
  offset: number;
  length: number;
  /** Offset at which `text` goes in; the record's own offset where `replaced`. */
  insert: number;
  text: number;
  textLength: number;
  /** Bytes of `text` before the finding's own JSON. */
  value: number;
  /** `text` stands for the whole record (a status record). */
  replaced: boolean;
}

let embedded: WebAssembly.Module | undefined;

/** The package's own module, compiled once. */
function embeddedModule(): WebAssembly.Module {
  embedded ??= compile(decodeBase64(NODE_WASM_BASE64));
  return embedded;
}

/** A loop, since `Uint8Array.from` takes ten times as long, which every start of the command line would feel. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function compile(source: WasmSource): WebAssembly.Module {
  if (source instanceof WebAssembly.Module) return source;
  try {
    return new WebAssembly.Module(source as BufferSource);
  } catch (cause) {
    throw new DetectorError("module_invalid", "The module cannot be compiled.", {
      cause,
      hint: "Take node.wasm of this package. On a browser's main thread hand in a compiled WebAssembly.Module; a strict content security policy needs 'wasm-unsafe-eval'.",
    });
  }
}

/** One instance of the module. Views into its memory are good until the next call. */
export class DetectorModule {
  private constructor(readonly exports: NodeExports) {}

  /**
   * @param source the module, or nothing for the package's own
   * @param payload the configuration, as `compileConfig` gives it; empty for none
   */
  static load(source: WasmSource | undefined, payload: Uint8Array): DetectorModule {
    const module = source === undefined ? embeddedModule() : compile(source);
    let exports: NodeExports;
    try {
      exports = instantiateSync(module).instance.exports as unknown as NodeExports;
    } catch (cause) {
      throw new DetectorError("module_incompatible", "The module asks for imports that this host does not have.", {
        cause,
        hint: "Take node.wasm: the other modules are made for other hosts.",
      });
    }
    checkExports(exports);
    const loaded = new DetectorModule(exports);
    if (payload.length > 0) loaded.configure(payload);
    return loaded;
  }

  /** Room of at least `bytes` bytes for input; what stood in it stays. */
  room(bytes: number): Uint8Array {
    const address = this.exports.reserve(bytes) >>> 0;
    if (address !== 0) return this.view(address, bytes);
    throw new DetectorError("out_of_memory", `The module has no room for ${bytes} bytes of input.`, {
      hint: "Hand in less at once; scan and transform take whole files in pieces of any size.",
    });
  }

  /**
   * Reads `length` bytes of a room.
   * @param address where they start
   * @param final whether the input ends here
   * @returns bytes read, and the rows for what was found
   */
  scan(address: number, length: number, final: boolean): { read: number; rows: Row[] } {
    const read = this.exports.scan(address, length, final ? 1 : 0) >>> 0;
    const total = this.exports.rowCount();
    const rows: Row[] = [];
    if (total > 0) {
      const table = new Uint32Array(this.exports.memory.buffer, this.exports.rows(), total * ROW_WORDS);
      for (let at = 0; at < table.length; at += ROW_WORDS) {
        rows.push({
          line: table[at + ROW_LINE]!,
          offset: table[at + ROW_OFFSET]!,
          length: table[at + ROW_LENGTH]!,
          insert: table[at + ROW_INSERT]!,
          text: table[at + ROW_TEXT]!,
          textLength: table[at + ROW_TEXT_LENGTH]!,
          value: table[at + ROW_VALUE]!,
          replaced: table[at + ROW_OUTCOME] === OUTCOME_REPLACED,
        });
      }
    }
    return { read, rows };
  }

  /** Asks one of the exports that take a text and answer with JSON. @returns the JSON, or undefined for none */
  ask(question: "inspect" | "read" | "explain" | "locate", text: Uint8Array): string | undefined {
    const room = this.room(text.length + 64);
    room.set(text);
    room.fill(0, text.length);
    const answer = this.exports[question](room.byteOffset, text.length) >>> 0;
    return answer === 0 ? undefined : this.text(answer, this.exports.resultLength());
  }

  /** Bytes of the memory; good until the next call, which may move the memory. */
  view(address: number, length: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, address, length);
  }

  /** Text in the memory, decoded. */
  text(address: number, length: number): string {
    return decoder.decode(this.view(address, length));
  }

  /** The finding of a row. */
  finding(row: Row): Finding {
    return JSON.parse(this.text(row.text + row.value, row.textLength - row.value));
  }

  /** A copy of the counters, indexed by COUNTER_* of the contract. */
  counters(): Uint32Array {
    return new Uint32Array(this.exports.memory.buffer, this.exports.counters.value, COUNTER_COUNT).slice();
  }

  get pages(): number {
    return this.exports.memory.buffer.byteLength / 65536;
  }

  private configure(payload: Uint8Array): void {
    const address = this.exports.settings.value;
    new DataView(this.exports.memory.buffer).setUint32(address + 8, payload.length, true);
    new Uint8Array(this.exports.memory.buffer).set(payload, address + SETTINGS_HEADER_BYTES);
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function checkExports(exports: NodeExports): void {
  const version = exports.abi_version?.value;
  if (version === undefined || typeof exports.scan !== "function") {
    throw new DetectorError("module_incompatible", "The module is not this detector's node.wasm.", {
      hint: "Take node.wasm of this package: mailbox-export-detector/node.wasm.",
    });
  }
  if (version >>> 16 !== ABI_MAJOR) {
    throw new DetectorError(
      "module_incompatible",
      `The module speaks ABI ${version >>> 16}.${version & 0xffff}; this version needs ABI ${ABI_MAJOR}.`,
      {
        hint: "Use module and package of one version.",
      },
    );
  }
}
