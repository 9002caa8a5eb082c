/**
 * A differential over rewrites that keep what a text does: the verdict stays, and nothing is claimed that the text did not bind.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { corpus } from "./corpus.js";

/** A text as a single-quoted string; every quote that PowerShell takes for one is doubled. */
const quoted = (text) => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
const base64 = (text) => Buffer.from(text, "utf16le").toString("base64");
/** Names that mean something to PowerShell itself stay. */
const AUTOMATIC =
  /^(?:_|args|input|this|true|false|null|matches|ofs|home|host|pid|pshome|shellid|executioncontext|psdefaultparametervalues|verbosepreference|env|function|alias|variable|global|script|local|private|using)$/i;

/** @type {Record<string, (script: string) => string>} */
const REWRITES = {
  "in a block that runs at once": (script) => `& {\n${script}\n}`,
  "in a dotted block": (script) => `. {\n${script}\n}`,
  "in a function that is called": (script) => `function Start-It {\n${script}\n}\nStart-It`,
  "in a condition and a loop": (script) => `if (1 -eq 1) { foreach ($only in 1) {\n${script}\n} }`,
  "in a try": (script) => `try {\n${script}\n} finally { $done = $true }`,
  "evaluated out of a string": (script) => `Invoke-Expression ${quoted(script)}`,
  "evaluated out of two halves": (script) => {
    const half = script.length >> 1;
    return `$a1 = ${quoted(script.slice(0, half))}\n$b1 = ${quoted(script.slice(half))}\niex ($a1 + $b1)`;
  },
  "as a script block made of a variable": (script) => `$text1 = ${quoted(script)}\n& ([scriptblock]::Create($text1))`,
  "out of Base64": (script) => `iex ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('${base64(script)}')))`,
  "for a child shell": (script) => `powershell -NoProfile -EncodedCommand ${base64(script)}`,
  reversed: (script) => `$r1 = ${quoted([...script].reverse().join(""))}\niex (-join $r1[($r1.Length - 1)..0])`,
  "with a letter replaced": (script) => `iex (${quoted(script.replaceAll("e", "~@~"))} -creplace '~@~', 'e')`,
  "with other variable names": (script) => {
    const own = new Set([...script.matchAll(/\$([A-Za-z]\w*)\s*\+?=/g)].map((match) => match[1].toLowerCase()));
    return script.replace(/([$@]\{?)([A-Za-z]\w*)\b(?!:)/g, (whole, sigil, name) =>
      own.has(name.toLowerCase()) && !AUTOMATIC.test(name) ? `${sigil}${name}Zz` : whole,
    );
  },
};
/** Rewrites that give the text a scope of its own, in which defaults are looked up otherwise. */
const SCOPED = new Set(["in a block that runs at once", "in a function that is called", "as a script block made of a variable"]);

const EVERY = 12;
const detector = loadDetector();
const texts = corpus("compositions").filter((text, index) => text.expect === "fire" && index % EVERY === 0);

/** Texts that hold code in strings: a name there may be in pieces. */
const IN_STRINGS = /^how:(?:iex|scriptblock-create|invokescript|newscriptblock|powershell-exe)$/;

/** Whether a rewrite fits a text: pairs of surrogates would be torn by reversing, names in pieces by renaming. */
function fits(name, { script, techniques }) {
  if (name === "reversed" && /[\ud800-\udfff]/.test(script)) return false;
  if (name === "with a letter replaced" && script.includes("~@~")) return false;
  if (name === "with other variable names") return !techniques.some((technique) => IN_STRINGS.test(technique));
  return !(SCOPED.has(name) && techniques.includes("par:default-values"));
}

for (const [name, rewrite] of Object.entries(REWRITES)) {
  test(`a call stays what it is ${name}`, () => {
    const missed = [];
    const wrong = [];
    let rewritten = 0;
    for (const text of texts) {
      if (!fits(name, text)) continue;
      rewritten += 1;
      const { verdict, calls } = detector.read(rewrite(text.script));
      if (verdict !== "match") missed.push(text.id);
      const paths = text.calls.map((call) => call.path);
      const mailboxes = text.calls.map((call) => call.mailbox);
      for (const call of calls) {
        if (call.file_path !== undefined && !paths.includes(call.file_path)) wrong.push(`${text.id} path ${call.file_path}`);
        const bound = call.mailbox === undefined || mailboxes.includes(call.mailbox) || mailboxes.includes(null);
        if (!bound) wrong.push(`${text.id} mailbox ${call.mailbox}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(rewritten > 100, `${rewritten} texts`);
    assert.ok(missed.length <= rewritten * 0.01, `${missed.length} of ${rewritten} are lost: ${missed.slice(0, 10).join(" ")}`);
  });
}
