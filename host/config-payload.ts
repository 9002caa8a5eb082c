/**
 * A configuration as the payload of a module's settings region, and back. assembly/exchange/settings.ts describes the layout.
 */
import {
  OBSERVED_AUDIT,
  OBSERVED_CMDLET_LOG,
  OBSERVED_PIPELINE_LOG,
  OBSERVED_PROCESS,
  OBSERVED_SCRIPT_BLOCK,
} from "../assembly/contract.js";
import { DetectorError } from "./errors.js";
import type { EventKind } from "./types.js";
import { concatenate, encodeText } from "./wtf8.js";

/** All conditions of one exception are required; `*` is the only wildcard, case does not count. */
export interface Exception {
  /** The event's host. */
  host?: string;
  /** The user's SID, or name as the event has it. */
  user?: string;
  /** The exported mailbox. */
  mailbox?: string;
  /** Where the file goes: the path, such as `\\backup01\pst$\*`. */
  destination?: string;
  /** Why; the finding carries it. */
  reason: string;
  /** Last day or moment at which it holds, by the event's own time: `2027-03-31` (to its end, UTC) or `2027-03-31T18:00:00Z`. */
  until?: string;
}

export interface Config {
  exceptions?: Exception[];
  /** Members that a finding leaves out. */
  omit?: ("mailbox" | "file_path")[];
  /** Name of the member that a finding becomes; `mailbox_export_finding` if absent. */
  field?: string;
  /** Ids of the rules that are on; those on by default if absent. */
  behaviours?: string[];
  /** Kinds of event that are read; all if absent. */
  observe?: EventKind[];
}

/** Kinds of event by their numbers in the contract. */
const KIND: Record<EventKind, number> = {
  "script-block": OBSERVED_SCRIPT_BLOCK,
  "cmdlet-log": OBSERVED_CMDLET_LOG,
  "pipeline-log": OBSERVED_PIPELINE_LOG,
  process: OBSERVED_PROCESS,
  audit: OBSERVED_AUDIT,
};
export const EVENT_KINDS = Object.keys(KIND) as EventKind[];

const TAG = {
  field: 1,
  omit: 2,
  behaviour: 3,
  exception: 4,
  observe: 5,
  host: 16,
  user: 17,
  mailbox: 18,
  destination: 19,
  reason: 20,
  until: 21,
} as const;
const TEXTS = ["host", "user", "mailbox", "destination", "reason", "until"] as const;
const OMITTED = { mailbox: 1, file_path: 2 } as const;
const NEVER = 0xffff_ffff_ffff_ffffn;
const HEADER_BYTES = 4;
const MOMENT_BYTES = 8;

/** @param expiry last millisecond of an exception's `until` */
export function encodeConfig(config: Config, expiry: (until: unknown) => number | undefined): Uint8Array {
  const entries: Uint8Array[] = [];
  if (config.field !== undefined) entries.push(entry(TAG.field, encodeText(config.field)));
  if (config.omit?.length)
    entries.push(entry(TAG.omit, Uint8Array.of(config.omit.reduce((set, name) => set | OMITTED[name], 0))));
  for (const id of config.behaviours ?? []) entries.push(entry(TAG.behaviour, encodeText(id)));
  if (config.observe) {
    const kinds = config.observe.reduce((set, kind) => set | (1 << KIND[kind]), 0);
    entries.push(entry(TAG.observe, Uint8Array.of(kinds)));
  }
  for (const exception of config.exceptions ?? []) entries.push(entry(TAG.exception, encodeException(exception, expiry)));
  return concatenate(entries);
}

function encodeException(exception: Exception, expiry: (until: unknown) => number | undefined): Uint8Array {
  const moment = new Uint8Array(MOMENT_BYTES);
  const until = exception.until === undefined ? undefined : expiry(exception.until);
  new DataView(moment.buffer).setBigUint64(0, until === undefined ? NEVER : BigInt(until), true);
  const texts = TEXTS.flatMap((key) => {
    const value = exception[key];
    return value === undefined ? [] : [entry(TAG[key], encodeText(value))];
  });
  return concatenate([moment, ...texts]);
}

function entry(tag: number, content: Uint8Array): Uint8Array {
  return concatenate([Uint8Array.of(tag, 0, content.length & 255, content.length >> 8), content]);
}

/** The configuration that a payload was made from. @throws DetectorError for what is none */
export function decodeConfig(payload: Uint8Array): Config {
  const config: Config = {};
  for (const { tag, content } of entriesOf(payload)) {
    if (tag === TAG.field) config.field = decode(content);
    else if (tag === TAG.omit) {
      config.omit = (["mailbox", "file_path"] as const).filter((name) => content[0]! & OMITTED[name]);
    } else if (tag === TAG.behaviour) config.behaviours = [...(config.behaviours ?? []), decode(content)];
    else if (tag === TAG.observe) config.observe = EVENT_KINDS.filter((kind) => content[0]! & (1 << KIND[kind]));
    else if (tag === TAG.exception) config.exceptions = [...(config.exceptions ?? []), decodeException(content)];
  }
  return config;
}

function decodeException(content: Uint8Array): Exception {
  const exception: Exception = { reason: "" };
  for (const { tag, content: text } of entriesOf(content.subarray(MOMENT_BYTES))) {
    const key = TEXTS.find((name) => TAG[name] === tag);
    if (key) exception[key] = decode(text);
  }
  return exception;
}

const decode = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

function* entriesOf(bytes: Uint8Array): Generator<{ tag: number; content: Uint8Array }> {
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8);
    if (at + HEADER_BYTES + length > bytes.length) {
      throw new DetectorError("module_invalid", "The module's configuration is cut.", { hint: "Bake it again." });
    }
    yield { tag: bytes[at]!, content: bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length) };
    at += HEADER_BYTES + length;
  }
}
