/**
 * Random programs for the value suite, the same for a seed on every machine: expressions whose types fit mostly, nested three deep.
 */

/** @param {number} seed @returns {() => number} numbers in [0, 1) (mulberry32) */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = [
  "'a'",
  "'abc'",
  "'Xy-Z'",
  "'a,b;c'",
  "''",
  "'1'",
  "'42'",
  "' p q '",
  "'aXbXc'",
  "'{0}'",
  "'Mailbox'",
  "'é'",
  "'n.m'",
  "'[k]'",
];
const NUMBERS = ["0", "1", "2", "3", "-1", "5", "10", "65", "97", "255", "1.5", "2147483647", "0x1F", "3L"];

/**
 * @param {number} seed
 * @param {number} count
 * @returns {{ id: string, construct: string, script: string }[]}
 */
export function randomPrograms(seed, count) {
  const next = generator(seed);
  /** @template T @param {T[]} list @returns {T} */
  const pick = (list) => list[Math.floor(next() * list.length)];

  /** @param {number} depth @returns {string} */
  const text = (depth) => {
    if (depth <= 0) return pick(WORDS);
    return pick([
      () => pick(WORDS),
      () => `(${text(depth - 1)}+${any(depth - 1)})`,
      () =>
        `(${text(depth - 1)} -replace ${pick(["'a'", "'[ab]'", "'x'", "'(.)b'", "'\\d+'", "'^.'", "'b|c'"])},${pick(["''", "'z'", "'$1'", "'<$&>'"])})`,
      () => `(${list(depth - 1)} -join ${pick(["''", "','", "'-'"])})`,
      () => `${text(depth - 1)}.Replace(${pick(["'a','b'", "'X',''", "'b','$1'"])})`,
      () => `('{0}-{1}' -f ${any(depth - 1)},${any(depth - 1)})`,
      () => `('{1:${pick(["X", "x4", "D3", "00"])}}{0,4}' -f ${text(depth - 1)},${pick(NUMBERS)})`,
      () => `${text(depth - 1)}.Substring(${pick(["0", "1", "2"])}${pick(["", ",1", ",2"])})`,
      () =>
        `${text(depth - 1)}.${pick(["Trim()", "ToString()", "PadLeft(6)", "PadRight(5,'.')", "ToUpperInvariant()", "ToLower()", "Insert(0,'q')", "Remove(1)", "TrimStart('a')"])}`,
      () => `"${pick(["$(", "x$("])}${any(depth - 1)})y"`,
      () => `(${text(depth - 1)}*${pick(["0", "1", "2", "3"])})`,
      () => `[string]${any(depth - 1)}`,
      () => `[string]::Join(${pick(["''", "'+'"])},${list(depth - 1)})`,
      () => `(-join ${list(depth - 1)})`,
      () => `(${list(depth - 1)}[${pick(["0", "-1", "1"])}])`,
    ])();
  };
  /** @param {number} depth @returns {string} */
  const number = (depth) => {
    if (depth <= 0) return pick(NUMBERS);
    return pick([
      () => pick(NUMBERS),
      () => `(${number(depth - 1)}${pick(["+", "-", "*", "/", "%"])}${number(depth - 1)})`,
      () => `(${number(depth - 1)} ${pick(["-band", "-bor", "-bxor", "-shl", "-shr"])} ${pick(["1", "2", "3", "7"])})`,
      () => `${text(depth - 1)}.Length`,
      () => `${list(depth - 1)}.Count`,
      () => `[int]${pick([text(0), number(depth - 1), "[char]'k'", "$true"])}`,
      () => `${text(depth - 1)}.IndexOf(${pick(["'b'", "[char]'b'", "'Xb'"])})`,
      () => `[math]::${pick(["Abs", "Floor", "Truncate", "Round"])}(${number(depth - 1)})`,
      () => `[convert]::ToInt32(${pick(["'41',16", "'101',2", "'17'", "'077',8"])})`,
    ])();
  };
  /** @param {number} depth @returns {string} */
  const list = (depth) => {
    if (depth <= 0) return pick(["@()", "('a','b','c')", "(1,2,3)", "@('x')", "(1..4)", "('b','A','a')"]);
    return pick([
      () => `@(${any(depth - 1)},${any(depth - 1)})`,
      () => `(${list(depth - 1)}+${any(depth - 1)})`,
      () => `(${text(depth - 1)} -split ${pick(["','", "'X'", "'[,;]'", "'(b)'", "''", "' '"])})`,
      () => `${text(depth - 1)}.Split(${pick(["','", "[char]'X'", "'X'", ""])})`,
      () => `${text(depth - 1)}.ToCharArray()`,
      () =>
        `(${list(depth - 1)} ${pick(["-eq", "-ne", "-like", "-match", "-notmatch", "-gt"])} ${pick(["'a'", "2", "'b*'", "'[a-c]'"])})`,
      () => `(${list(depth - 1)}[${pick(["0..1", "-1..-2", "1,0", "2..0"])}])`,
      () => `[char[]]${text(depth - 1)}`,
      () => `(${list(depth - 1)} -replace 'a','q')`,
      () => `[string[]]${list(depth - 1)}`,
      () => `(${list(depth - 1)}*2)`,
      () => `@(${list(depth - 1)} | ForEach-Object { ${pick(["$_", "[string]$_", '"<$_>"', "$_ + 'z'", "'{0}!' -f $_"])} })`,
    ])();
  };
  /** @param {number} depth @returns {string} */
  const truth = (depth) =>
    pick([
      () => `(${any(depth - 1)} ${pick(["-eq", "-ne", "-ceq", "-lt", "-ge"])} ${any(depth - 1)})`,
      () => `(${list(depth - 1)} ${pick(["-contains", "-notcontains"])} ${any(depth - 1)})`,
      () => `(${text(depth - 1)} ${pick(["-like", "-clike", "-notlike"])} ${pick(["'a*'", "'*B*'", "'[a-x]?c'", "'*.*'"])})`,
      () =>
        `(${text(depth - 1)} ${pick(["-match", "-cmatch", "-notmatch"])} ${pick(["'^a'", "'B.?'", "'\\w+'", "'(a|X)b'", "'\\s$'"])})`,
      () => `(${any(depth - 1)} -is ${pick(["[string]", "[int]", "[array]", "[char]", "[double]"])})`,
      () => `![bool]${any(depth - 1)}`,
      () => `${text(depth - 1)}.${pick(["StartsWith('a')", "EndsWith('c')", "Contains('b')"])}`,
    ])();
  /** @param {number} depth @returns {string} */
  function any(depth) {
    if (depth <= 0) return pick([text, number, number, text, list])(0);
    return pick([text, text, number, list, truth])(depth);
  }
  return Array.from({ length: count }, (_, index) => ({
    id: `random-${seed}-${index}`,
    construct: "random",
    script: `$r = ${any(1 + Math.floor(next() * 3))}`,
  }));
}
