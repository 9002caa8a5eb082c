/**
 * A method reads no argument that it was not given: every method and static by name, with none to four arguments, after readings that
 * left the memory full of what is no value.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const FOLDERS = ["values/methods", "interpreter", "builtins"].map(
  (name) => new URL(`../../assembly/powershell/${name}/`, import.meta.url),
);
const MOST_ARGUMENTS = 4;
const OBJECTS = [
  "'abc'",
  "7",
  "1.5",
  "[char]'a'",
  "@('a','b')",
  "[System.Collections.ArrayList]@('a')",
  "[System.Collections.Generic.List[string]]@('a')",
  "[System.Collections.Stack]@('a')",
  "[System.Collections.Queue]@('a')",
  "@{a=1}",
  "[ordered]@{a=1}",
  "[pscustomobject]@{a=1}",
  "[Text.StringBuilder]'a'",
  "[regex]'a'",
  "[Text.Encoding]::UTF8",
  "[IO.MemoryStream]::new([byte[]](1,2))",
  "[IO.StreamReader]::new([IO.MemoryStream]::new([byte[]](1,2)))",
  "(ConvertTo-SecureString a -AsPlainText -Force)",
  "[Net.NetworkCredential]::new('a','b')",
  "[powershell]::Create()",
  "{ 'a' }",
  "$ExecutionContext.InvokeCommand",
  "$ExecutionContext.SessionState.PSVariable",
  "[string]",
  "(Get-Command Get-Date)",
  "$null",
];
const TYPES = [
  ..."string char regex array math convert BitConverter uri guid int datetime Text.Encoding IO.Path IO.MemoryStream".split(" "),
  ..."Environment Net.WebUtility Linq.Enumerable scriptblock powershell Text.StringBuilder Collections.ArrayList".split(" "),
  ..."Runtime.InteropServices.Marshal IO.Compression.DeflateStream IO.StreamReader pscredential Net.NetworkCredential".split(" "),
  ..."Collections.Generic.List[string] Collections.Generic.Dictionary[string,string] Collections.Stack hashtable".split(" "),
];
const VALUES = ["'a'", "1", "$null", "@('a',2)", "[char]'x'"];
/** Bytes that make a wild address of every word of the memory that they are left in. */
const JUNK = `'${"\uffff".repeat(20_000)}'`;

/** Names of the methods and statics that are modelled: the words after a number in the lists. */
function names() {
  const found = new Set(["new", "foreach", "where", "invoke", "nosuch"]);
  for (const folder of FOLDERS) {
    for (const file of readdirSync(folder)) {
      const text = readFileSync(new URL(file, folder), "utf8");
      for (const [, words] of text.matchAll(/^\d+ ([a-z_ ]+)$/gm)) for (const word of words.split(" ")) found.add(word);
    }
  }
  return [...found];
}

/** Arguments, a number of them, whose kinds change with the number. */
const given = (count) => Array.from({ length: count }, (_, index) => VALUES[(index + count) % VALUES.length]).join(",");

test("a method reads no argument that it was not given", () => {
  const detector = loadDetector();
  const words = names();
  assert.ok(words.length > 150, `${words.length} names`);
  for (let count = 0; count <= MOST_ARGUMENTS; count++) {
    for (const [targets, joint] of [
      [OBJECTS, "."],
      [TYPES.map((type) => `[${type}]`), "::"],
    ]) {
      for (const target of targets) {
        detector.read(`$junk = ${JUNK} + ${JUNK}; New-MailboxExportRequest $junk`);
        const calls = words.map((word) => `$x = ${target}; $r = $x${joint}${word}(${given(count)})`);
        // A call that is seen shows that the reading came to its end.
        for (let from = 0; from < calls.length; from += 40) {
          const script = `${calls.slice(from, from + 40).join("\n")}\nNew-MailboxExportRequest m -FilePath x`;
          assert.ok(detector.read(script).calls.length > 0, `${target} ${count}`);
        }
      }
    }
  }
});
