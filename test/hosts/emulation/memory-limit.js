/** A copy of a module whose memory cannot grow beyond a number of pages, as under a host that has no more to give. */

function readUnsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return { value, next: at };
  }
}

function unsigned(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

const MEMORY = 5;

/**
 * @param {Uint8Array} bytes a module with one memory
 * @param {number} spare pages that it may still grow by
 * @returns {WebAssembly.Module}
 */
export function withLimit(bytes, spare) {
  for (let at = 8; at < bytes.length; ) {
    const size = readUnsigned(bytes, at + 1);
    if (bytes[at] === MEMORY) {
      const initial = readUnsigned(bytes, size.next + 2).value;
      const body = [1, 1, ...unsigned(initial), ...unsigned(initial + spare)];
      const rest = bytes.subarray(size.next + size.value);
      return new WebAssembly.Module(
        Buffer.concat([bytes.subarray(0, at), Buffer.from([MEMORY, ...unsigned(body.length), ...body]), rest]),
      );
    }
    at = size.next + size.value;
  }
  throw new Error("no memory section");
}
