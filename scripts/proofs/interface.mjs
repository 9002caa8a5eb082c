/**
 * Exports and imports are exactly what the host calls, the three globals are immutable i32, the memory has a maximum and
 * covers the fixed regions.
 */

/**
 * @param {Uint8Array} bytes a module
 * @param {{ exports: string[], imports: string[] }} expected sorted names; imports as `module.name`
 */
export function proveInterface(bytes, expected) {
  const module = new WebAssembly.Module(bytes);
  const exports = WebAssembly.Module.exports(module).map((entry) => entry.name);
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  same("exports", exports, expected.exports);
  same("imports", imports, expected.imports);
}

function same(what, found, expected) {
  const [left, right] = [found, expected].map((names) => [...names].sort().join(" "));
  if (left !== right) throw new Error(`The ${what} are\n  ${left}\nand should be\n  ${right}`);
}

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
