/**
 * What may be wrong with an ahead-of-time compiled module in a Fluent Bit configuration: Fluent Bit takes it by its first bytes
 * wherever it takes a `.wasm`, and it is only as good as the module that it was compiled from.
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { AOT_FORMAT, AotFile, runsOn } from "../aot-file.js";
import { moduleBytes } from "../modules.js";
import { WasmFile } from "../wasm-file.js";
import { identify, isDetectorModule, MODULE_SECTION, RULE_SECTION } from "../wasm-identity.js";
import type { Place } from "./plugins.js";
import type { Problem } from "./problem.js";

const COMPILE = `wamrc --bounds-checks=1 --emit-custom-sections=${RULE_SECTION},${MODULE_SECTION}`;

/** The module that a compiled file stems from, where it lies beside it. */
interface Source {
  path: string;
  changed: number;
  payload: Uint8Array;
}

function sourceOf(path: string): Source | undefined {
  const candidates = [path.replace(/\.[^./\\]*$/, ".wasm"), join(dirname(path), "fluent-bit.wasm")];
  for (const candidate of candidates) {
    try {
      const file = WasmFile.parse(readFileSync(candidate));
      if (!isDetectorModule(file)) continue;
      return { path: candidate, changed: statSync(candidate).mtimeMs, payload: identify(file).payload };
    } catch {
      // Not there, or not a module: nothing to compare with.
    }
  }
  return undefined;
}

const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** Whether a compiled file says that it comes from the package's own module. */
function isCurrent(file: AotFile): boolean {
  const own = WasmFile.parse(moduleBytes("fluent-bit"));
  return [RULE_SECTION, MODULE_SECTION].every((name) => {
    const theirs = file.customSection(name);
    const ours = own.customSection(name);
    return theirs === undefined || ours === undefined || isEqual(theirs, ours);
  });
}

/**
 * @param path the compiled file
 * @param place the setting that names it
 * @param machine architecture of the machine, as Node names it
 */
export function checkAot(path: string, bytes: Uint8Array, place: Place, machine: string = process.arch): Problem[] {
  const problems: Problem[] = [];
  const report = (level: Problem["level"], message: string, fix: string) =>
    problems.push({ file: place.file, line: place.line, level, message, fix });
  let file: AotFile;
  try {
    file = AotFile.parse(bytes);
  } catch {
    report("error", "The ahead-of-time compiled module is cut or damaged; Fluent Bit will not start.", "Compile it again.");
    return problems;
  }
  if (file.format !== AOT_FORMAT) {
    report(
      "error",
      `The ahead-of-time compiled module has format ${file.format}; Fluent Bit loads format ${AOT_FORMAT} only and will not start.`,
      "Compile it with wamrc or flb-wamrc 2.4.",
    );
    return problems;
  }
  if (!runsOn(file.architecture, machine)) {
    report(
      "error",
      `The module was compiled for ${file.architecture}; this machine is ${machine}, and Fluent Bit will not start here.`,
      "Compile it with --target of this machine, one file an architecture.",
    );
  }
  if (!file.customSection(RULE_SECTION)) {
    report(
      "warning",
      "The module was compiled without its custom sections, so nobody can tell which version it is.",
      `Compile it with ${COMPILE}.`,
    );
  } else if (!isCurrent(file)) {
    report(
      "warning",
      "The module was compiled from another version's fluent-bit.wasm.",
      "Compile this version's fluent-bit.wasm, and reload Fluent Bit.",
    );
  }
  const source = sourceOf(path);
  if (!source) return problems;
  if (!isEqual(source.payload, file.payload())) {
    report(
      "error",
      `The configuration in ${source.path} is not the one in the compiled file: settings must be baked before compiling.`,
      "Compile the baked module again.",
    );
  } else if (statSync(path).mtimeMs < source.changed) {
    report("warning", `The compiled file is older than ${source.path}.`, "Compile the module again.");
  }
  return problems;
}
