/**
 * Types of the platform that the library's declarations name. A program that compiles without TypeScript's `dom` library and
 * without @types/node gets empty ones; where either is loaded these merge into its own.
 */
declare global {
  interface TransformStream<I = any, O = any> {}
  namespace WebAssembly {
    interface Module {}
  }
}

export type WebTransform<In, Out> = TransformStream<In, Out>;
/** A module's bytes, or the module compiled. */
export type WasmSource = ArrayBufferView | ArrayBuffer | WebAssembly.Module;
