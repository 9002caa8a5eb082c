/**
 * The lists of words: the number before a word is that of the constant named after it, so that neither list is counted by hand.
 * Whether the module finds each word is what assembly/__tests__/words.spec.ts asks it.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Every list of the core: its name, its lines, and the constants above it. */
function listsOf(file) {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^export const (\w+)_WORDS = `\n([^`]*)`/gm)].map(([, name, body]) => ({
    name,
    lines: body
      .trim()
      .split("\n")
      .map((line) => line.split(" "))
      .map(([number, ...words]) => ({ number: Number(number), words })),
    constants: [...text.matchAll(new RegExp(`^export const ${name}_(\\w+): [iu]\\d+ = (\\d+);`, "gm"))].map(
      ([, word, number]) => ({
        word,
        number: Number(number),
      }),
    ),
  }));
}

const lists = readdirSync("assembly", { recursive: true })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => listsOf(join("assembly", file)));

const plain = (word) => word.replaceAll(/[^a-z0-9]/gi, "").toLowerCase();

test("a list has a line a number, in order, and no word twice", () => {
  assert.ok(lists.length > 20, `${lists.length} lists`);
  for (const { name, lines } of lists) {
    const words = lines.flatMap((line) => line.words);
    assert.deepEqual(
      words.filter((word, at) => words.indexOf(word) !== at),
      [],
      name,
    );
    assert.ok(
      lines.every((line) => Number.isInteger(line.number) && line.words.length > 0),
      `${name}: a line without words`,
    );
  }
});

test("every constant has its line, every line its constant", () => {
  // Operators take the numbers of program.ts, options those of .NET, roles stand above their list without its name.
  const others = ["OPERATOR", "OPTION", "ROLE"];
  for (const { name, lines, constants } of lists.filter((list) => !others.includes(list.name))) {
    const numbers = constants.map((constant) => constant.number);
    for (const { number, words } of lines) assert.ok(numbers.includes(number), `${name}: ${number} ${words[0]} has no constant`);
    assert.equal(new Set(numbers).size, numbers.length, `${name}: a number twice`);
  }
});

test("where a constant has one word it is named after it", () => {
  let compared = 0;
  for (const { name, lines, constants } of lists.filter((list) => /METHOD|STATIC|KEYWORD|MEMBER$/.test(list.name))) {
    for (const { number, words } of lines.filter((line) => line.words.length === 1)) {
      const constant = constants.find((constant) => constant.number === number);
      assert.equal(plain(constant.word), plain(words[0]), name);
      compared++;
    }
  }
  assert.ok(compared > 200, `${compared} compared`);
});

test("every key's number is that of a role, no role has two lines", () => {
  const text = readFileSync("assembly/event/keys.ts", "utf8");
  const roles = [...text.matchAll(/^export const \w+: u32 = (\d+);/gm)].map(([, number]) => Number(number));
  const { lines } = lists.find(({ name }) => name === "ROLE");
  assert.ok(lines.length > 40, `${lines.length} lines`);
  for (const { number, words } of lines) assert.ok(roles.includes(number), `${number} ${words[0]}`);
  assert.equal(new Set(lines.map(({ number }) => number)).size, lines.length);
});

test("a parameter's constant is named after the word at its place, and the spec looks every list up", () => {
  const text = readFileSync("assembly/powershell/builtins/parameters.ts", "utf8");
  const spec = readFileSync("assembly/__tests__/words.spec.ts", "utf8");
  let compared = 0;
  for (const section of text.split(/^(?=\/\*\* )/m).filter((part) => part.includes("_PARAMETERS"))) {
    const [, name, list] = section.match(/^export const (\w+)_PARAMETERS =\s+"([^"]*)";/m);
    const words = list.split(" ").map((word) => word.replaceAll(/[^a-z|]/g, "").split("|"));
    assert.match(spec, new RegExp(`\\[[^\\]]*\\b${name}_PARAMETERS\\b[^\\]]*\\]`), `${name} is not looked up`);
    const constants = [...section.matchAll(/^export const (\w+): u32 = (\d+);$/gm)];
    for (const [, constant, number] of constants) {
      assert.ok(constant.startsWith(`${name}_`), `${constant} among those of ${name}`);
      const word = plain(constant.slice(name.length + 1));
      assert.ok(words[number]?.includes(word), `${constant} is ${number}, where ${words[number]} stands`);
      compared++;
    }
  }
  assert.ok(compared > 140, `${compared} compared`);
});

test("nobody asks for a parameter by a bare number", () => {
  const files = readdirSync("assembly", { recursive: true }).filter((file) => file.endsWith(".ts"));
  const asked = files.flatMap((file) => readFileSync(join("assembly", file), "utf8").match(/\bbound\(\w+\)/g) ?? []);
  assert.ok(asked.length > 140, `${asked.length} asked`);
  assert.deepEqual(
    asked.filter((call) => /\(\d/.test(call)),
    [],
  );
});
