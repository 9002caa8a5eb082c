/**
 * Encrypted text is read as ConvertTo-SecureString reads it: over random texts and keys, and over broken ones, what the detector decrypts
 * is what Node's cryptography decrypts, and where that refuses nothing is known. The text is seen through the path of a call that it is.
 */
import assert from "node:assert/strict";
import { createDecipheriv } from "node:crypto";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { encrypted, PACKED, SECRETS, sealed } from "../fuzz/launchers.mjs";
import { Random } from "../fuzz/random.mjs";

const detector = loadDetector();
const random = new Random(11);
const bytes = (size) => Buffer.from(Array.from({ length: size }, () => random.below(256)));
const OPEN = "[Net.NetworkCredential]::new('', $s).Password";

/** What the detector knows of a path, undefined for nothing. */
function pathOf(prepared, path = OPEN) {
  const { verdict, calls } = detector.read(`${prepared}\nNew-MailboxExportRequest -Mailbox a -FilePath (${path})`);
  assert.equal(verdict, "match");
  return calls[0].file_path;
}

const decrypting = (text, key) => `$s = ConvertTo-SecureString '${text}' -Key ${[...key].join(",")}`;

/** Printable text of ASCII and beyond, one character at least. */
function content(most) {
  const letter = () =>
    random.below(4) === 0 ? String.fromCodePoint(0xa1 + random.below(0xd000)) : String.fromCharCode(33 + random.below(94));
  return Array.from({ length: 1 + random.below(most) }, letter).join("");
}

test("what Node encrypts is known, with keys of every length", () => {
  for (let i = 0; i < 300; i++) {
    const text = content(80);
    const key = bytes([16, 24, 32][i % 3]);
    assert.equal(pathOf(decrypting(encrypted(text, key, bytes(16)), key)), text, `${i}`);
  }
});

/** The text that Node makes of fields, undefined where it refuses. */
function expected(vector, hex, key) {
  try {
    const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, vector);
    const plain = Buffer.concat([cipher.update(Buffer.from(hex, "hex")), cipher.final()]);
    return plain.length % 2 === 0 ? plain.toString("utf16le") : undefined;
  } catch {
    return undefined;
  }
}

test("another key, vector or text is known only where Node takes it, and then as Node does", () => {
  let taken = 0;
  for (let i = 0; i < 1500; i++) {
    const key = bytes([16, 24, 32][i % 3]);
    const fields = Buffer.from(encrypted(content(30), key).slice(32), "base64")
      .toString("utf16le")
      .split("|");
    const vector = Buffer.from(fields[1], "base64");
    const cipher = Buffer.from(fields[2], "hex");
    const kind = random.below(3);
    if (kind === 0) key[random.below(key.length)] ^= 1 << random.below(8);
    else if (kind === 1) vector[random.below(16)] ^= 1 << random.below(8);
    else cipher[random.below(cipher.length)] ^= 1 << random.below(8);
    const hex = cipher.toString("hex");
    const known = pathOf(decrypting(sealed(`2|${vector.toString("base64")}|${hex}`), key));
    const text = expected(vector, hex, key);
    if (text === undefined) assert.equal(known, undefined, `${i}`);
    else if (known !== undefined) {
      taken += 1;
      assert.equal(known, text, `${i}`);
    }
  }
  assert.ok(taken > 100, `${taken}`);
});

test("what is cut or malformed is unknown, and what the engine lets pass is known", () => {
  const key = Buffer.from(Array.from({ length: 16 }, (_, i) => i + 1));
  const whole = encrypted("\\\\h\\s\\x.pst", key);
  const [version, vector, hex] = Buffer.from(whole.slice(32), "base64").toString("utf16le").split("|");
  const known = (text) => pathOf(decrypting(text, key));
  const remade = (...fields) => known(sealed(fields.join("|")));
  const path = "\\\\h\\s\\x.pst";
  for (let size = 0; size < whole.length; size++) assert.equal(known(whole.slice(0, size)), undefined, `cut to ${size}`);
  for (const fields of [
    [version, vector, ""],
    [version, vector, hex.slice(2)],
    [version, vector, hex.slice(0, -32)],
    [version, vector, `${hex}00`],
    [version, vector, `g${hex.slice(1)}`],
    [version, vector, ` ${hex}`],
    [version, "", hex],
    [version, vector.slice(0, -4), hex],
    [version, vector.slice(0, -2), hex],
    [vector, hex],
    [version, vector, hex, ""],
    [hex],
  ])
    assert.equal(remade(...fields), undefined, fields.join("|"));
  assert.equal(remade("x", vector, hex.toUpperCase()), path);
  assert.equal(remade(version, ` ${vector} `, `${hex}a`), path);
  assert.equal(known(`${whole.slice(0, 32).toUpperCase()}${whole.slice(32, 60)} \t${whole.slice(60)} `), path);
  assert.equal(known(` ${whole}`), undefined);
});

test("keys of other lengths, and none at all, leave the text unknown", () => {
  for (let size = 0; size < 40; size++) {
    const key = Buffer.alloc(size, 9);
    const isKey = size === 16 || size === 24 || size === 32;
    const known = pathOf(decrypting(encrypted("abc", Buffer.alloc(isKey ? size : 32, 9)), key));
    assert.equal(known, isKey ? "abc" : undefined, `${size}`);
  }
  const text = encrypted("abc", Buffer.alloc(16, 9));
  for (const rest of ["", "-Force", "-AsPlainText -Force -Key $k", "-Key $k -SecureKey $s", "-Key $null", "-Key 9", "@splat"])
    assert.equal(pathOf(`$k = ,9 * 16; $s = ConvertTo-SecureString '${text}' ${rest}`), undefined, rest);
  assert.equal(pathOf(`$k = ,9 * 16; $k[$n] = 8; $s = ConvertTo-SecureString '${text}' -Key $k`), undefined);
});

test("on Windows `Auto` is UTF-16; memory that was freed, or is of another kind, is not read", () => {
  const marshal = "[Runtime.InteropServices.Marshal]";
  const read = (to, from, between = "") =>
    pathOf(
      `$s = ConvertTo-SecureString 'abc' -AsPlainText -Force; $b = ${marshal}::${to}($s); ${between}`,
      `${marshal}::${from}($b)`,
    );
  const wide = ["SecureStringToBSTR", "SecureStringToGlobalAllocUnicode", "SecureStringToCoTaskMemUnicode"];
  const narrow = ["SecureStringToGlobalAllocAnsi", "SecureStringToCoTaskMemAnsi"];
  for (const to of wide) {
    assert.equal(read(to, "PtrToStringAuto"), "abc", to);
    assert.equal(read(to, "PtrToStringUni"), "abc", to);
    assert.equal(read(to, "PtrToStringAnsi"), undefined, to);
  }
  for (const to of narrow) {
    assert.equal(read(to, "PtrToStringAnsi"), "abc", to);
    for (const from of ["PtrToStringAuto", "PtrToStringUni", "PtrToStringBSTR"])
      assert.equal(read(to, from), undefined, `${to} ${from}`);
  }
  assert.equal(read(wide[1], "PtrToStringBSTR"), undefined);
  assert.equal(read(wide[0], "PtrToStringBSTR", `${marshal}::ZeroFreeBSTR($b)`), undefined);
  assert.equal(read(wide[0], "PtrToStringBSTR", `if ($x) { ${marshal}::FreeBSTR($b) }`), undefined);
  assert.equal(read(wide[0], "PtrToStringUni", `${marshal}::WriteInt16($b, 65)`), undefined);
});

test("a secret where its text is not asked for claims nothing of it", () => {
  const key = Buffer.alloc(16, 1);
  const prepared = decrypting(encrypted("secret", key), key);
  assert.equal(pathOf(prepared), "secret");
  const b = "[Runtime.InteropServices.Marshal]::SecureStringToBSTR($s)";
  const c = "[pscredential]::new('u', $s)";
  const paths = [
    "$s",
    '"$s"',
    "$s[0]",
    "$s + 'x'",
    "-join $s",
    "[char[]]$s",
    "$s.Password",
    "$s.psobject.Properties",
    "$s | Out-String",
    "$s | Select-Object -First 1",
    b,
    `"$(${b})"`,
    `${b}.ToString()`,
    `[string](${b})`,
    c,
    `"$(${c})"`,
    `${c}.Password`,
    `${c}.UserName`,
    `${c}.GetNetworkCredential()`,
    `${c}.GetNetworkCredential().SecurePassword`,
    "[Net.NetworkCredential]::new($s, 'u').UserName",
    "ConvertFrom-SecureString $s",
    "ConvertFrom-SecureString $s -Key (1..16)",
    "ConvertFrom-SecureString $s -AsPlainText -Key (1..16)",
    "ConvertFrom-SecureString -s $s -AsPlainText",
    "[Text.StringBuilder]$s",
    "[Text.StringBuilder]::new($s)",
  ];
  for (const path of paths) {
    const known = pathOf(prepared, path);
    assert.ok(known === undefined || known === "System.Security.SecureString", `${path}: ${known}`);
  }
});

test("a long text is decrypted as far as the pool of the record reaches, and no further", () => {
  const key = Buffer.alloc(32, 3);
  const text = encrypted("x".repeat(4000), key);
  assert.equal(pathOf(decrypting(text, key), "'a' + $s.Length"), "a4000");
  const long = encrypted("x".repeat(70_000), key);
  assert.equal(pathOf(decrypting(long, key), "'a' + $s.Length"), undefined);
  const rounds = (count) => `$t = '${text}'; $k = [byte[]](,3 * 32)
foreach ($i in 1..${count}) { $s = ConvertTo-SecureString $t -Key $k }`;
  assert.equal(pathOf(rounds(1), "'a' + $s.Length"), "a4000");
  assert.equal(pathOf(rounds(500), "'a' + $s.Length"), undefined);
});

test("every launcher is seen through", () => {
  const path = PACKED.slice(PACKED.indexOf("\\\\"));
  for (const script of SECRETS) {
    const { verdict, calls } = detector.read(script);
    assert.equal(verdict, "match", script);
    assert.equal(calls[0].file_path, path, script);
  }
});
