/**
 * The modules as data: which source each comes from and what it may export and import.
 */
const GLOBALS = ["abi_version", "counters", "memory", "settings"];
const messageSetters = (host) => ["v0_msg_as_bytes", "v0_msg_set_bytes", "v0_msg_set_meta"].map((name) => `${host}.${name}`);

/**
 * @typedef {object} ModuleSpec
 * @property {string} entry file under assembly/hosts
 * @property {string[]} exports
 * @property {string[]} imports as `module.name`
 * @property {Record<string, string>} [rename] import modules that get another name
 * @property {boolean} [steps] also build the twin that counts steps
 * @property {boolean} [ungated] also build the twin that reads every text
 */

/** @type {Record<string, ModuleSpec>} */
export const MODULES = {
  node: {
    entry: "node",
    exports: [
      ...GLOBALS,
      "evaluate",
      "explain",
      "inspect",
      "locate",
      "read",
      "reserve",
      "reset",
      "resultLength",
      "rowCount",
      "rows",
      "scan",
    ],
    imports: [],
    steps: true,
    ungated: true,
  },
  "fluent-bit": {
    entry: "fluent-bit",
    exports: [...GLOBALS, "detect", "free", "malloc"],
    imports: [],
    steps: true,
  },
  bento: {
    entry: "bento",
    exports: [...GLOBALS, "free", "malloc", "process"],
    imports: messageSetters("bento_wasm"),
  },
  "redpanda-connect": {
    entry: "bento",
    exports: [...GLOBALS, "free", "malloc", "process"],
    imports: messageSetters("benthos_wasm"),
    rename: { bento_wasm: "benthos_wasm" },
  },
  wasi: {
    entry: "wasi",
    exports: [...GLOBALS, "_start"],
    imports: ["fd_read", "fd_write", "proc_exit"].map((name) => `wasi_snapshot_preview1.${name}`),
  },
};

/** What a door's exports are called in the core, where all doors stand side by side. */
export const exportPrefix = (entry) => `${entry.replaceAll("-", "_")}__`;

/** What a module may ask of its host. Fluent Bit's interpreter knows these and no more; SIMD keeps it from starting. */
export const FEATURES = ["MutableGlobals", "SignExt", "NontrappingFPToInt", "BulkMemory", "BulkMemoryOpt"];

/** Longest shipped module, in bytes. */
export const MAX_MODULE_BYTES = 294912;
/** Most that the deepest path may take of Fluent Bit's operand stack of 8 KiB. */
export const MAX_OPERAND_STACK = 7168;
