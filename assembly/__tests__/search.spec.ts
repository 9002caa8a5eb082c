/** Finding a byte agrees with looking at one after the other, wherever it stands. */
import { findByte, findNewline } from "../bytes/search";

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

  it("answers the end where the byte is not there, and reads nothing behind it", () => {
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
