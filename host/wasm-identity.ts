/**
 * What a module file says of itself: ABI, rule metadata, configuration. Read from the binary; nothing runs.
 */
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { ABI_MAJOR, SETTINGS_BYTES, SETTINGS_HEADER_BYTES, SETTINGS_MAGIC } from "../assembly/contract.js";
import { DetectorError } from "./errors.js";
import { WasmFile } from "./wasm-file.js";

/** The rules' metadata: JSON, deflated in zlib's frame. */
export const RULE_SECTION = "mailbox_export_detector.rule";
/** Version, ABI and host, for those who cannot ask the module: a compiled file has no globals left to read. */
export const MODULE_SECTION = "mailbox_export_detector.module";

/** First byte of zlib's frame (RFC 1950: CM 8, CINFO 7), which no JSON starts with. */
const ZLIB = 0x78;
/** Bytes of metadata that are inflated at most. */
const MAX_RULE_BYTES = 1 << 20;

export interface ModuleIdentity {
  abi: { major: number; minor: number };
  /** The rules' metadata, as the build wrote it. */
  rules: unknown;
  /** Address of the settings region. */
  settings: number;
  /** The configuration written into the module; empty for none. */
  payload: Uint8Array;
  exports: string[];
}

/** Whether the binary is one of this project's modules. */
export function isDetectorModule(file: WasmFile): boolean {
  return file.customSection(RULE_SECTION) !== undefined && file.exportedConstant("settings") !== undefined;
}

/** The rules' metadata out of their section; older modules have it as plain JSON. */
export function readRules(section: Uint8Array): unknown {
  try {
    const json = section[0] === ZLIB ? inflateSync(section, { maxOutputLength: MAX_RULE_BYTES }) : section;
    return JSON.parse(new TextDecoder().decode(json));
  } catch (cause) {
    throw new DetectorError("module_invalid", "The module's rule metadata cannot be read.", {
      cause,
      hint: "Take a fresh module from the package or the release.",
    });
  }
}

/** Reads a module's identity, or says why it has none. */
export function identify(file: WasmFile): ModuleIdentity {
  const section = file.customSection(RULE_SECTION);
  const abi = file.exportedConstant("abi_version");
  const settings = file.exportedConstant("settings");
  if (!section || abi === undefined || settings === undefined) {
    throw new DetectorError("module_incompatible", "This WebAssembly module is not one of this detector's.", {
      hint: "Take a module from the package or the release.",
    });
  }
  return {
    abi: { major: abi >>> 16, minor: abi & 0xffff },
    rules: readRules(section),
    settings,
    payload: payloadAt(file, settings),
    exports: file.exportNames(),
  };
}

/** Refuses a module of another major ABI. */
export function checkAbi(identity: { abi: { major: number; minor: number } }): void {
  if (identity.abi.major === ABI_MAJOR) return;
  throw new DetectorError(
    "module_incompatible",
    `The module speaks ABI ${identity.abi.major}.${identity.abi.minor}; this version needs ABI ${ABI_MAJOR}.`,
    {
      hint: "Use module and package of one version.",
    },
  );
}

function payloadAt(file: WasmFile, settings: number): Uint8Array {
  const region = file.initialBytes(settings, SETTINGS_BYTES);
  const header = new DataView(region.buffer);
  const length = header.getUint32(8, true);
  if (header.getUint32(0, true) !== SETTINGS_MAGIC || length > SETTINGS_BYTES - SETTINGS_HEADER_BYTES) {
    throw new DetectorError("module_invalid", "The module's settings region has no valid header.", {
      hint: "Take a fresh module and bake the configuration again.",
    });
  }
  return region.slice(SETTINGS_HEADER_BYTES, SETTINGS_HEADER_BYTES + length);
}

/** SHA-256 of bytes in hexadecimal, as SHA256SUMS has it. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
