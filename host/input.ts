/**
 * Input of any size on its way into a scanner: plain files are read straight into the module's memory, gzip is known by its
 * magic, and what is certainly no newline-delimited JSON is refused with the way to turn it into some.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { DetectorError } from "./errors.js";
import type { Scanner } from "./scanner.js";

/** The name that stands for standard input. */
export const STDIN = "-";

const PIECE_BYTES = 1 << 20;
const HEAD_BYTES = 16;
/** Milliseconds of reading after which signals and timers get their turn. */
const TURN = 30;

/** Called behind each piece with the bytes read since the last call; answers whether to go on. */
export type AfterPiece = (bytes: number) => Promise<boolean>;

/** What a file's first bytes give away, and what to do about it. */
const REFUSED: { magic: number[]; what: string; hint: string }[] = [
  {
    magic: [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00],
    what: "a Windows event log (EVTX)",
    hint: "Convert it: evtx_dump -o jsonl FILE.",
  },
  { magic: [0x5b], what: "a JSON array", hint: "Turn it into lines, one event each: jq -c '.[]' FILE." },
  {
    magic: [0xff, 0xfe],
    what: "UTF-16 text",
    hint: "Convert it: iconv -f UTF-16 -t UTF-8 FILE, or write it with -Encoding utf8.",
  },
  { magic: [0xfe, 0xff], what: "UTF-16 text", hint: "Convert it: iconv -f UTF-16 -t UTF-8 FILE." },
  {
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    what: "compressed with zstd",
    hint: "Unpack it on the way: zstdcat FILE | mailbox-export-detector scan.",
  },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: "a ZIP archive",
    hint: "Unpack it on the way: unzip -p FILE | mailbox-export-detector scan.",
  },
  {
    magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    what: "compressed with xz",
    hint: "Unpack it on the way: xzcat FILE | mailbox-export-detector scan.",
  },
];

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function isGzip(head: Uint8Array): boolean {
  return startsWith(head, [0x1f, 0x8b]);
}

function refuse(head: Uint8Array, name: string): void {
  const found = REFUSED.find(({ magic }) => startsWith(head, magic));
  if (found)
    throw new DetectorError("input_invalid", `${name} is ${found.what}, not newline-delimited JSON.`, { hint: found.hint });
}

/** Bytes of a regular file, or undefined for anything else and for what cannot be read. */
export function sizeOf(name: string): number | undefined {
  if (name === STDIN) return undefined;
  try {
    const descriptor = openSync(name, "r");
    try {
      const stat = fstatSync(descriptor);
      const head = new Uint8Array(HEAD_BYTES);
      if (!stat.isFile()) return undefined;
      readSync(descriptor, head, 0, HEAD_BYTES, 0);
      return isGzip(head) ? undefined : stat.size;
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
 */
export async function readInput(name: string, scanner: Scanner, afterPiece: AfterPiece): Promise<void> {
  if (name === STDIN) return readStream(process.stdin, "standard input", scanner, afterPiece);
  let descriptor: number;
  try {
    descriptor = openSync(name, "r");
  } catch (cause) {
    throw unreadable(name, cause);
  }
  try {
    await readFile(descriptor, name, scanner, afterPiece);
  } catch (cause) {
    throw cause instanceof DetectorError ? cause : unreadable(name, cause);
  } finally {
    closeSync(descriptor);
  }
}

function unreadable(name: string, cause: unknown): DetectorError {
  const code = (cause as NodeJS.ErrnoException).code;
  const hint =
    code === "ENOENT"
      ? "Check the path; without one, scan reads standard input."
      : code === "EISDIR"
        ? `Name the files: mailbox-export-detector scan ${name.replace(/\/$/, "")}/*`
        : "Check that the file can be read.";
  return new DetectorError("file_unreadable", `Cannot read ${name}.`, { cause, hint });
}

async function readFile(descriptor: number, name: string, scanner: Scanner, afterPiece: AfterPiece): Promise<void> {
  const head = new Uint8Array(HEAD_BYTES);
  const got = readSync(descriptor, head, 0, HEAD_BYTES, null);
  const start = head.subarray(0, got);
  refuse(start, name);
  if (isGzip(start)) {
    const rest = createReadStream("", { fd: descriptor, autoClose: false });
    return readGzip(Readable.from(behind(start, rest)), name, scanner, afterPiece);
  }
  scanner.push(start);
  if (!(await afterPiece(got))) return;
  let turn = performance.now();
  for (;;) {
    const room = scanner.room(PIECE_BYTES);
    const bytes = readSync(descriptor, room, 0, room.length, null);
    if (bytes === 0) break;
    scanner.filled(bytes);
    if (!(await afterPiece(bytes))) return;
    if (performance.now() - turn > TURN) {
      await setImmediate();
      turn = performance.now();
    }
  }
  scanner.end();
  await afterPiece(0);
}

async function* behind(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

async function readGzip(source: Readable, name: string, scanner: Scanner, afterPiece: AfterPiece): Promise<void> {
  const plain = createGunzip();
  source.on("error", (error) => plain.destroy(error)).pipe(plain);
  try {
    await readPieces(plain, scanner, afterPiece);
  } catch (cause) {
    if (cause instanceof DetectorError) throw cause;
    throw new DetectorError("input_invalid", `${name} is damaged gzip: what could be unpacked was read.`, {
      cause,
      hint: "Copy the file again.",
    });
  }
}

async function readStream(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  scanner: Scanner,
  afterPiece: AfterPiece,
): Promise<void> {
  const pieces = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < HEAD_BYTES) {
    const { value, done } = await pieces.next();
    if (done) break;
    head = head.length === 0 ? value : Buffer.concat([head, value]);
  }
  refuse(head, name);
  const whole = behind(head, { [Symbol.asyncIterator]: () => pieces });
  if (isGzip(head)) return readGzip(Readable.from(whole), name, scanner, afterPiece);
  return readPieces(whole, scanner, afterPiece);
}

async function readPieces(pieces: AsyncIterable<Uint8Array>, scanner: Scanner, afterPiece: AfterPiece): Promise<void> {
  for await (const piece of pieces) {
    scanner.push(piece);
    if (!(await afterPiece(piece.length))) return;
  }
  scanner.end();
  await afterPiece(0);
}
