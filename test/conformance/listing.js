/**
 * Commands as one line of words each, and the comparison of two readings of one text.
 * A command is [start, end, operator, name, elements], an element [kind, start, end, value]; name and value are null where not constant.
 */

/**
 * @param {{start: number, end: number, operator: string, name?: string, elements: {kind: string, start: number, end: number, value?: string}[]}[]} commands
 *   as the detector's `explain` lists them
 */
export function fromDetector(commands) {
  return commands.map((command) => [
    command.start,
    command.end,
    command.operator,
    command.name ?? null,
    command.elements.map((element) => [element.kind, element.start, element.end, element.value ?? null]),
  ]);
}

/** One line for a command: `0-9 & name ← constant 0-4 "name", variable 5-7`. */
export function describe([start, end, operator, name, elements]) {
  const words = elements.map(
    ([kind, from, to, value]) => `${kind} ${from}-${to}${value === null ? "" : ` ${JSON.stringify(value)}`}`,
  );
  return `${start}-${end} ${operator}${operator && " "}${name === null ? "?" : JSON.stringify(name)} ← ${words.join(", ")}`;
}

/**
 * Compares what the engine and the detector made of one text.
 * @returns {{agreed: number, missing: string[], extra: string[]}} described commands that only one of them has
 */
export function difference(expected, actual) {
  const rest = new Map();
  for (const command of actual) {
    const key = describe(command);
    rest.set(key, (rest.get(key) ?? 0) + 1);
  }
  const missing = [];
  let agreed = 0;
  for (const command of expected) {
    const key = describe(command);
    const left = rest.get(key) ?? 0;
    if (left === 0) missing.push(key);
    else {
      agreed++;
      rest.set(key, left - 1);
    }
  }
  const extra = [...rest].flatMap(([key, left]) => Array(left).fill(key));
  return { agreed, missing, extra };
}
