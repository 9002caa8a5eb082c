/** Writes what `wamrc` writes of a module, as far as `doctor` and `rule` read it: header, target, data, custom sections. */
import { WasmFile } from "../../build/host/wasm-file.js";

const SECTIONS = ["mailbox_export_detector.rule", "mailbox_export_detector.module"];

function section(type, body) {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(type, 0);
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

function target(architecture) {
  const body = Buffer.alloc(48);
  body.write(architecture, 32, "latin1");
  return section(0, body);
}

function custom(name, content) {
  const head = Buffer.alloc(6);
  head.writeUInt16LE(name.length + 1, 4);
  return section(100, Buffer.concat([head, Buffer.from(`${name}\0`), content]));
}

/**
 * @param {Uint8Array} module
 * @param {{ architecture?: string, format?: number, keep?: string[] }} how
 */
export function compiled(module, { architecture = MACHINE, format = 5, keep = SECTIONS } = {}) {
  const file = WasmFile.parse(module);
  const header = Buffer.from([0, 0x61, 0x6f, 0x74, format, 0, 0, 0]);
  const data = section(1, Buffer.concat(file.segments().map(({ bytes }) => bytes)));
  return Buffer.concat([header, target(architecture), data, ...keep.map((name) => custom(name, file.customSection(name)))]);
}

/** This machine, as the compiler names it. */
export const MACHINE = { x64: "x86_64", arm64: "aarch64v8", arm: "armv7", ia32: "i386", riscv64: "riscv64" }[process.arch];
