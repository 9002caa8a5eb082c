/**
 * The three functions of WASI preview 1 that a filter from standard input to standard output needs. The compiler names an
 * import's module after this file.
 */

/** Reads into `count` (address, bytes) pairs at `vectors`. @returns errno; the bytes read are stored at `read` */
export declare function fd_read(descriptor: i32, vectors: usize, count: i32, read: usize): i32;

/** Writes `count` (address, bytes) pairs at `vectors`. @returns errno; the bytes written are stored at `written` */
export declare function fd_write(descriptor: i32, vectors: usize, count: i32, written: usize): i32;

/** Ends the process; never comes back. */
export declare function proc_exit(status: i32): void;
