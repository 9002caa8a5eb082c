/** The modules as they were built: host, size, imports, exports, and what the tests run against each. */
import { readFileSync } from "node:fs";
import { MODULES } from "../../build/host/modules.js";
import { table } from "./table.mjs";

const RUN = {
  node: ["Node ≥ 20.19, bundlers, workers", "the real host"],
  plain: ["[programs that embed it](embedding.md), in a runtime without SIMD", "an emulation of such a program"],
  "fluent-bit": [
    "Fluent Bit ≥ 4.2 `filter_wasm`",
    "an emulation of the host, failures at each step included; Fluent Bit 5.1.1 by `bench`",
  ],
  bento: ["Bento `wasm`", "an emulation of the host"],
  "redpanda-connect": ["Redpanda Connect `wasm`", "an emulation of the host"],
  clickhouse: ["[ClickHouse](clickhouse.md) ≥ 25.8 `LANGUAGE WASM`", "the real engine, 26.7.2"],
  wasi: ["any WASI runtime", "`node:wasi`, and an emulation with odd reads"],
};
const PROCESS = [
  "`stream`",
  "rsyslog, syslog-ng, Vector, Fluentd, Tenzir",
  "–",
  "–",
  "the real rsyslogd 8.2302 and syslog-ng 3.38",
];

const names = (list) => (list.length === 0 ? "none" : list.map((name) => `\`${name}\``).join(" "));

export function modules() {
  const rows = MODULES.map((name) => {
    const bytes = readFileSync(`build/${name}.wasm`);
    const module = new WebAssembly.Module(bytes);
    const imports = WebAssembly.Module.imports(module).map((entry) => entry.name);
    const own = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
    const [host, run] = RUN[name];
    return [
      `\`${name}.wasm\`, ${Math.round(bytes.length / 1024)} KB`,
      host,
      names(imports),
      names(own.map((entry) => entry.name)),
      run,
    ];
  });
  return `${table(["module", "host", "imports", "functions exported", "run in the tests against"], [...rows, PROCESS])}

Every module also exports \`memory\` and the globals \`abi_version\`, \`counters\` and \`settings\`. Every fixture goes through every module, with the same
verdict and the same finding bytes; \`clickhouse.wasm\` judges each record by itself, so there split blocks meet in SQL.`;
}
