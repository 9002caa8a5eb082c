/**
 * Writing to a stream that may be slower than we are, or gone.
 */
import { once } from "node:events";

/** Ends the process quietly when the reader of stdout has gone, as `head` does. */
export function quietOnBrokenPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** Writes and waits until the stream takes more, so that a slow reader holds us back instead of filling memory. */
export async function write(data: string | Uint8Array, stream: NodeJS.WritableStream = process.stdout): Promise<void> {
  if (data.length > 0 && !stream.write(data)) await once(stream, "drain");
}
