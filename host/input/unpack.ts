/**
 * Unpacking where it must happen at once: with the platform's own zlib if it has one. Bundlers see no import.
 */
import { DetectorError } from "../errors.js";
import { concatenate } from "../wtf8.js";
import type { Packing } from "./recognise.js";
import { type Decompressor, unpackZstd, zstdFrames } from "./zstd.js";

/** Decompression as Node's zlib has it; zstd from 22.15 on. */
interface Zlib {
  constants: { Z_SYNC_FLUSH: number };
  gunzipSync(bytes: Uint8Array, options?: { finishFlush: number }): Uint8Array;
  zstdDecompressSync?(bytes: Uint8Array): Uint8Array;
  createZstdDecompress?(): Decompressor;
}

/** The platform's zlib: Node, and what is built like it. */
function platformZlib(): Zlib | undefined {
  return globalThis.process?.getBuiltinModule?.("node:zlib") as Zlib | undefined;
}

/** zstd as a Web stream, where the platform is Node and has it. */
export function zstdStream(): ReadableWritablePair<Uint8Array, BufferSource> | undefined {
  const create = platformZlib()?.createZstdDecompress;
  if (!create) return undefined;
  const { readable, writable } = new TransformStream<BufferSource, Uint8Array>();
  const plain = unpackZstd(readable as unknown as AsyncIterable<Uint8Array>, create);
  return {
    writable,
    readable: new ReadableStream({
      async pull(controller) {
        const { value, done } = await plain.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    }),
  };
}

/** The error for a packing that this platform cannot open. */
export function cannotUnpack(name: string, packing: Packing): DetectorError {
  return new DetectorError("input_invalid", `${name} is packed with ${packing}, which this platform does not unpack.`, {
    hint:
      packing === "zstd"
        ? "Use Node 22.15 or newer, or unpack it on the way: zstdcat FILE."
        : "Unpack it first; createScanner and createTransform unpack gzip in a browser too.",
  });
}

/**
 * @returns the bytes, and what is wrong with them where only a part could be unpacked
 * @throws DetectorError if nothing can be unpacked here
 */
export function unpack(bytes: Uint8Array, packing: Packing): { bytes: Uint8Array; damage?: string } {
  const zlib = platformZlib();
  const open: Zlib["gunzipSync"] | undefined = packing === "gzip" ? zlib?.gunzipSync : zlib?.zstdDecompressSync;
  if (!zlib || !open) throw cannotUnpack("The input", packing);
  try {
    if (packing === "gzip") return { bytes: open(bytes) };
    const { frames, damage } = zstdFrames(bytes);
    return { bytes: concatenate(frames.map((frame) => open(frame))), ...(damage !== undefined && { damage }) };
  } catch (cause) {
    const cut = (cause as NodeJS.ErrnoException).code === "Z_BUF_ERROR";
    if (packing === "gzip" && cut) {
      return { bytes: open(bytes, { finishFlush: zlib.constants.Z_SYNC_FLUSH }), damage: "the gzip data ends too early" };
    }
    throw new DetectorError("input_invalid", `The input is damaged ${packing}.`, { cause, hint: "Copy the file again." });
  }
}
