/**
 * Exports are exactly what the host calls, imports only what it offers, the three globals are immutable i32, the memory has a maximum and
 * covers the fixed regions.
 */

/**
 * @param {Uint8Array} bytes a module
 * @param {{ exports: string[], imports: string[] }} expected imports as `module.name`
 */
export function proveInterface(bytes, expected) {
  const module = new WebAssembly.Module(bytes);
  const exports = WebAssembly.Module.exports(module).map((entry) => entry.name);
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  if (sorted(exports) !== sorted(expected.exports)) {
    throw new Error(`The exports are\n  ${sorted(exports)}\nand should be\n  ${sorted(expected.exports)}`);
  }
  const strangers = imports.filter((name) => !expected.imports.includes(name));
  if (strangers.length > 0) throw new Error(`The host does not offer ${sorted(strangers)}`);
}

const sorted = (names) => [...names].sort().join(" ");

/**
 * @param {import("binaryen").Module} module
 * @param {any} binaryen
 */
export function proveGlobals(module, binaryen) {
  for (const name of ["abi_version", "counters", "settings"]) {
    const entry = binaryen.getExportInfo(module.getExport(name));
    const global = binaryen.getGlobalInfo(module.getGlobal(entry.value));
    if (global.mutable || global.type !== binaryen.i32) throw new Error(`${name} is not an immutable i32`);
  }
}

/**
 * @param {{ initial: number, max?: number }} memory in pages
 * @param {number} fixedBytes end of the fixed regions
 */
export function proveMemory(memory, fixedBytes) {
  if (!memory.max || memory.max >= 65536) throw new Error("The memory declares no maximum");
  const spare = memory.initial * 65536 - fixedBytes;
  if (spare < 65536)
    throw new Error(`The initial memory of ${memory.initial} pages ends ${-spare} bytes before the exchange region does`);
}
