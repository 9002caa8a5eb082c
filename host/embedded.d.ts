/** `node.wasm` as Base64; the build writes `embedded.js` beside the compiled host. */
export const NODE_WASM_BASE64: string;
