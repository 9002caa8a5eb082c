/** `node.wasm` as Base64. The build writes the module behind this declaration. */
export const NODE_WASM_BASE64: string;
