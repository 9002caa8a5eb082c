/**
 * One module, cut out of the core and proven. Runs in a worker.
 */
import { parentPort, workerData } from "node:worker_threads";
import binaryen from "binaryen";
import { zlibSync } from "fflate";
import { calleesFirst, callGraph } from "../proofs/call-graph.mjs";
import { proveGlobals, proveInterface, proveMemory } from "../proofs/interface.mjs";
import { proveNoTrap } from "../proofs/no-trap.mjs";
import { deepestPath } from "../proofs/operand-stack.mjs";
import { parseStackIr } from "../proofs/stack-ir.mjs";
import { CORES, exportPrefix, MAX_OPERAND_STACK } from "./modules.mjs";
import { withCustomSection, withDataSegment, withImportModule } from "./sections.mjs";
import { countingTwin } from "./steps.mjs";

/**
 * A variable that only another module ever sets is a constant here, and what hangs on it goes: code, parameters, calls of nothing.
 * The last of the passes after it gives what is used most the shortest index.
 */
const DROP_FOREIGN = ["simplify-globals-optimizing", "dae-optimizing", "inlining-optimizing", "remove-unused-module-elements"];
/** Functions up to this size are nothing but a value or a return. */
const NEXT_TO_NOTHING = 2;

const SETTINGS_MAGIC = 0x5344454d;

/** Keeps this module's exports, under their own names, and what they reach. */
function keepExports(module, spec) {
  const prefix = exportPrefix(spec.entry);
  const exports = Array.from({ length: module.getNumExports() }, (_, index) =>
    binaryen.getExportInfo(module.getExportByIndex(index)),
  );
  for (const { name, kind, value } of exports) {
    if (name === "memory") continue;
    module.removeExport(name);
    if (!name.startsWith(prefix)) continue;
    if (kind === binaryen.ExternalFunction) module.addFunctionExport(value, name.slice(prefix.length));
    else module.addGlobalExport(value, name.slice(prefix.length));
  }
  module.runPasses(["remove-unused-module-elements", ...DROP_FOREIGN, "reorder-globals", "reorder-functions"]);
}

function settingsHeader() {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(SETTINGS_MAGIC, 0);
  header.writeUInt32LE(1, 4);
  return header;
}

/** Value of an exported constant. */
function constantOf(module, exported) {
  const name = binaryen.getExportInfo(module.getExport(exported)).value;
  return binaryen.getExpressionInfo(binaryen.getGlobalInfo(module.getGlobal(name)).init).value;
}

/** What a module says of itself to those who cannot read its globals. */
function identitySection(module, spec, version) {
  const abi = constantOf(module, "abi_version");
  return JSON.stringify({ version, abi: `${abi >>> 16}.${abi & 0xffff}`, host: spec.entry });
}

/** Proves the finished bytes and returns the figures worth printing. */
function prove(spec, core, module, bytes, memory, fixedEnd) {
  proveInterface(bytes, spec);
  proveGlobals(module, binaryen);
  proveMemory(memory, fixedEnd);
  const program = parseStackIr(module.emitStackIR());
  calleesFirst(callGraph(program));
  const maxBytes = spec.maxBytes ?? core.maxBytes;
  if (bytes.length > maxBytes) throw new Error(`The module has ${bytes.length} bytes, more than ${maxBytes}`);
  proveNoTrap(program);
  const stack = deepestPath(program);
  if (stack.bytes > MAX_OPERAND_STACK) throw new Error(`The deepest path takes ${stack.bytes} bytes: ${describe(stack.path)}`);
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

function build({ spec, core, code, fixedEnd, rule, version, steps }) {
  const module = binaryen.readBinary(code);
  module.setFeatures(CORES[core].features.reduce((set, name) => set | binaryen.Features[name], 0));
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(2);
  binaryen.setAlwaysInlineMaxSize(NEXT_TO_NOTHING);
  binaryen.setFlexibleInlineMaxSize(NEXT_TO_NOTHING);
  binaryen.setOneCallerInlineMaxSize(NEXT_TO_NOTHING);
  keepExports(module, spec);
  const settings = constantOf(module, "settings");
  const memory = module.getMemoryInfo();
  const finish = (bytes) => withDataSegment(bytes, settings, settingsHeader());
  const renamed = Object.entries(spec.rename ?? {}).reduce(
    (bytes, [from, to]) => withImportModule(bytes, from, to),
    module.emitBinary(),
  );
  const described = withCustomSection(
    finish(renamed),
    "mailbox_export_detector.rule",
    zlibSync(Buffer.from(rule), { level: 9, mem: 12 }),
  );
  const identity = identitySection(module, spec, version);
  const bytes = withCustomSection(described, "mailbox_export_detector.module", Buffer.from(identity));
  const { report, complaint } = tryProve(() => prove(spec, CORES[core], module, bytes, memory, fixedEnd));
  return { bytes, steps: steps ? finish(countingTwin(binaryen, module)) : undefined, report, complaint };
}

try {
  parentPort.postMessage(build(workerData));
} catch (error) {
  parentPort.postMessage({ error: error.message });
}
