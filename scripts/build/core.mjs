/**
 * The entries of all modules over one core, compiled and optimised once. Runs in a worker: both tools are synchronous. The result has names, and
 * every module's exports under its prefix; module.mjs cuts one module out of it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import asc from "assemblyscript/asc";
import binaryen from "binaryen";
import { proveUnmanaged } from "../proofs/unmanaged.mjs";
import { inlineHot } from "./hot.mjs";
import { APART, layLate } from "./layout.mjs";
import { packLiterals } from "./literals.mjs";
import { CORES, exportPrefix, MODULES } from "./modules.mjs";

/** The entry stands in no file: it says again what modules.mjs says. */
const ENTRY = "assembly/hosts/entries.ts";

function entrySource() {
  const entries = new Map(Object.values(MODULES).map((spec) => [spec.entry, spec.exports.filter((name) => name !== "memory")]));
  return [...entries]
    .map(
      ([entry, names]) =>
        `export { ${names.map((name) => `${name} as ${exportPrefix(entry)}${name}`).join(", ")} } from "./${entry}";`,
    )
    .join("\n");
}

/** Joins literals that stand side by side: the compiler would leave that to the run time, and to managed memory. */
function foldLiterals(source) {
  const pair = /"((?:[^"\\\n]|\\.)*)"\s*\+\s*"((?:[^"\\\n]|\\.)*)"/g;
  const folded = source.replace(pair, '"$1$2"');
  return folded === source ? source : foldLiterals(folded);
}

function readSource(name, folder) {
  const file = name.replaceAll("\\", "/");
  if (file === ENTRY) return entrySource();
  const path = join(folder, name);
  // The compiler asks for every place where a file might be.
  return existsSync(path) ? layLate(inlineHot(file, foldLiterals(readFileSync(path, "utf8")))) : null;
}

async function compile(coreFlags) {
  let binary = null;
  let messages = "";
  const flags = ["--config", "asconfig.json", "--target", "module", ...coreFlags];
  const { error } = await asc.main([ENTRY, "--outFile", "module.wasm", ...flags], {
    readFile: readSource,
    stdout: { write: () => true },
    stderr: {
      write: (text) => {
        messages += text;
        return true;
      },
    },
    writeFile: (name, content) => {
      if (name.endsWith(".wasm")) binary = content;
    },
  });
  if (error) throw new Error(complaints(messages) || error.message);
  return binary;
}

/** The compiler's errors without its warnings. */
const complaints = (messages) =>
  messages
    .split(/\n(?=ERROR|WARNING|FAILURE)/)
    .filter((message) => message.startsWith("ERROR"))
    .join("\n")
    .trim();

/** Where the store begins and where the fixed regions end, as memory/map.ts lays them out after the static data. */
function readMap(module) {
  const constant = (name) => binaryen.getExpressionInfo(binaryen.getGlobalInfo(module.getGlobal(name)).init).value;
  const storeStart = (constant("~lib/memory/__heap_base") + 15) & ~15;
  return { storeStart, end: storeStart + 16 + constant("assembly/memory/map/MAP_BYTES") };
}

function optimise(module, { features, inlining: [always, flexible, oneCaller] }) {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(2);
  // Nothing lies below memoryBase (asconfig.json), so an address plus a small constant never wraps and may be folded into a load.
  binaryen.setLowMemoryUnused(true);
  binaryen.setAlwaysInlineMaxSize(always);
  binaryen.setFlexibleInlineMaxSize(flexible);
  binaryen.setOneCallerInlineMaxSize(oneCaller);
  module.setFeatures(features.reduce((set, name) => set | binaryen.Features[name], 0));
  const names = new Set(functionsOf(module));
  for (const name of APART) {
    if (!names.has(name)) throw new Error(`There is no function ${name}, which scripts/build/layout.mjs names`);
    binaryen.setPassArgument("no-inline", name);
    module.runPasses(["no-inline"]);
  }
  module.optimize();
  if (!module.validate()) throw new Error("The optimised module is not valid, or uses a feature that no host may need");
}

function* functionsOf(module) {
  for (let i = 0; i < module.getNumFunctions(); i++) yield binaryen.getFunctionInfo(module.getFunctionByIndex(i)).name;
}

async function build({ core }) {
  const spec = CORES[core];
  const binary = await compile(spec.flags);
  const whole = binaryen.readBinary(binary);
  proveUnmanaged(functionsOf(whole));
  const map = readMap(whole);
  whole.dispose();
  const module = binaryen.readBinary(packLiterals(binary, map.storeStart));
  optimise(module, spec);
  binaryen.setDebugInfo(true);
  return { bytes: module.emitBinary(), fixedEnd: map.end };
}

try {
  parentPort.postMessage(await build(workerData));
} catch (error) {
  parentPort.postMessage({ error: error.message });
}
