/** The example vectors of FIPS 197, appendix C, the S-box included, and what a decryption refuses. */
import { decryptChained, REFUSED } from "../bytes/aes";

const room: usize = memory.data(64);
const key: usize = memory.data(40);
const vector: usize = memory.data(16);

/** Bytes of hexadecimal digits. */
function put(to: usize, digits: string): u32 {
  for (let i = 0; i < digits.length; i += 2) store<u8>(to + (<usize>i >> 1), <u8>parseInt(digits.substr(i, 2), 16));
  return <u32>digits.length >> 1;
}

function told(from: usize, count: i32): string {
  let digits = "";
  for (let i = 0; i < count; i++) {
    const byte = load<u8>(from + <usize>i);
    digits += (byte < 16 ? "0" : "") + byte.toString(16);
  }
  return digits;
}

/** What stands in the room after one block of it was decrypted, padding or not. */
function block(keyDigits: string, cipher: string): string {
  memory.fill(vector, 0, 16);
  put(room, cipher);
  decryptChained(key, put(key, keyDigits), vector, room, 16);
  return told(room, 16);
}

const PLAIN = "00112233445566778899aabbccddeeff";
const KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/** "abc" and its padding, by the first sixteen bytes of the key and a vector of zeros. */
const PADDED = "b08b1f809a035064420d1d754022ab55";
/** The letters a to s in two blocks, by the first twenty-four bytes of the key and a vector from 15 down. */
const CHAINED = "a8b3374e98410032cb542d14bf72e5e75b968c10062ce8873ff87be0e256a8d6";

describe("AES", () => {
  it("decrypts the vectors of FIPS 197 with keys of each length", () => {
    expect(block(KEY.substr(0, 32), "69c4e0d86a7b0430d8cdb78070b4c55a")).toBe(PLAIN);
    expect(block(KEY.substr(0, 48), "dda97ca4864cdfe06eaf70a0ec0d7191")).toBe(PLAIN);
    expect(block(KEY, "8ea2b7ca516745bfeafc49904b496089")).toBe(PLAIN);
  });

  it("takes the padding off, and chains blocks", () => {
    memory.fill(vector, 0, 16);
    put(key, KEY);
    expect(decryptChained(key, 16, vector, room, put(room, PADDED))).toBe(3);
    expect(told(room, 3)).toBe("616263");
    put(vector, "0f0e0d0c0b0a09080706050403020100");
    expect(decryptChained(key, 24, vector, room, put(room, CHAINED))).toBe(19);
    expect(String.UTF8.decodeUnsafe(room, 19)).toBe("abcdefghijklmnopqrs");
  });

  it("refuses keys of other lengths, cut blocks and a padding that does not hold", () => {
    put(key, KEY);
    memory.fill(vector, 0, 16);
    const count = put(room, PADDED);
    for (let size: u32 = 0; size < 40; size++) {
      if (size == 16 || size == 24 || size == 32) continue;
      expect(decryptChained(key, size, vector, room, count)).toBe(REFUSED);
    }
    for (let cut: u32 = 0; cut < 16; cut++) expect(decryptChained(key, 16, vector, room, cut)).toBe(REFUSED);
    expect(told(room, 16)).toBe(PADDED);
    store<u8>(vector, 1, 15);
    expect(decryptChained(key, 16, vector, room, count)).toBe(REFUSED);
  });
});
