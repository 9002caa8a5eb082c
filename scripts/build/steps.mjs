/**
 * The twin that counts: one step for every function entry and every loop iteration, in the exported i64 global `steps`.
 */
const COUNT = "(global.set $steps (i64.add (global.get $steps) (i64.const 1)))";

/**
 * @param {any} binaryen
 * @param {import("binaryen").Module} module left as it is
 * @returns {Uint8Array}
 */
export function countingTwin(binaryen, module) {
  const lines = [];
  let entering = false;
  for (const line of module.emitText().split("\n")) {
    const insideHeader = entering && /^ {2}\(local /.test(line);
    if (entering && !insideHeader) {
      lines.push(COUNT);
      entering = false;
    }
    lines.push(line);
    if (/^ \(func /.test(line)) entering = true;
    if (/^\s*\(loop\b/.test(line)) lines.push(COUNT);
    if (/^ \(memory /.test(line)) lines.push('(global $steps (mut i64) (i64.const 0)) (export "steps" (global $steps))');
  }
  const twin = binaryen.parseText(lines.join("\n"));
  twin.setFeatures(module.getFeatures());
  if (!twin.validate()) throw new Error("The counting twin is not valid");
  const bytes = twin.emitBinary();
  twin.dispose();
  return bytes;
}
