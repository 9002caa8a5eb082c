/** The host's blocks: aligned, disjoint, and started over when the last one is given back. */
import { giveBack, lend, roomFor, startOver } from "../memory/exchange";

describe("the exchange region", () => {
  beforeEach(() => {
    startOver();
  });

  it("lends disjoint blocks aligned to 16", () => {
    const first = lend(1);
    const second = lend(17);
    expect(first & 15).toBe(0);
    expect(second & 15).toBe(0);
    expect(second - first).toBeGreaterThan(0);
    expect(lend(0) - second).toBeGreaterThan(16);
  });

  it("starts over when the last block is given back, and not before", () => {
    const first = lend(100);
    const second = lend(100);
    giveBack(first);
    expect(lend(8)).toBeGreaterThan(second);
    giveBack(second);
    giveBack(second);
    expect(lend(100)).toBe(first);
  });

  it("survives more gifts than loans", () => {
    giveBack(0);
    giveBack(lend(4));
    giveBack(1234);
    const first = lend(4);
    expect(lend(4)).toBeGreaterThan(first);
  });

  it("keeps room after everything that is held", () => {
    const first = lend(1000);
    expect(roomFor(5000)).toBeGreaterThan(first + 999);
    expect(roomFor(5000)).toBe(lend(1));
  });

  it("answers 0 to what no memory holds", () => {
    expect(lend(0xfffffff0)).toBe(0);
    expect(roomFor(0xffffffffffff)).toBe(0);
    expect(lend(16)).not.toBe(0);
  });
});
