/**
 * Compressed text is read as .NET reads it: over random streams of every kind and over broken ones, what the detector inflates
 * is what Node's zlib inflates, and where zlib refuses nothing is known. The text is seen through the path of a call that it is.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { loadDetector } from "../../build/host/index.js";
import { LAUNCHERS, PACKED } from "../fuzz/launchers.mjs";
import { Random } from "../fuzz/random.mjs";

const detector = loadDetector();
const random = new Random(7);
const FRAMES = {
  Deflate: { deflate: deflateRawSync, inflate: inflateRawSync },
  GZip: { deflate: gzipSync, inflate: gunzipSync },
  ZLib: { deflate: deflateSync, inflate: inflateSync },
};
const STRATEGIES = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
];

/** A call whose path is an expression of `$t`, the Latin-1 text of a compressed stream. */
const script = (frame, bytes, path = "$t") => `$b = [Convert]::FromBase64String('${bytes.toString("base64")}')
$s = New-Object IO.Compression.${frame}Stream((New-Object IO.MemoryStream(,$b)), [IO.Compression.CompressionMode]::Decompress)
$t = (New-Object IO.StreamReader($s, [Text.Encoding]::GetEncoding(28591))).ReadToEnd()
New-MailboxExportRequest -Mailbox a -FilePath ${path}`;

/** What the detector knows of such a path, undefined for nothing. */
function pathOf(frame, bytes, path) {
  const { verdict, calls } = detector.read(script(frame, bytes, path));
  assert.equal(verdict, "match");
  return calls[0].file_path;
}

/** The text that zlib makes of a stream, undefined where it refuses. A byte order mark would change how the reader decodes. */
function expected(frame, bytes) {
  try {
    return FRAMES[frame].inflate(bytes).toString("latin1");
  } catch {
    return undefined;
  }
}

const letters = (count, kinds) => Buffer.from(Array.from({ length: count }, () => 65 + random.below(kinds)));

function content() {
  const size = 1 + random.below(600);
  const kind = random.below(4);
  if (kind === 0) return letters(size, 50);
  if (kind === 1) return letters(size, 3);
  if (kind === 2) return Buffer.concat(Array.from({ length: 1 + random.below(20) }, () => letters(1 + random.below(9), 9)));
  return Buffer.alloc(size, letters(1 + random.below(40), 60));
}

function compressed(frame) {
  return FRAMES[frame].deflate(content(), {
    level: random.below(10),
    strategy: STRATEGIES[random.below(STRATEGIES.length)],
    memLevel: 1 + random.below(9),
    windowBits: 9 + random.below(7),
  });
}

for (const frame of Object.keys(FRAMES)) {
  test(`${frame}Stream: what zlib inflates is known, byte for byte`, () => {
    for (let i = 0; i < 150; i++) {
      const bytes = compressed(frame);
      assert.equal(pathOf(frame, bytes), expected(frame, bytes), bytes.toString("base64"));
    }
  });

  test(`${frame}Stream: a broken stream is known only where zlib takes it, and then as zlib does`, () => {
    for (let i = 0; i < 400; i++) {
      let bytes = Buffer.from(compressed(frame));
      for (let n = random.below(3); n >= 0; n--) bytes[random.below(bytes.length)] ^= 1 << random.below(8);
      if (random.below(4) === 0) bytes = bytes.subarray(0, random.below(bytes.length));
      const text = expected(frame, bytes);
      // Text with a byte order mark or control characters is read otherwise or shown otherwise; that is not what is asked here.
      if (text !== undefined && /[^\x20-\x7e]|^$/.test(text)) continue;
      const known = pathOf(frame, bytes);
      if (text === undefined) assert.equal(known, undefined, bytes.toString("base64"));
      else if (known !== undefined) assert.equal(known, text, bytes.toString("base64"));
    }
  });
}

test("bytes at random are refused where zlib refuses them", () => {
  for (let i = 0; i < 1500; i++) {
    const bytes = Buffer.from(Array.from({ length: 1 + random.below(60) }, () => random.below(256)));
    // A block type that is none would end most of them at once.
    if ((bytes[0] & 6) === 6) bytes[0] &= 0xfd;
    if (expected("Deflate", bytes) === undefined) assert.equal(pathOf("Deflate", bytes), undefined, bytes.toString("base64"));
  }
});

test("a long text is inflated to its end, one beyond the limit of a layer or of the pool is unknown", () => {
  const body = letters(300_000, 40);
  const bytes = deflateRawSync(body);
  assert.equal(pathOf("Deflate", bytes, '"$($t.Length)"'), "300000");
  assert.equal(pathOf("Deflate", bytes, "$t.Substring(299000)"), body.subarray(299000).toString());
  assert.equal(pathOf("Deflate", deflateRawSync(letters(1_100_000, 40)), '"$($t.Length)"'), undefined);
  assert.equal(pathOf("Deflate", deflateRawSync(Buffer.alloc(1_000_000, 65)), '"$($t.Length)"'), undefined);
});

test("a stream of empty blocks is refused before it costs more than the text it stands in", () => {
  const empty = Buffer.concat([...Array(4000)].map(() => Buffer.from([0, 0, 0, 0xff, 0xff])));
  const bytes = Buffer.concat([empty, deflateRawSync("x")]);
  assert.equal(pathOf("Deflate", bytes), undefined);
});

test("streams within streams are inflated up to four layers", () => {
  const nested = (layers) => {
    let bytes = Buffer.from("\\\\h\\s\\x.pst");
    for (let i = 0; i < layers; i++) bytes = deflateRawSync(bytes);
    const open = "(New-Object IO.Compression.DeflateStream(".repeat(layers);
    const close = ",[IO.Compression.CompressionMode]::Decompress))".repeat(layers);
    return `$t = (New-Object IO.StreamReader(${open}[IO.MemoryStream][Convert]::FromBase64String('${bytes.toString("base64")}')${close})).ReadToEnd()
New-MailboxExportRequest -Mailbox a -FilePath $t`;
  };
  for (let layers = 1; layers <= 5; layers++) {
    const [call] = detector.read(nested(layers)).calls;
    assert.equal(call.file_path, layers <= 4 ? "\\\\h\\s\\x.pst" : undefined, `${layers} layers`);
  }
});

test("every launcher is seen through", () => {
  const path = PACKED.slice(PACKED.indexOf("\\\\"));
  for (const script of LAUNCHERS) {
    const { verdict, calls } = detector.read(script);
    assert.equal(verdict, "match", script);
    assert.equal(calls[0].file_path, path, script);
  }
});
