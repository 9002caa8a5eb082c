/**
 * Whatever a program without types hands in, nothing but a DetectorError comes out: every function of the library's entries and
 * every method of a detector is called with any JSON, in each place of its arguments.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as library from "../../build/host/index.js";
import * as nodeStreams from "../../build/host/node-streams.js";
import { EXPORT, event } from "../cli/run.js";

const { DetectorError, loadDetector, toEcs, toOcsf } = library;
const detector = loadDetector();
const [{ finding }] = detector.scan(event(EXPORT, { UserID: "S-1-5-21-1-2-3-500" }));

/** Keys that objects have of themselves, that a list has, and that the library knows. */
const key = fc.constantFrom(
  ...["toString", "valueOf", "__proto__", "length", "then", "wasm", "config", "format", "exceptions", "omit", "behaviours"],
  ...["host", "until", "reason", "rule", "calls", "id", "cause", "createScanner", "unknown"],
);
const anything = fc.oneof(
  fc.anything({ key, maxDepth: 3, withNullPrototype: true }),
  fc.jsonValue(),
  fc.constantFrom(undefined, null, Number.NaN, 1n, Symbol("s"), () => 1, new Date(Number.NaN), new Date(), "gzip", "ndjson"),
);

/** Calls a function; only a DetectorError may come of it. @returns what it gave */
function assertTold(call, what) {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof DetectorError, `${what}: ${error?.stack}`);
    assert.ok(error.message.length > 10 && error.hint?.length > 10, `${what}: ${error.message} ${error.hint}`);
    return undefined;
  }
}

const functions = [
  ...Object.entries(library).map(([name, value]) => [name, value]),
  ...Object.entries(nodeStreams).map(([name, value]) => [`node ${name}`, value]),
  ...Object.entries(detector).map(([name, value]) => [`detector.${name}`, value]),
].filter(([, value]) => typeof value === "function" && value !== DetectorError);

for (const [name, value] of functions) {
  test(`${name} of anything gives an answer or a DetectorError`, () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 3 }), (args) => {
        assertTold(() => value(...args), name);
      }),
      { numRuns: 150 },
    );
  });
}

test("a finding with any member replaced by anything is refused by name, or becomes a document", () => {
  const paths = [];
  const collect = (value, path) => {
    paths.push(path);
    if (typeof value === "object") for (const [name, member] of Object.entries(value)) collect(member, [...path, name]);
  };
  collect(finding, []);
  fc.assert(
    fc.property(fc.constantFrom(toEcs, toOcsf), fc.constantFrom(...paths), anything, (convert, path, value) => {
      const changed = structuredClone(finding);
      const place = path.slice(0, -1).reduce((at, name) => at[name], changed);
      if (path.length > 0) place[path.at(-1)] = value;
      const document = assertTold(() => convert(path.length > 0 ? changed : value), path.join("."));
      if (document) assert.ok(!/undefined|\[object/.test(document.message), document.message);
    }),
    { numRuns: 500 },
  );
});

test("a configuration of any shape is an error that names the mistake, or works", () => {
  const config = fc.record(
    {
      exceptions: fc.oneof(fc.array(fc.oneof(anything, fc.dictionary(key, anything))), anything),
      omit: fc.oneof(fc.array(anything), anything),
      behaviours: fc.oneof(fc.array(anything), anything),
      field: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(config, (value) => {
      assertTold(() => loadDetector({ config: value }), "config");
    }),
    { numRuns: 300 },
  );
});

test("bytes that say they are packed, cut or damaged, are told as such", () => {
  const magic = fc.constantFrom([0x1f, 0x8b, 8, 0], [0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [...Buffer.from("ElfFile\0")]);
  fc.assert(
    fc.property(magic, fc.uint8Array({ maxLength: 300 }), (head, rest) => {
      assertTold(() => detector.scan(Uint8Array.of(...head, ...rest)), "scan");
    }),
    { numRuns: 200 },
  );
});

test("what is written to a stream and is no bytes or text fails the stream with a DetectorError", async () => {
  for (const make of [detector.createScanner, detector.createTransform]) {
    for (const piece of [null, 7, {}, []]) {
      const stream = make();
      const drained = stream.readable.pipeTo(new WritableStream()).catch(() => {});
      const writer = stream.writable.getWriter();
      writer.closed.catch(() => {});
      await assert.rejects(writer.write(piece), DetectorError);
      await assert.rejects(stream.stats, DetectorError);
      await drained;
    }
  }
});

for (const [what, call, code, message] of [
  ["options that are null", () => loadDetector(null), "argument_invalid", /null/],
  ["a misspelt option", () => loadDetector({ wams: undefined }), "argument_invalid", /no option wams/],
  ["a configuration that is null", () => loadDetector({ config: null }), "config_invalid", /map/],
  ["a module that is null", () => loadDetector({ wasm: null }), "module_invalid", /compiled/],
  ["a misspelt stream option", () => detector.createScanner({ fromat: "json" }), "argument_invalid", /no option fromat/],
  ["a format that there is not", () => detector.createTransform({ format: "yaml" }), "argument_invalid", /yaml is no format/],
  ["a match for its finding", () => toEcs({ line: 1, finding }), "argument_invalid", /finding's id/],
  ["no finding", () => toOcsf(null), "argument_invalid", /null is no finding/],
  ["an unknown severity", () => toEcs({ ...finding, severity: "grave" }), "argument_invalid", /finding's severity/],
  ["a time that is no moment", () => toEcs(finding, new Date("yesterday")), "argument_invalid", /time/],
  ["a time as text", () => toOcsf(finding, "2026-11-03"), "argument_invalid", /time/],
  ["a stream of no detector", () => nodeStreams.createScanner({}), "argument_invalid", /detector/],
]) {
  test(`${what}: ${code}`, () => {
    assert.throws(call, (error) => error instanceof DetectorError && error.code === code && message.test(error.message));
  });
}
