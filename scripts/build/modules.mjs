/**
 * The modules as data: which source each comes from and what it may export and import.
 */
const GLOBALS = ["abi_version", "counters", "memory", "settings"];

/**
 * @typedef {object} ModuleSpec
 * @property {string} entry file under assembly/hosts
 * @property {string[]} exports
 * @property {string[]} imports as `module.name`
 * @property {Record<string, string>} [rename] import modules that get another name
 * @property {boolean} [noTrap] prove that no instruction can trap, and bound the operand stack
 * @property {boolean} [steps] also build the twin that counts steps
 * @property {boolean} [ungated] also build the twin that reads every text
 */

/** @type {Record<string, ModuleSpec>} */
export const MODULES = {
  node: {
    entry: "node",
    exports: [...GLOBALS, "inspect", "reserve", "reset", "resultLength", "rowCount", "rows", "scan"],
    imports: [],
    steps: true,
    ungated: true,
    noTrap: true,
  },
  "fluent-bit": {
    entry: "fluent-bit",
    exports: [...GLOBALS, "detect", "free", "malloc"],
    imports: [],
    noTrap: true,
    steps: true,
  },
};

/** Longest shipped module, in bytes. */
export const MAX_MODULE_BYTES = 131072;
/** Most that the deepest path may take of Fluent Bit's operand stack of 8 KiB. */
export const MAX_OPERAND_STACK = 7168;
