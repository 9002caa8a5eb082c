/** Finding a byte agrees with looking at one after the other, wherever it stands. */
import { backslashes, copyRun, OVERSHOOT, passRun, stringMarks } from "../bytes/bit-blocks";
import { lastLineEnd } from "../bytes/lines";
import { findByte, findGram, findMarkup, findNewline } from "../bytes/search";

const buffer: usize = memory.data(256, 8);

function plainFind(from: usize, end: usize, byte: u32): usize {
  while (from < end && <u32>load<u8>(from) != byte) from++;
  return from;
}

describe("findByte", () => {
  it("finds the first of two at every pair of places, from every start", () => {
    let wrong = 0;
    for (let first = 0; first < 80; first++) {
      for (let second = first; second < 80; second += 7) {
        // 11 and 9 are the neighbours that borrow into a word.
        memory.fill(buffer, 11, 256);
        store<u8>(buffer + first, 10);
        store<u8>(buffer + second, 10);
        for (let start = 0; start < 40; start += 3) {
          const from = buffer + start;
          if (findByte(from, buffer + 80, 10) != plainFind(from, buffer + 80, 10)) wrong++;
        }
      }
    }
    expect(wrong).toBe(0);
  });

  it("answers the end where the byte is not there, and reads nothing after it", () => {
    memory.fill(buffer, 9, 256);
    for (let length: usize = 0; length < 70; length++) {
      store<u8>(buffer + length, 10);
      expect(findByte(buffer, buffer + length, 10)).toBe(buffer + length);
      store<u8>(buffer + length, 9);
    }
  });

  it("finds bytes above 127 and zero", () => {
    memory.fill(buffer, 200, 64);
    store<u8>(buffer + 50, 255);
    store<u8>(buffer + 51, 0);
    expect(findByte(buffer, buffer + 64, 255)).toBe(buffer + 50);
    expect(findByte(buffer, buffer + 64, 0)).toBe(buffer + 51);
  });
});

describe("findNewline", () => {
  it("finds the first of two among control characters, letters and bytes that carry, from every start", () => {
    const fillers: u8[] = [9, 11, 31, 32, 0x61, 0x7f, 0x80, 0x9f, 0xa0, 0xff];
    let wrong = 0;
    for (let i = 0; i < fillers.length; i++) {
      for (let first = 0; first < 200; first += 3) {
        memory.fill(buffer, fillers[i], 256);
        store<u8>(buffer + first, 10);
        store<u8>(buffer + first + 13, 10);
        for (let start = 0; start < 150; start += 7) {
          const from = buffer + start;
          if (findNewline(from, buffer + 190) != plainFind(from, buffer + 190, 10)) wrong++;
        }
      }
    }
    expect(wrong).toBe(0);
  });
});

describe("findGram", () => {
  it("finds the first of two at every place, from every start, among bytes that share its pairs", () => {
    let wrong = 0;
    for (let first: usize = 0; first < 60; first++) {
      for (let second = first; second < 64; second += 5) {
        for (let i: usize = 0; i < 80; i += 2) store<u16>(buffer + i, 0x3034);
        store<u32>(buffer + second, 0x34303134);
        store<u32>(buffer + first, 0x34303134);
        for (let start: usize = 0; start < 24; start++) {
          let expected = buffer + start;
          while (expected + 4 <= buffer + 70 && load<u32>(expected) != 0x34303134) expected++;
          if (expected + 4 > buffer + 70) expected = buffer + 70;
          if (findGram(buffer + start, buffer + 70, 0x34303134) != expected) wrong++;
        }
      }
    }
    expect(wrong).toBe(0);
  });
});

describe("lastLineEnd", () => {
  it("is after the last newline, wherever that stands and whatever stands around it", () => {
    const fillers: u8[] = [9, 11, 0x61, 0x8a, 0xff];
    let wrong = 0;
    for (let i = 0; i < fillers.length; i++) {
      for (let first: usize = 0; first < 60; first++) {
        memory.fill(buffer, fillers[i], 128);
        store<u8>(buffer + first, 10);
        store<u8>(buffer + (first >> 1), 10);
        for (let end: usize = 0; end < 70; end++) {
          const expected = end > first ? first + 1 : end > first >> 1 ? (first >> 1) + 1 : 0;
          if (lastLineEnd(buffer, buffer + end) != buffer + expected) wrong++;
        }
      }
    }
    expect(wrong).toBe(0);
  });
});

describe("findMarkup", () => {
  it("finds each of the three, wherever it stands, and takes no neighbour for one", () => {
    const signs: u8[] = [0x3c, 0x3e, 0x26];
    const others: u8[] = [0x3d, 0x3f, 0x25, 0x27, 0x24, 0x7c, 0xbc, 0x00];
    for (let i = 0; i < signs.length; i++) {
      for (let place: usize = 0; place < 50; place++) {
        for (let k: usize = 0; k < 64; k++) store<u8>(buffer + k, others[<i32>(k & 7)]);
        store<u8>(buffer + place, signs[i]);
        expect(findMarkup(buffer, buffer + 50)).toBe(buffer + place);
        expect(findMarkup(buffer, buffer + place)).toBe(buffer + place);
      }
    }
  });
});

describe("blocks", () => {
  it("no quote, backslash or control character goes unmarked, and every backslash is marked exactly", () => {
    let wrong = 0;
    for (let byte: u32 = 0; byte < 256; byte++) {
      for (let place: usize = 0; place < 64; place++) {
        memory.fill(buffer, 0x5d, 64);
        store<u8>(buffer + place, byte);
        const bit = (<u64>1) << place;
        const special = byte < 32 || byte == 0x22 || byte == 0x5c;
        if (special && (stringMarks(buffer) & bit) == 0) wrong++;
        if (special != (passRun(buffer, buffer + 64) == buffer + place)) wrong++;
        if (backslashes(buffer) != (byte == 0x5c ? bit : 0)) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });

  it("a run is copied whole, and nothing after the overshoot is touched", () => {
    let wrong = 0;
    for (let length: usize = 0; length < 90; length++) {
      for (let k: usize = 0; k < 128; k++) store<u8>(buffer + k, <u8>k);
      memory.fill(buffer + 128, 0xee, 128);
      copyRun(buffer, buffer + length, buffer + 128);
      if (memory.compare(buffer, buffer + 128, length) != 0) wrong++;
      for (let k = length + OVERSHOOT; k < 128; k++) if (load<u8>(buffer + 128 + k) != 0xee) wrong++;
    }
    expect(wrong).toBe(0);
  });
});
