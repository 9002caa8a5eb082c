/**
 * One module from source to proven bytes: compiler, optimiser, proofs. Runs in a worker, since both tools are synchronous.
 */
import { parentPort, workerData } from "node:worker_threads";
import asc from "assemblyscript/asc";
import binaryen from "binaryen";
import { calleesFirst, callGraph } from "../proofs/call-graph.mjs";
import { proveGlobals, proveInterface, proveMemory } from "../proofs/interface.mjs";
import { proveNoTrap } from "../proofs/no-trap.mjs";
import { deepestPath } from "../proofs/operand-stack.mjs";
import { parseStackIr } from "../proofs/stack-ir.mjs";
import { packLiterals } from "./literals.mjs";
import { MAX_MODULE_BYTES, MAX_OPERAND_STACK } from "./modules.mjs";
import { withCustomSection, withDataSegment } from "./sections.mjs";
import { countingTwin } from "./steps.mjs";

/** Fluent Bit's interpreter knows these and no more; SIMD keeps it from starting. */
const FEATURES = ["MutableGlobals", "SignExt", "NontrappingFPToInt", "BulkMemory", "BulkMemoryOpt"];
const SETTINGS_MAGIC = 0x5344454d;

async function compile(entry, ungated) {
  let binary = null;
  let messages = "";
  const flags = ["--config", "asconfig.json", "--target", "module"];
  if (ungated) flags.push("--use", "GATES_OFF=ASC_RUNTIME");
  const { error } = await asc.main([`assembly/hosts/${entry}.ts`, "--outFile", "module.wasm", ...flags], {
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

/** Where the store begins and where the fixed regions end, as memory/map.ts lays them out behind the static data. */
function readMap(module) {
  const constant = (name) => binaryen.getExpressionInfo(binaryen.getGlobalInfo(module.getGlobal(name)).init).value;
  const storeStart = (constant("~lib/memory/__heap_base") + 15) & ~15;
  return { storeStart, end: storeStart + 16 + constant("assembly/memory/map/MAP_BYTES") };
}

/** The compiled module with its literals packed. */
function readPacked(binary) {
  const whole = binaryen.readBinary(binary);
  const map = readMap(whole);
  whole.dispose();
  return { module: binaryen.readBinary(packLiterals(binary, map.storeStart)), map };
}

function optimise(module) {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(1);
  // Inlining merges frames, and the interpreter pays for the largest on every path through it.
  binaryen.setAlwaysInlineMaxSize(12);
  binaryen.setFlexibleInlineMaxSize(20);
  binaryen.setOneCallerInlineMaxSize(30);
  module.setFeatures(FEATURES.reduce((set, name) => set | binaryen.Features[name], 0));
  module.optimize();
  if (!module.validate()) throw new Error("The optimised module is not valid, or uses a feature that no host may need");
}

function renameImports(module, renames) {
  let text = module.emitText();
  for (const [from, to] of Object.entries(renames)) text = text.replaceAll(`(import "${from}" `, `(import "${to}" `);
  const renamed = binaryen.parseText(text);
  renamed.setFeatures(module.getFeatures());
  return renamed;
}

function settingsHeader() {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(SETTINGS_MAGIC, 0);
  header.writeUInt32LE(1, 4);
  return header;
}

/** Proves the finished bytes and returns the figures worth printing. */
function prove(spec, module, bytes, memory, fixedEnd) {
  proveInterface(bytes, spec);
  proveGlobals(module, binaryen);
  proveMemory(memory, fixedEnd);
  const program = parseStackIr(module.emitStackIR());
  calleesFirst(callGraph(program));
  if (bytes.length > MAX_MODULE_BYTES) throw new Error(`The module has ${bytes.length} bytes, more than ${MAX_MODULE_BYTES}`);
  const stack = deepestPath(program);
  if (spec.noTrap) {
    proveNoTrap(program);
    if (stack.bytes > MAX_OPERAND_STACK) throw new Error(`The deepest path takes ${stack.bytes} bytes: ${describe(stack.path)}`);
  }
  return { bytes: bytes.length, stack: stack.bytes, path: describe(stack.path) };
}

function tryProve(proof) {
  try {
    return { report: proof() };
  } catch (error) {
    return { complaint: error.message };
  }
}

const describe = (path) => path.map((step) => `${step.name.split("/").at(-1)} ${step.frame}`).join(" → ");

async function build({ spec, ungated, rule }) {
  const { module, map } = readPacked(await compile(spec.entry, ungated));
  optimise(module);
  const final = spec.rename ? renameImports(module, spec.rename) : module;
  const settings = settingsAddress(final);
  const memory = final.getMemoryInfo();
  const finish = (code) => withDataSegment(code, settings, settingsHeader());
  const bytes = withCustomSection(finish(final.emitBinary()), "mailbox_export_detector.rule", Buffer.from(rule));
  const { report, complaint } = tryProve(() => prove(spec, final, bytes, memory, map.end));
  const steps = spec.steps && !ungated ? finish(countingTwin(binaryen, final)) : undefined;
  return { bytes, steps, report, complaint };
}

function settingsAddress(module) {
  const name = binaryen.getExportInfo(module.getExport("settings")).value;
  return binaryen.getExpressionInfo(binaryen.getGlobalInfo(module.getGlobal(name)).init).value;
}

try {
  parentPort.postMessage(await build(workerData));
} catch (error) {
  parentPort.postMessage({ error: error.message });
}
