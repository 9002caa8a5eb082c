/**
 * Reads what `doctor` and `rule` ask of an ahead-of-time compiled module (`.aot`), without running it: for which machine it is,
 * which custom sections were kept, whether a configuration had been baked in before.
 * Source: WAMR 2.4.1, core/iwasm/aot/aot_loader.c (load_from_sections, load_target_info_section, load_custom_section).
 */
import { SETTINGS_BYTES, SETTINGS_HEADER_BYTES, SETTINGS_MAGIC } from "../assembly/contract.js";
import { DetectorError } from "./errors.js";

/** `\0aot`, little endian. */
const MAGIC = 0x746f6100;
/** The format that Fluent Bit's runtime loads, and no other: WAMR 2.4's. */
export const AOT_FORMAT = 5;

const SECTION_TARGET = 0;
const SECTION_CUSTOM = 100;
/** A custom section of the module, carried over as it was. */
const CUSTOM_RAW = 0;
const HEADER_BYTES = 8;
/** Type, size. */
const SECTION_HEADER_BYTES = 8;
const SECTION_ALIGNMENT = 4;
/** Kinds of file, machine and flags in front of the name. */
const ARCH_AT = 32;
const ARCH_BYTES = 16;
const SETTINGS_VERSION = 1;

/** Whether the bytes start as an ahead-of-time compiled module does. */
export function isAot(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true) === MAGIC;
}

function broken(what: string): DetectorError {
  return new DetectorError("module_invalid", `The ahead-of-time compiled module is damaged: ${what}.`, {
    hint: "Compile it again from fluent-bit.wasm.",
  });
}

/** An ahead-of-time compiled module, taken apart. */
export class AotFile {
  private constructor(
    private readonly bytes: Uint8Array,
    /** Version of the file format. */
    readonly format: number,
    /** Name of the architecture as the compiler wrote it: `x86_64`, `aarch64`, `armv7` … */
    readonly architecture: string,
    private readonly sections: ReadonlyMap<string, Uint8Array>,
  ) {}

  /** Takes a file apart. One of another format version is not looked into: only `format` holds then. */
  static parse(bytes: Uint8Array): AotFile {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (!isAot(bytes) || bytes.length < HEADER_BYTES) throw broken("it does not start as one");
    const format = view.getUint32(4, true);
    const sections = new Map<string, Uint8Array>();
    let architecture = "";
    if (format !== AOT_FORMAT) return new AotFile(bytes, format, architecture, sections);
    for (let at = HEADER_BYTES; at < bytes.length; ) {
      at = Math.ceil(at / SECTION_ALIGNMENT) * SECTION_ALIGNMENT;
      if (at >= bytes.length) break;
      if (at + SECTION_HEADER_BYTES > bytes.length) throw broken("it ends within a section's header");
      const type = view.getUint32(at, true);
      const start = at + SECTION_HEADER_BYTES;
      const end = start + view.getUint32(at + 4, true);
      if (end > bytes.length) throw broken("it ends within a section");
      if (type === SECTION_TARGET) architecture = architectureOf(bytes.subarray(start, end));
      if (type === SECTION_CUSTOM) keepCustom(bytes.subarray(start, end), sections);
      at = end;
    }
    return new AotFile(bytes, format, architecture, sections);
  }

  /** Contents of a custom section; undefined if the compiler was not told to keep it. */
  customSection(name: string): Uint8Array | undefined {
    return this.sections.get(name);
  }

  /**
   * The configuration that was baked into the module before it was compiled; empty for none. The settings' header stands in the data
   * of the module as it was; of several the last one holds, as a data segment that `bake` adds comes last.
   */
  payload(): Uint8Array {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    let payload = new Uint8Array(0);
    for (let at = 0; at + SETTINGS_HEADER_BYTES <= this.bytes.length; at++) {
      if (view.getUint32(at, true) !== SETTINGS_MAGIC || view.getUint32(at + 4, true) !== SETTINGS_VERSION) continue;
      const length = view.getUint32(at + 8, true);
      const start = at + SETTINGS_HEADER_BYTES;
      if (length > SETTINGS_BYTES - SETTINGS_HEADER_BYTES || start + length > this.bytes.length) continue;
      if (length > 0) payload = this.bytes.slice(start, start + length);
    }
    return payload;
  }
}

function architectureOf(section: Uint8Array): string {
  if (section.length < ARCH_AT + ARCH_BYTES) throw broken("its target has no name");
  const name = section.subarray(ARCH_AT, ARCH_AT + ARCH_BYTES);
  const end = name.indexOf(0);
  return new TextDecoder().decode(end < 0 ? name : name.subarray(0, end));
}

/** A raw custom section: its kind (u32), its name (u16 length, the NUL counted), its contents. */
function keepCustom(section: Uint8Array, sections: Map<string, Uint8Array>): void {
  const view = new DataView(section.buffer, section.byteOffset, section.length);
  if (section.length < 6 || view.getUint32(0, true) !== CUSTOM_RAW) return;
  const after = 6 + view.getUint16(4, true);
  if (after > section.length) throw broken("a custom section ends within its name");
  const name = new TextDecoder().decode(section.subarray(6, after - 1));
  if (!sections.has(name)) sections.set(name, section.subarray(after));
}

/** Names that wamrc gives the architectures of `process.arch`. */
const ARCHITECTURES: Readonly<Record<string, RegExp>> = {
  x64: /^(x86_64|amd64)$/i,
  arm64: /^(aarch64|arm64)/i,
  arm: /^(arm|thumb)(?!64)/i,
  ia32: /^i[3-6]86$/i,
  riscv64: /^riscv64/i,
};

/** Whether code for that architecture runs on a machine of Node's name for it. */
export function runsOn(architecture: string, machine: string): boolean {
  return ARCHITECTURES[machine]?.test(architecture) ?? true;
}
