/**
 * The modules as data: which source each comes from and what it may export and import.
 */
const KIB = 1024;
const GLOBALS = ["abi_version", "counters", "memory", "settings"];
/** What a program that embeds the detector calls: docs/embedding.md. */
const EMBEDDING = [
  ...GLOBALS,
  ...["evaluate", "explain", "inspect", "locate", "read", "reserve", "reset", "resultLength", "rowCount", "rows", "scan"],
];
const messageSetters = (host) => ["v0_msg_as_bytes", "v0_msg_set_bytes", "v0_msg_set_meta"].map((name) => `${host}.${name}`);

/**
 * @typedef {object} ModuleSpec
 * @property {string} entry file under assembly/hosts
 * @property {string[]} exports
 * @property {string[]} imports as `module.name`
 * @property {Record<string, string>} [rename] import modules that get another name
 * @property {string} [core] the core it is cut from, if not `shipper`
 * @property {number} [maxBytes] its limit, if not the core's: no shipper loads it
 * @property {boolean} [steps] also build the twin that counts steps
 * @property {string} [twin] the core of a twin that must answer the same
 */

/** @type {Record<string, ModuleSpec>} */
export const MODULES = {
  node: {
    entry: "node",
    exports: EMBEDDING,
    imports: [],
    core: "node",
    steps: true,
    twin: "ungated",
  },
  /** The same for runtimes without SIMD. */
  plain: {
    entry: "node",
    exports: EMBEDDING,
    imports: [],
    maxBytes: 384 * KIB,
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
  clickhouse: {
    entry: "clickhouse",
    exports: [
      ...GLOBALS,
      "clickhouse_create_buffer",
      "clickhouse_destroy_buffer",
      "mailbox_export_annotated",
      "mailbox_export_finding",
    ],
    imports: [],
    core: "node",
  },
};

/** What a module's exports are called in the core, where all modules stand side by side. */
export const exportPrefix = (entry) => `${entry.replaceAll("-", "_")}__`;

/** What a module may ask of its host. Fluent Bit's interpreter knows these and no more; SIMD keeps it from starting. */
const FEATURES = ["MutableGlobals", "SignExt", "NontrappingFPToInt", "BulkMemory", "BulkMemoryOpt"];

/**
 * @typedef {object} CoreSpec the same sources, compiled for hosts of one kind
 * @property {string[]} flags of the compiler
 * @property {string[]} features of WebAssembly, by binaryen's names
 * @property {[number, number, number]} inlining sizes up to which functions are inlined: always, by merit, into their only caller
 * @property {number} maxBytes longest module cut from it
 */

/**
 * Inlining by size is for length here: it takes what is no longer than its call, and what has one caller. What has to be inlined for
 * speed is named in hot.mjs. Inlining also merges frames, and an interpreter pays for the largest on every path through it.
 * @type {CoreSpec["inlining"]}
 */
const SMALL_FRAMES = [4, 4, 1000];

/** @type {Record<string, CoreSpec>} */
export const CORES = {
  shipper: { flags: [], features: FEATURES, inlining: SMALL_FRAMES, maxBytes: 288 * KIB },
  /** Scans sixteen bytes at a time where that pays, and V8 cares little for large frames. */
  node: { flags: ["--enable", "simd"], features: [...FEATURES, "SIMD128"], inlining: [12, 40, 1000], maxBytes: 384 * KIB },
  /** Reads every text, whatever the gates would say. */
  ungated: { flags: ["--use", "GATES_OFF=ASC_RUNTIME"], features: FEATURES, inlining: SMALL_FRAMES, maxBytes: 384 * KIB },
};

/** Most that the deepest path may take of Fluent Bit's operand stack of 8 KiB. */
export const MAX_OPERAND_STACK = 7168;
