/**
 * Numbers have names: a byte that is looked at is compared with a character of bytes/ascii.ts, a case of a switch is a named constant, and
 * a frame's fields say what they hold. Whoever reads a scan need not know the code table, nor count positions in a list.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const { SyntaxKind } = ts;

const COMPARISONS = [
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.LessThanToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanEqualsToken,
];
const SCANNERS = ["byteAt", "peek", "meaningOf", "lower"];
/** Names of parameters that are bytes of a text wherever they stand. */
const BYTES = ["byte", "letter", "quote", "sign", "digit"];

function plain(node) {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isTypeAssertionExpression(inner)) inner = inner.expression;
  return inner;
}

function numberOf(node) {
  const inner = plain(node);
  return ts.isNumericLiteral(inner) ? Number(inner.text) : undefined;
}

/** Whether an expression is a byte that was loaded, or one with its case folded. @param {Set<string>} names variables that are */
function isByte(node, names) {
  const inner = plain(node);
  if (ts.isIdentifier(inner)) return names.has(inner.text);
  if (ts.isCallExpression(inner)) {
    const name = inner.expression.getText();
    return SCANNERS.includes(name) || (name === "load" && inner.typeArguments?.[0].getText() === "u8");
  }
  return ts.isBinaryExpression(inner) && inner.operatorToken.kind === SyntaxKind.BarToken && isByte(inner.left, names);
}

const isCharacter = (number) => number === 9 || number === 10 || number === 13 || (number >= 32 && number < 127);

/** The bare numbers of characters that one function compares with bytes, and those it switches over bytes with. */
function bareCharacters(fn) {
  const names = new Set(fn.parameters.map((parameter) => parameter.name.text).filter((name) => BYTES.includes(name)));
  const found = [];
  const note = (node) => isCharacter(numberOf(node)) && found.push(node.parent.getText());
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && isByte(node.initializer, names)) names.add(node.name.text);
    if (ts.isBinaryExpression(node) && COMPARISONS.includes(node.operatorToken.kind)) {
      if (isByte(node.left, names)) note(node.right);
      if (isByte(node.right, names)) note(node.left);
    }
    if (ts.isSwitchStatement(node) && isByte(node.expression, names))
      for (const clause of node.caseBlock.clauses) if (ts.isCaseClause(clause)) note(clause.expression);
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

const parse = (text) => ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
const charactersOf = (text) => parse(text).statements.filter(ts.isFunctionDeclaration).flatMap(bareCharacters);

/** Cases of a switch that are bare numbers. */
function bareCases(text) {
  const found = [];
  const visit = (node) => {
    if (ts.isCaseClause(node) && numberOf(node.expression) !== undefined) found.push(node.expression.getText());
    ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return found;
}

/** Classes of frames, by their own name or that of the class they extend. */
const frameClasses = (text) =>
  parse(text)
    .statements.filter(ts.isClassDeclaration)
    .filter((type) => /Frame\b/.test(`${type.name.text} ${type.heritageClauses?.map((clause) => clause.getText()).join()}`));

/** Fields of frames whose names are one letter. */
const letterFields = (text) =>
  frameClasses(text)
    .flatMap((type) => type.members.map((member) => `${type.name.text}.${member.name?.getText()}`))
    .filter((name) => /\.[a-z]$/.test(name));

/** The files of the core that people write, with what a search finds in each. */
function searched(search) {
  const files = readdirSync(join(ROOT, "assembly"), { recursive: true }).filter(
    (name) => name.endsWith(".ts") && !name.includes("__tests__") && !name.endsWith(".generated.ts"),
  );
  return files.flatMap((name) => search(readFileSync(join(ROOT, "assembly", name), "utf8")).map((what) => `${name}: ${what}`));
}

test("a bare number is noticed in every place it may stand", () => {
  const text = `
    function scan(at: usize, letter: u32): bool {
      const byte = <u32>load<u8>(at);
      if (byte == 34 || (byte | 32) != 0x61 || 45 == load<u8>(at + 1)) return byteAt(at) < 32;
      switch (byte) { case 40: return letter == 99; case HASH: return byte > 127 || load<u16>(at) == 34; }
      return byte == DOT;
    }`;
  assert.equal(charactersOf(text).length, 6);
  assert.deepEqual(bareCases(text), ["40"]);
  assert.deepEqual(letterFields("class Frame { kind: u8; a: u32; }"), ["Frame.a"]);
  assert.deepEqual(letterFields("class Loop extends Frame { head: u32; k: u32; } class Value { a: u32; }"), ["Loop.k"]);
});

test("bytes are compared with characters that have names", () => {
  assert.deepEqual(searched(charactersOf), []);
});

test("cases are constants with names", () => {
  assert.deepEqual(searched(bareCases), []);
});

test("the fields of frames say what they hold", () => {
  const classes = searched((text) => frameClasses(text).map((type) => type.name.text));
  for (const kind of ["parser/frame-kinds.ts: CommandFrame", "machine/frame-kinds.ts: CallFrame", "event/frames.ts: Frame"])
    assert.ok(
      classes.some((name) => name.endsWith(kind)),
      `${kind} is not looked at`,
    );
  assert.deepEqual(searched(letterFields), []);
});
