/**
 * What in a Fluent Bit configuration would lose, corrupt or waste records around the module. Each problem comes with its
 * place and its fix. Sources: Fluent Bit 5.1.1, plugins/filter_wasm/filter_wasm.c and src/wasm/flb_wasm.c.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { ABI_MAJOR } from "../../assembly/contract.js";
import { isAot } from "../aot-file.js";
import { moduleBytes } from "../modules.js";
import { closest } from "../suggest.js";
import { WasmFile } from "../wasm-file.js";
import { identify, isDetectorModule, type ModuleIdentity, sha256 } from "../wasm-identity.js";
import { checkAot } from "./aot-checks.js";
import { expand } from "./configuration.js";
import type { Place, Plugin } from "./plugins.js";
import type { Problem } from "./problem.js";

/** Oldest release that keeps one instance a filter and does not leak. */
export const OLDEST_RELEASE = [4, 2, 0] as const;
/** Oldest release in which a classic filter can be an input's processor under a condition. */
const CONDITION_RELEASE = "5.0.0";
/** Both the default and the floor of `wasm_stack_size`: smaller values are ignored. */
const DEFAULT_STACK = 8192;
const FUNCTION = "detect";
const FIELD = "mailbox_export_finding";

const REFERENCE = "fluent-bit";

/** A filter that loads the detector, or means to. */
interface LoadedModule {
  plugin: Plugin;
  /** Absent where the module cannot be read. */
  identity?: ModuleIdentity;
}

/**
 * @param plugins a configuration, as `readConfiguration` gives it
 * @param file the file that was named, for problems without a better place
 */
export function checkConfiguration(plugins: readonly Plugin[], file: string): Problem[] {
  const problems: Problem[] = [];
  const modules: LoadedModule[] = [];
  for (const plugin of plugins) {
    if (!isWasm(plugin)) continue;
    const module = open(plugin, file, problems);
    if (module) modules.push(module);
  }
  if (modules.length === 0 && problems.length === 0) {
    problems.push({
      level: "error",
      file,
      line: 1,
      message: "No wasm filter of this configuration loads the detector.",
      fix: "Add a filter with Name wasm, WASM_Path /path/to/fluent-bit.wasm and Function_Name detect.",
    });
  }
  for (const module of modules) {
    checkFunction(module, problems);
    checkFormat(module.plugin, problems);
    checkStack(module.plugin, problems);
    checkScope(module.plugin, problems);
  }
  checkRoutes(plugins, modules, problems);
  return problems;
}

/** What the version of Fluent Bit means for the module; `undefined` where nothing is wrong. */
export function checkRelease(release: readonly [number, number, number], file: string): Problem | undefined {
  const [major, minor] = release;
  if (major > OLDEST_RELEASE[0] || (major === OLDEST_RELEASE[0] && minor >= OLDEST_RELEASE[1])) return undefined;
  return {
    level: "error",
    file,
    line: 1,
    message: `Fluent Bit ${release.join(".")} makes a new instance for every chunk or leaks memory in one; split script blocks are not joined.`,
    fix: `Use Fluent Bit ${OLDEST_RELEASE.join(".")} or newer.`,
  };
}

function isWasm(plugin: Plugin): boolean {
  return (plugin.role === "filter" || plugin.role === "processor") && plugin.settings.get("name")?.value.toLowerCase() === "wasm";
}

/** Reads the module that a filter names. Other people's modules are left alone. */
function open(plugin: Plugin, file: string, problems: Problem[]): LoadedModule | undefined {
  const setting = plugin.settings.get("wasm_path");
  if (!setting) {
    problems.push({
      ...at(plugin),
      level: "error",
      message: "The wasm filter has no wasm_path; Fluent Bit will not start.",
      fix: "Set wasm_path to the absolute path of fluent-bit.wasm.",
    });
    return undefined;
  }
  const path = expand(setting.value);
  const meant = /mailbox|fluent-bit[^/\\]*\.(wasm|aot)$/i.test(path) || plugin.settings.get("function_name")?.value === FUNCTION;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    if (!meant) return undefined;
    const beside = !isAbsolute(path) && existsSync(join(dirname(file), path));
    problems.push({
      ...at(setting),
      level: "error",
      message: beside
        ? `The path ${path} is relative to the folder that Fluent Bit is started in, not to the configuration.`
        : `The module ${path} does not exist or cannot be read; Fluent Bit will not start.`,
      fix: beside
        ? `Write the absolute path ${join(dirname(file), path)}.`
        : "Write the absolute path of fluent-bit.wasm, readable for Fluent Bit's user.",
    });
    return { plugin };
  }
  if (isAot(bytes)) {
    if (!meant) return undefined;
    problems.push(...checkAot(path, bytes, setting));
    return { plugin };
  }
  return inspect(plugin, setting, bytes, meant, problems);
}

function inspect(
  plugin: Plugin,
  setting: Place,
  bytes: Uint8Array,
  meant: boolean,
  problems: Problem[],
): LoadedModule | undefined {
  let file: WasmFile;
  try {
    file = WasmFile.parse(bytes);
  } catch {
    if (!meant) return undefined;
    problems.push({
      ...at(setting),
      level: "error",
      message: "The file is not a WebAssembly module, or it is cut.",
      fix: "Copy fluent-bit.wasm again and compare it with SHA256SUMS.",
    });
    return { plugin };
  }
  if (!isDetectorModule(file)) {
    if (meant) {
      problems.push({
        ...at(setting),
        level: "warning",
        message: "The module is not one of this detector's.",
        fix: "Point wasm_path at fluent-bit.wasm of the package.",
      });
    }
    return undefined;
  }
  const identity = identify(file);
  if (identity.abi.major !== ABI_MAJOR) {
    problems.push({
      ...at(setting),
      level: "error",
      message: `The module speaks ABI ${identity.abi.major}.${identity.abi.minor}, this package ABI ${ABI_MAJOR}.`,
      fix: "Take module and package from one release.",
    });
  } else if (!isReference(file, identity)) {
    problems.push({
      ...at(setting),
      level: "warning",
      message: "The module is not the one of this version: its SHA-256 differs (a configuration written by bake is not counted).",
      fix: "Replace it by this version's fluent-bit.wasm, bake your configuration again, and reload Fluent Bit.",
    });
  }
  return { plugin, identity };
}

/** Whether the module, without a configuration that `bake` added, is the package's own, byte for byte. */
function isReference(file: WasmFile, identity: ModuleIdentity): boolean {
  if (identity.payload.length > 0) file.dropLastSegment();
  return sha256(file.serialize()) === sha256(WasmFile.parse(moduleBytes(REFERENCE)).serialize());
}

function checkFunction({ plugin, identity }: LoadedModule, problems: Problem[]): void {
  const setting = plugin.settings.get("function_name");
  if (!setting) {
    problems.push({
      ...at(plugin),
      level: "error",
      message: "The filter has no function_name; Fluent Bit will not start.",
      fix: `Add function_name ${FUNCTION}.`,
    });
    return;
  }
  const exists = identity ? setting.value === FUNCTION && identity.exports.includes(FUNCTION) : setting.value === FUNCTION;
  if (exists) return;
  const slip = closest(setting.value, [FUNCTION]) !== undefined;
  const wrongModule = identity !== undefined && !identity.exports.includes(FUNCTION);
  problems.push({
    ...at(setting),
    level: "error",
    message: wrongModule
      ? "This module is made for another host: every record would be dropped."
      : `The module has no function ${setting.value}: Fluent Bit would drop every record and go on.`,
    fix: wrongModule ? "Use fluent-bit.wasm." : `${slip ? "Did you mean" : "Write"} function_name ${FUNCTION}${slip ? "?" : "."}`,
  });
}

function checkFormat(plugin: Plugin, problems: Problem[]): void {
  const setting = plugin.settings.get("event_format");
  if (!setting || setting.value.toLowerCase() === "json") return;
  const unusable = setting.value.toLowerCase() === "msgpack";
  problems.push({
    ...at(setting),
    level: "error",
    message: unusable
      ? "event_format msgpack loses records: Fluent Bit measures the answer with strlen (fluent-bit#9976)."
      : `event_format ${setting.value} is unknown; Fluent Bit will not start.`,
    fix: "Write event_format json, or leave the line out.",
  });
}

/** Sizes as Fluent Bit reads them: `8k`, `1M`, plain bytes. */
function sizeOf(value: string): number | undefined {
  const [, digits, unit] = /^(\d+)\s*([kmg]?)b?$/i.exec(value.trim()) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * 1000 ** ["", "k", "m", "g"].indexOf((unit ?? "").toLowerCase());
}

function checkStack(plugin: Plugin, problems: Problem[]): void {
  for (const key of ["wasm_stack_size", "wasm_heap_size"]) {
    const setting = plugin.settings.get(key);
    if (!setting) continue;
    const size = sizeOf(setting.value);
    if (size !== undefined && size >= DEFAULT_STACK) continue;
    problems.push({
      ...at(setting),
      level: "warning",
      message:
        size === undefined
          ? `${key} ${setting.value} is not a size.`
          : `${key} ${setting.value} is below the default of ${DEFAULT_STACK} bytes; older releases obey it, and a stack that runs out loses the record.`,
      fix: "Leave the line out: the module is proved to fit the default.",
    });
  }
}

/**
 * A filter over everything pays for every record: Fluent Bit 5.1.1 took 1.0 and 1.2 CPU seconds for 201 and 381 MB of mixed events without a
 * filter, 1.8 and 2.8 with an empty one under a condition that lets few in, 2.2 and 3.4 with an empty one on all. A tag of its own costs the
 * others nothing.
 */
function checkScope(plugin: Plugin, problems: Problem[]): void {
  const match = plugin.settings.get("match");
  const everything =
    plugin.role === "filter" && (match ? /^\*+$/.test(match.value) : plugin.settings.get("match_regex") === undefined);
  if (!everything || plugin.condition) return;
  problems.push({
    ...at(match ?? plugin),
    level: "warning",
    message:
      "The filter sees every record: each is turned into JSON and back, which takes two to three times the CPU of the pipeline without it and rewrites numbers such as 1e3.",
    fix: `Give the PowerShell and Exchange channels a winevtlog input of their own with a tag of its own, and match that tag. Where the stream cannot be parted, make the filter a processor under a condition on EventID (from ${CONDITION_RELEASE}): that still costs about twice the pipeline without it.`,
  });
}

/** Routes run after processors and before filters, so a filter's field is not there yet. */
function checkRoutes(plugins: readonly Plugin[], modules: readonly LoadedModule[], problems: Problem[]): void {
  const late = modules.some(({ plugin }) => plugin.role === "filter");
  if (!late) return;
  for (const input of plugins) {
    if (modules.some(({ plugin }) => plugin.owner === input)) continue;
    for (const route of input.routeFields) {
      if (!route.field.includes(FIELD)) continue;
      problems.push({
        ...at(route),
        level: "error",
        message: `The route reads ${route.field}, but the filter that adds it runs after routes were taken.`,
        fix: "Make the wasm filter a processor of this input, or route with rewrite_tag after the filter.",
      });
    }
  }
}

function at(place: Place): Place {
  return { file: place.file, line: place.line };
}
