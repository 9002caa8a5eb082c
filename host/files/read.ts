/**
 * Files and standard input, of any size, into whatever reads inputs: unpacked on the way, and where the input passes as it is,
 * read straight into the module's memory.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import zlib from "node:zlib";
import { DetectorError } from "../errors.js";
import { MAGIC_BYTES, type Packing, packingOf, refuse } from "../input/recognise.js";
import { cannotUnpack } from "../input/unpack.js";
import { type Decompressor, unpackZstd } from "../input/zstd.js";
import { STDIN } from "./find.js";

const PIECE_BYTES = 1 << 20;
const NEWLINE = 0x0a;
/** Milliseconds of reading after which signals and timers get their turn. */
const TURN = 30;

/** zlib as Node has it from 22.15 on. */
type ZstdZlib = { createZstdDecompress?: () => Decompressor };

/** What takes the bytes of an input. The members that are optional spare a copy. */
export interface Taker {
  push(bytes: Uint8Array): void;
  end(): void;
  passesAsIs?: boolean;
  room?(bytes: number): Uint8Array;
  filled?(bytes: number): void;
}

/** Called after each piece with the bytes of the file read since the last call; answers whether to go on. */
export type AfterPiece = (bytes: number) => Promise<boolean>;

/** What the user sees an input called. */
export function shownName(name: string): string {
  return name === STDIN ? "(stdin)" : name;
}

/** Bytes of a regular file, or undefined for anything else and for what cannot be read. */
export function sizeOf(name: string): number | undefined {
  if (name === STDIN) return undefined;
  try {
    const descriptor = openSync(name, "r");
    try {
      const stat = fstatSync(descriptor);
      return stat.isFile() ? stat.size : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/**
 * Reads an input to its end, or until `afterPiece` says stop.
 * @param name a file, or STDIN
 * @throws DetectorError for what cannot be read; what could be read before was handed on
 */
export async function readInput(name: string, taker: Taker, afterPiece: AfterPiece): Promise<void> {
  if (name === STDIN) return readStream(process.stdin, "Standard input", taker, afterPiece);
  let descriptor: number;
  try {
    descriptor = openSync(name, "r");
  } catch (cause) {
    throw unreadable(name, cause);
  }
  try {
    await readFile(descriptor, name, taker, afterPiece);
  } catch (cause) {
    throw cause instanceof DetectorError ? cause : unreadable(name, cause);
  } finally {
    closeSync(descriptor);
  }
}

const UNREADABLE: Record<string, string> = {
  ENOENT: "Check the path; without one, standard input is read.",
  EISDIR: "It is a folder: name a file in it. scan takes folders.",
};

function unreadable(name: string, cause: unknown): DetectorError {
  const hint = UNREADABLE[(cause as NodeJS.ErrnoException).code ?? ""] ?? "Check that the file can be read.";
  return new DetectorError("file_unreadable", `Cannot read ${name}.`, { cause, hint });
}

async function readFile(descriptor: number, name: string, taker: Taker, afterPiece: AfterPiece): Promise<void> {
  const head = new Uint8Array(MAGIC_BYTES);
  const start = head.subarray(0, readSync(descriptor, head, 0, MAGIC_BYTES, null));
  refuse(start, name);
  const packing = packingOf(start);
  if (packing) {
    const rest = createReadStream("", { fd: descriptor, autoClose: false });
    return readPacked(following(start, rest), packing, name, taker, afterPiece);
  }
  taker.push(start);
  if (!(await afterPiece(start.length))) return;
  let turn = performance.now();
  const piece = new Uint8Array(PIECE_BYTES);
  for (;;) {
    const straight = taker.passesAsIs && taker.room && taker.filled;
    const room = straight ? taker.room!(PIECE_BYTES) : piece;
    const bytes = readSync(descriptor, room, 0, room.length, null);
    if (bytes === 0) break;
    if (straight) taker.filled!(bytes);
    else taker.push(piece.subarray(0, bytes));
    if (!(await afterPiece(bytes))) return;
    if (performance.now() - turn > TURN) {
      await setImmediate();
      turn = performance.now();
    }
  }
  taker.end();
  await afterPiece(0);
}

async function* following(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

function gunzipped(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const plain = zlib.createGunzip();
  const readable = Readable.from(source);
  readable.on("error", (error) => plain.destroy(error)).pipe(plain);
  return plain;
}

/** Progress is about the packed bytes, which a file's size counts. */
async function readPacked(
  source: AsyncIterable<Uint8Array>,
  packing: Packing,
  name: string,
  taker: Taker,
  afterPiece: AfterPiece,
): Promise<void> {
  const { createZstdDecompress } = zlib as ZstdZlib;
  if (packing === "zstd" && !createZstdDecompress) throw cannotUnpack(name, packing);
  let packed = 0;
  const counted = async function* () {
    for await (const piece of source) {
      packed += piece.length;
      yield piece;
    }
  };
  const plain = packing === "gzip" ? gunzipped(counted()) : unpackZstd(counted(), createZstdDecompress!);
  try {
    for await (const piece of plain) {
      taker.push(piece);
      const bytes = packed;
      packed = 0;
      if (!(await afterPiece(bytes))) return;
    }
  } catch (cause) {
    if (cause instanceof DetectorError) throw cause;
    taker.end();
    await afterPiece(packed);
    throw new DetectorError("input_damaged", `${name} is damaged ${packing}: what could be unpacked was read.`, {
      cause,
      hint: "Copy the file again.",
    });
  }
  taker.end();
  await afterPiece(packed);
}

async function readStream(stream: AsyncIterable<Uint8Array>, name: string, taker: Taker, afterPiece: AfterPiece): Promise<void> {
  const pieces = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  // One piece is enough but for a magic number that comes in two: a process host waits for the answer to its first line.
  while (head.length < MAGIC_BYTES && !isText(head)) {
    const { value, done } = await pieces.next();
    if (done) break;
    head = head.length === 0 ? value : Buffer.concat([head, value]);
  }
  refuse(head, name);
  const whole = following(head, { [Symbol.asyncIterator]: () => pieces });
  const packing = packingOf(head);
  if (packing) return readPacked(whole, packing, name, taker, afterPiece);
  for await (const piece of whole) {
    taker.push(piece);
    if (!(await afterPiece(piece.length))) return;
  }
  taker.end();
  await afterPiece(0);
}

/** Whether the first bytes are already known to be no magic number: what JSON begins with, or a whole line. */
function isText(head: Uint8Array): boolean {
  return head.length > 0 && ("{[ \t\r\n".includes(String.fromCharCode(head[0]!)) || head.includes(NEWLINE));
}
