/**
 * What Bento's `wasm` processor offers. The compiler names an import's module after this file; the build renames it to
 * `benthos_wasm` for Redpanda Connect, which offers the same.
 */

/** Copies the message into a block of our `malloc` and gives it back itself. @returns address << 32 | bytes; 0 if the copy failed */
export declare function v0_msg_as_bytes(): u64;

/** The host copies. */
export declare function v0_msg_set_bytes(address: usize, length: usize): void;

/** The host copies key and value. */
export declare function v0_msg_set_meta(key: usize, keyLength: usize, value: usize, valueLength: usize): void;
