/** `SPEC=event npx asp` runs the specs whose file name starts so. */
const which = process.env.SPEC ?? "";

export default {
  entries: [`assembly/__tests__/**/${which}*.spec.ts`],
  include: [],
  disclude: [/node_modules/],
  instantiate: async (memory, createImports, instantiate, binary) => instantiate(binary, createImports({ env: { memory } })),
  outputBinary: false,
};
