/** Deflate streams of each kind of block and frame, at the edges of the room; what is cut, broken or too large is refused. */
import {
  FRAME_GZIP,
  FRAME_NONE,
  FRAME_ZLIB,
  INFLATE_MALFORMED,
  INFLATE_TOO_LARGE,
  INFLATE_WHOLE,
  Inflated,
  inflate,
} from "../bytes/inflate";

const room: usize = memory.data(1024);
const result: Inflated = changetype<Inflated>(memory.data(12, 4));

const STORED: usize = memory.data<u8>([1, 6, 0, 249, 255, 115, 116, 111, 114, 101, 100]);
const FIXED: usize = memory.data<u8>([75, 76, 74, 78, 68, 69, 0]);
const GZIP: usize = memory.data<u8>([31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76, 74, 78, 4, 35, 0, 24, 72, 45, 70, 9, 0, 0, 0]);
const ZLIB: usize = memory.data<u8>([120, 156, 75, 76, 74, 78, 4, 35, 0, 17, 61, 3, 115]);
const STATED: usize = memory.data<u8>([
  45, 204, 1, 18, 64, 32, 16, 64, 209, 179, 22, 91, 180, 75, 34, 145, 211, 155, 63, 211, 59, 192, 115, 222, 79, 152, 33, 18, 98,
  92, 176, 34, 37, 53, 219, 176, 35, 231, 163, 148, 19, 23, 106, 189, 91, 123, 240, 162, 247, 207, 57, 143, 241, 73, 8, 17, 227,
  75, 170, 134, 241, 253,
]);

function written(): string {
  return String.UTF8.decodeUnsafe(room, result.written);
}

describe("inflate", () => {
  it("copies a stored block", () => {
    expect(inflate(FRAME_NONE, STORED, 11, room, 1024, result)).toBe(INFLATE_WHOLE);
    expect(written()).toBe("stored");
    expect(result.consumed).toBe(11);
  });

  it("reads fixed codes, and copies what overlaps itself", () => {
    expect(inflate(FRAME_NONE, FIXED, 7, room, 1024, result)).toBe(INFLATE_WHOLE);
    expect(written()).toBe("abcabcabcabcabcabc");
  });

  it("reads the codes that a block states", () => {
    expect(inflate(FRAME_NONE, STATED, 62, room, 1024, result)).toBe(INFLATE_WHOLE);
    expect(written().startsWith("abbcccccdddddeefgghhhhhiiiiijjkllmmmmmnnnnnoopqqrrrrrsssssttuvv")).toBe(true);
    expect(result.written).toBe(120);
  });

  it("opens the frames of gzip and zlib, and holds their checksums", () => {
    expect(inflate(FRAME_GZIP, GZIP, 25, room, 1024, result)).toBe(INFLATE_WHOLE);
    expect(written()).toBe("abcabcabc");
    expect(inflate(FRAME_ZLIB, ZLIB, 13, room, 1024, result)).toBe(INFLATE_WHOLE);
    expect(written()).toBe("abcabcabc");
    store<u8>(ZLIB + 12, 114);
    expect(inflate(FRAME_ZLIB, ZLIB, 13, room, 1024, result)).toBe(INFLATE_MALFORMED);
    store<u8>(ZLIB + 12, 115);
  });

  it("leaves what stands after the end alone", () => {
    expect(inflate(FRAME_NONE, GZIP + 10, 15, room, 1024, result)).toBe(INFLATE_WHOLE);
    expect(result.consumed).toBe(7);
  });

  it("refuses every cut", () => {
    let taken = 0;
    for (let size: usize = 0; size < 62; size++)
      if (inflate(FRAME_NONE, STATED, size, room, 1024, result) == INFLATE_WHOLE) taken++;
    for (let size: usize = 0; size < 25; size++)
      if (inflate(FRAME_GZIP, GZIP, size, room, 1024, result) == INFLATE_WHOLE) taken++;
    for (let size: usize = 0; size < 11; size++)
      if (inflate(FRAME_NONE, STORED, size, room, 1024, result) == INFLATE_WHOLE) taken++;
    expect(taken).toBe(0);
  });

  it("fills the room to its last byte and writes no further", () => {
    store<u8>(room + 18, 7);
    expect(inflate(FRAME_NONE, FIXED, 7, room, 18, result)).toBe(INFLATE_WHOLE);
    expect(inflate(FRAME_NONE, FIXED, 7, room, 17, result)).toBe(INFLATE_TOO_LARGE);
    expect(inflate(FRAME_NONE, STORED, 11, room, 5, result)).toBe(INFLATE_TOO_LARGE);
    expect(load<u8>(room + 18)).toBe(7);
  });
});
