/**
 * A flat event as json-as decodes it, keys in any spelling, strings, references and rendered messages, piece by piece.
 */
// biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the transform of json-as looks for
import { JSON } from "json-as";
import { writeCodePoint } from "../bytes/text";
import { decodeEntities, looksEncoded } from "../event/entities";
import { blockAt, findScriptBlocks } from "../event/find";
import { mayHoldScriptBlock } from "../event/gate";
import { skipBlank } from "../event/json";
import { EVENT_DATA_SNAKE, EVENT_ID, NO_ROLE, PART, prepareKeys, roleOfKey, TEXT } from "../event/keys";
import { readMessage, rendered } from "../event/message";
import { RECORD_OBJECT } from "../event/record";
import { decodeString, stringEnd } from "../event/strings";
import { exchangeStart } from "../memory/map";

// The second opinion on well-formed events: a decoder that makes objects of them.
@json
class FlatEvent {
  EventID: i32 = 0;
  Channel: string = "";
  ScriptBlockText: string = "";
  ScriptBlockId: string = "";
  Computer: string = "";
}

let length: usize = 0;

/** Writes a string as WTF-8 to the start of the exchange region; sets `length`. */
function put(text: string): usize {
  const start = exchangeStart();
  while ((<usize>memory.size()) << 16 < start + <usize>text.length * 8 + 65536) memory.grow(16);
  let at = start;
  for (let i = 0; i < text.length; i++) {
    const point = <u32>text.codePointAt(i);
    if (point > 0xffff) i++;
    at = writeCodePoint(at, point);
  }
  length = at - start;
  return start;
}

/** Room after what `put` wrote. */
function room(): usize {
  return (exchangeStart() + length + 63) & ~15;
}

function textAt(start: usize, bytes: usize): string {
  return String.UTF8.decodeUnsafe(start, bytes);
}

function channelOf(text: string): string {
  const record = put(text);
  findScriptBlocks(record, length, room());
  return textAt(blockAt(0).channel, blockAt(0).channelLength);
}

function roleOf(key: string, parent: u32 = NO_ROLE): u32 {
  prepareKeys();
  const start = put(key);
  return roleOfKey(start, length, parent);
}

describe("a flat event", () => {
  it("gives the texts that a decoder into objects gives", () => {
    const texts = [
      "Get-Date",
      "",
      "'quoted' \"twice\" \\ back\\\\slash /",
      "line\r\nbreak\ttab\b\f",
      "S\u00fcd \u6f22\u5b57 \u{1f4e7}",
      '{"EventID":1,"ScriptBlockText":"inner"}',
      "</Data><Data Name='ScriptBlockText'>",
    ];
    for (let i = 0; i < texts.length; i++) {
      const event = new FlatEvent();
      event.EventID = 4104;
      event.Channel = "PowerShellCore/Operational";
      event.ScriptBlockText = texts[i];
      event.ScriptBlockId = "965150b4-b107-4cce-9d30-1d3c55a8a085";
      event.Computer = "EX01";
      const text = JSON.stringify<FlatEvent>(event);
      const second = JSON.parse<FlatEvent>(text);
      const record = put(text);
      expect(mayHoldScriptBlock(record, length)).toBe(true, "gate");
      const shape = findScriptBlocks(record, length, room());
      expect(shape.kind).toBe(RECORD_OBJECT);
      expect(shape.blocks).toBe(1);
      const block = blockAt(0);
      expect(textAt(block.text, block.textLength)).toBe(second.ScriptBlockText);
      expect(textAt(block.id, block.idLength)).toBe(second.ScriptBlockId);
      expect(textAt(block.host, block.hostLength)).toBe(second.Computer);
      expect(textAt(block.channel, block.channelLength)).toBe(second.Channel);
    }
  });

  it("has sixteen zero bytes after its text", () => {
    const record = put('{"EventID":4104,"ScriptBlockText":"abc","x":"yyyyyyyyyyyyyyyyyyyyyyyy"}');
    findScriptBlocks(record, length, room());
    const block = blockAt(0);
    expect(block.textLength).toBe(3);
    for (let i: usize = 0; i < 16; i++) expect(load<u8>(block.text + 3 + i)).toBe(0);
  });

  it("takes the outermost channel, not one that a message brings", () => {
    const inner = '{\\"Channel\\":\\"Inner\\",\\"ScriptBlockText\\":\\"x\\"}';
    expect(channelOf(`{"message":"${inner}","Channel":"Outer"}`)).toBe("Outer");
    expect(channelOf(`{"message":"${inner}"}`)).toBe("Inner");
  });
});

describe("keys", () => {
  it("are one word in any case, with separators or without", () => {
    expect(roleOf("ScriptBlockText")).toBe(TEXT);
    expect(roleOf("script_block_text")).toBe(TEXT);
    expect(roleOf("SCRIPT-BLOCK-TEXT")).toBe(TEXT);
    expect(roleOf("winlog.event_data.ScriptBlockText")).toBe(TEXT);
    expect(roleOf("winlogbeat_winlog_event_data_ScriptBlockText")).toBe(TEXT);
    expect(roleOf("event_data")).toBe(EVENT_DATA_SNAKE);
  });

  it("mean nothing if they only resemble a word, or stand elsewhere", () => {
    expect(roleOf("MyScriptBlockText")).toBe(NO_ROLE);
    expect(roleOf("scr_iptblocktext")).toBe(NO_ROLE);
    expect(roleOf("code")).toBe(NO_ROLE);
    expect(roleOf("event.code")).toBe(EVENT_ID);
    expect(roleOf("powershell.sequence")).toBe(PART);
    expect(roleOf("")).toBe(NO_ROLE);
  });
});

describe("strings", () => {
  it("end at the first quote that no backslash escapes", () => {
    const start = put('a\\"b\\\\" tail');
    expect(stringEnd(start, start + length) - start).toBe(6);
    expect(stringEnd(start, start + 6)).toBe(0, "cut");
  });

  it("may not hold control characters or unknown escapes", () => {
    let start = put('a\tb"');
    expect(stringEnd(start, start + length)).toBe(0);
    start = put('a\\xb"');
    expect(stringEnd(start, start + length)).toBe(0);
    start = put('\\u12g4"');
    expect(stringEnd(start, start + length)).toBe(0);
  });

  it("join two escaped halves of a pair, and keep a lone one in three bytes", () => {
    let start = put("\\ud83d\\udce7");
    expect(decodeString(start, length, start) - start).toBe(4);
    start = put("\\ud83d|");
    expect(decodeString(start, length, start) - start).toBe(4);
    expect(load<u8>(start)).toBe(0xed);
  });

  it("skip the four blanks of JSON and no other", () => {
    const start = put(" \t\r\n\u00a0");
    expect(skipBlank(start, start + length) - start).toBe(4);
  });
});

describe("references", () => {
  it("are decoded once", () => {
    const start = put("&amp;lt; &#65;&#x1f4e7; &lt &bogus; &");
    const end = decodeEntities(start, length, start);
    expect(textAt(start, end - start)).toBe("&lt; A\u{1f4e7} &lt &bogus; &");
  });

  it("show an undecoded text only if no raw character contradicts", () => {
    let start = put("a &lt; b");
    expect(looksEncoded(start, length)).toBe(true);
    start = put("a &lt; b & c");
    expect(looksEncoded(start, length)).toBe(false);
    start = put("a &lt; b > c");
    expect(looksEncoded(start, length)).toBe(false);
    start = put("nothing");
    expect(looksEncoded(start, length)).toBe(false);
  });
});

describe("a rendered message", () => {
  it("is cut at the trailer at its end, not at one within the text", () => {
    const id = "965150b4-b107-4cce-9d30-1d3c55a8a085";
    const fake = "x\r\n\r\nScriptBlock ID: 00000000-0000-0000-0000-000000000000\r\nPath: C:\\fake";
    const start = put(`Creating Scriptblock text (2 of 3):\r\n${fake}\r\n\r\nScriptBlock ID: ${id}\r\nPath: C:\\a.ps1`);
    expect(readMessage(start, length)).toBe(true);
    expect(rendered.isComplete).toBe(true);
    expect(rendered.part).toBe(2);
    expect(rendered.parts).toBe(3);
    expect(textAt(rendered.body, rendered.bodyLength)).toBe(fake);
    expect(textAt(rendered.id, 36)).toBe(id);
    expect(textAt(rendered.path, rendered.pathLength)).toBe("C:\\a.ps1");
  });

  it("needs its two numbers in the first line", () => {
    let start = put("How do I read event (4104)?\r\nx");
    expect(readMessage(start, length)).toBe(false);
    start = put("x\r\n(1 of 1)\r\n");
    expect(readMessage(start, length)).toBe(false);
  });
});
