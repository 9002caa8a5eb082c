/**
 * Texts changed at random, to find what hand-written and generated ones do not think of. Seeded.
 */
const PIECES = [
  "'",
  '"',
  "`",
  "$",
  "@",
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  ";",
  ",",
  "|",
  "&",
  "#",
  "<",
  ">",
  "=",
  "+",
  "*",
  "/",
  "%",
  ".",
  ":",
  "?",
  "!",
  "-",
  "\\",
  "\n",
  "\r\n",
  " ",
  "\0",
  "–",
  "‘",
  "’",
  "“",
  "”",
  "\u00a0",
  "é",
  "1",
  "0x1",
  "a",
  "--",
  "::",
  "..",
  "&&",
  "||",
  "++",
  "--%",
  "$(",
  "@(",
  "@{",
  "@'\n",
  "\n'@",
  '@"\n',
  '\n"@',
  "$_",
  "$" + "{a b}",
  "<#",
  "#>",
  "-eq",
  "-join",
  "-not",
  "2>&1",
  "*>",
  "if",
  "else",
  "foreach",
  "in",
  "function f",
  "param($x)",
  "return",
  "$x.y",
  ".z()",
  "[int]",
  "[0]",
  "`u{41}",
  "5kb",
  "1e3",
  "7z",
  "-p:",
  "-p",
  "switch",
  "default",
  "try{",
  "}catch{",
  "?.",
  "??",
  "? 1 : 2",
  "@x",
  "trap",
  "do",
  "class",
  "using:",
  "$env:a",
  "[x()]",
  "process{",
];

function numbers(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}

/**
 * `count` changed texts.
 * @param {string[]} texts
 */
export function mutations(texts, seed, count) {
  const below = numbers(seed);
  const short = texts.filter((text) => text.length > 4 && text.length < 900);
  const made = [];
  while (made.length < count) {
    let text = short[below(short.length)];
    for (let change = 1 + below(3); change > 0; change--) {
      const at = below(text.length + 1);
      const taken = below(3) === 0 ? below(8) : 0;
      text = text.slice(0, at) + (below(6) === 0 ? "" : PIECES[below(PIECES.length)]) + text.slice(at + taken);
    }
    // JSON readers refuse lone surrogates.
    if (/[\ud800-\udfff]/.test(text)) continue;
    made.push({ id: `mutation-${seed}-${made.length}`, script: text });
  }
  return made;
}
