/**
 * Lexer and parser: strings, what the dialects read differently, broken text, mentions, and the context that the next part goes on from.
 */

import { READ_RESUMED, READ_UNFINISHED, READ_WHOLE } from "../blocks/mode";
import { writeCodePoint } from "../bytes/text";
import { MENTION_ARGUMENT, MENTION_COMMENT, MENTION_DEFINITION, MENTION_HERE_STRING, MENTION_STRING } from "../contract";
import { resetArena } from "../memory/arena";
import { joinedStart } from "../memory/map";
import { chainMentions, findMentions } from "../powershell/lexer/mentions";
import { sourceAddress } from "../powershell/lexer/quoted-copies";
import { decoded, stringText } from "../powershell/lexer/string-values";
import { copyContext, loadContext, safeOffset } from "../powershell/parser/continuation";
import {
  beginText,
  brokenText,
  dialectSensitive,
  nextStatement,
  popText,
  programEnd,
  pushText,
  truncateProgram,
} from "../powershell/parser/parser";
import { FLAG_RESUMED, FLAG_TOUCHES_END, instruction, OP_BLOCK, OP_COMMAND, OP_STRING } from "../powershell/program";
import { Mention } from "../powershell/site";
import { addName, clearNames } from "../powershell/watched";

const WINDOWS: i32 = 1;
const SEVEN: i32 = 0;

/** Writes a text where joined blocks lie, with zero bytes after it. @returns its length in bytes */
function put(text: string): usize {
  let at = joinedStart();
  for (let i = 0; i < text.length; i++) {
    const point = <u32>text.codePointAt(i);
    if (point > 0xffff) i++;
    at = writeCodePoint(at, point);
  }
  memory.fill(at, 0, 32);
  return at - joinedStart();
}

function slice(start: usize, length: usize): string {
  return String.UTF8.decodeUnsafe(start, length);
}

/** Compiles a text whole. @returns instructions written */
function compile(text: string, mode: i32, dialect: i32): u32 {
  resetArena();
  truncateProgram(0);
  beginText(joinedStart(), put(text), mode, dialect);
  while (nextStatement()) {}
  return programEnd();
}

/** The extents of the commands, one a line, of a text that stays compiled. */
function commandsOf(text: string): string {
  let found = "";
  const end = compile(text, READ_WHOLE, SEVEN);
  for (let i: u32 = 0; i < end; i++) {
    const command = instruction(i);
    if (command.op != OP_COMMAND) continue;
    const start = sourceAddress(<usize>command.start);
    found += `${slice(start, sourceAddress(<usize>command.end) - start)}\n`;
  }
  return found;
}

/** The value of the first string token. */
function firstString(text: string, dialect: i32): string {
  const end = compile(text, READ_WHOLE, dialect);
  for (let i: u32 = 0; i < end; i++) {
    if (instruction(i).op != OP_STRING) continue;
    stringText(i);
    return slice(decoded.start, decoded.length);
  }
  return "(none)";
}

function kindsOf(text: string): string {
  clearNames();
  addName("new-thing", false);
  resetArena();
  truncateProgram(0);
  const length = put(text);
  findMentions(joinedStart(), length);
  beginText(joinedStart(), length, READ_WHOLE, SEVEN);
  while (nextStatement()) {}
  let kinds = "";
  for (let at = chainMentions(); at != 0; at = <usize>changetype<Mention>(at).next) {
    kinds += `${changetype<Mention>(at).kind.toString()} `;
  }
  return kinds.trim();
}

describe("string tokens", () => {
  test("quotes of every kind close and double", () => {
    expect(firstString("f2 ‘a’’b’", SEVEN)).toBe("f2");
    expect(firstString("'a''b'", SEVEN)).toBe("a'b");
    expect(firstString('"a""b`"c"', SEVEN)).toBe('a"b"c');
    expect(firstString("a'b'\"c\"", SEVEN)).toBe("abc");
  });

  test("backticks follow the dialect", () => {
    expect(firstString('"`e`u{41}"', SEVEN)).toBe("\u001bA");
    expect(firstString('"`e`u{41}"', WINDOWS)).toBe("eu{41}");
  });

  test("a here-string loses its header and footer", () => {
    expect(firstString("@'\r\na\r\n'b\r\n'@", SEVEN)).toBe("a\r\n'b");
    expect(firstString("@'\n'@", SEVEN)).toBe("");
  });
});

describe("what the dialects read differently", () => {
  test("is noticed, and nothing else is", () => {
    compile("a && b", READ_WHOLE, SEVEN);
    expect(dialectSensitive()).toBe(true);
    compile("$a ? 1 : 2", READ_WHOLE, SEVEN);
    expect(dialectSensitive()).toBe(true);
    compile("`n`ew-item a", READ_WHOLE, SEVEN);
    expect(dialectSensitive()).toBe(true);
    compile("if ($a) { b -c d | e }", READ_WHOLE, SEVEN);
    expect(dialectSensitive()).toBe(false);
  });
});

describe("broken text", () => {
  test("calls before and after an error are read", () => {
    expect(commandsOf("a 1; ) ; b (2\nc 3")).toBe("a 1\nb (2\nc 3\n");
    expect(brokenText()).toBe(true);
    expect(commandsOf("a 1\n}\nb 2")).toBe("a 1\nb 2\n");
    expect(commandsOf("@{ a = b c\n = d\n}\ne f")).toBe("b c\nd\ne f\n");
  });

  test("nesting without end loses no command", () => {
    const deep = "(".repeat(700);
    expect(commandsOf(`${deep}a 1${")".repeat(700)}; b 2`)).toBe("a 1\nb 2\n");
    expect(commandsOf(`${"{".repeat(700)}a 1${"}".repeat(700)}\nb 2`).includes("a 1\n")).toBe(true);
  });
});

describe("code within double quotes", () => {
  test("is read without its doubled quotes, and keeps its place in the source", () => {
    expect(commandsOf('f "x $(g ""h i"" j) y"')).toBe('g ""h i"" j\nf "x $(g ""h i"" j) y"\n');
  });
});

describe("a text within a text", () => {
  test("leaves the outer one where it was", () => {
    compile("", READ_WHOLE, SEVEN);
    beginText(joinedStart(), put("a 1; b 2"), READ_WHOLE, SEVEN);
    expect(nextStatement()).toBe(true);
    const inner = joinedStart() + 4096;
    memory.copy(inner, joinedStart(), 4);
    expect(pushText()).toBe(true);
    beginText(inner, 3, READ_WHOLE, SEVEN);
    expect(nextStatement()).toBe(true);
    expect(nextStatement()).toBe(false);
    popText();
    const from = programEnd();
    expect(nextStatement()).toBe(true);
    const last = instruction(programEnd() - 2);
    expect(slice(<usize>last.start, 3)).toBe("b 2");
    expect(from < programEnd()).toBe(true);
    expect(nextStatement()).toBe(false);
  });
});

describe("a part that others follow", () => {
  test("goes on from the statement that touches its end", () => {
    compile("f { a; b -x ", READ_WHOLE | READ_UNFINISHED, SEVEN);
    expect(safeOffset()).toBe(7);
    const kept = joinedStart() + 65536;
    const bytes = copyContext(kept, 32768);
    expect(bytes > 0).toBe(true);
    loadContext(kept, bytes);
    const end = compile("b -x 1 } ; c", READ_RESUMED, SEVEN);
    expect(instruction(0).op).toBe(OP_BLOCK);
    expect(instruction(0).flags & FLAG_RESUMED).toBe(FLAG_RESUMED);
    let commands = "";
    for (let i: u32 = 0; i < end; i++) {
      const command = instruction(i);
      if (command.op == OP_COMMAND) commands += `${slice(<usize>command.start, <usize>(command.end - command.start))}\n`;
    }
    expect(commands).toBe("b -x 1\nc\n");
  });

  test("that ends in what an earlier one began has no safe place of its own", () => {
    const kept = joinedStart() + 65536;
    compile("f { a; b -x ", READ_WHOLE | READ_UNFINISHED, SEVEN);
    loadContext(kept, copyContext(kept, 32768));
    compile("b -x 1 } -y ", READ_RESUMED | READ_UNFINISHED, SEVEN);
    expect(copyContext(kept + 32768, 32768)).toBe(0);
  });

  test("a command that touches the end says so", () => {
    const end = compile("a 1\nb 2", READ_WHOLE | READ_UNFINISHED, SEVEN);
    let flags = "";
    for (let i: u32 = 0; i < end; i++) {
      if (instruction(i).op == OP_COMMAND) flags += (instruction(i).flags & FLAG_TOUCHES_END) != 0 ? "1" : "0";
    }
    expect(flags).toBe("01");
  });
});

describe("mentions", () => {
  test("each gets the kind of the token it stands in", () => {
    expect(kindsOf("# new-thing")).toBe(MENTION_COMMENT.toString());
    expect(kindsOf("<# a\nNew-Thing #> b")).toBe(MENTION_COMMENT.toString());
    expect(kindsOf("f 'run New-Thing now'")).toBe(MENTION_STRING.toString());
    expect(kindsOf("f 'New-Thing'")).toBe(MENTION_ARGUMENT.toString());
    expect(kindsOf("f New-Thing")).toBe(MENTION_ARGUMENT.toString());
    expect(kindsOf("$a = 'b', 'new-thing'")).toBe(MENTION_ARGUMENT.toString());
    expect(kindsOf('$a = @"\nnew-thing $b\n"@')).toBe(MENTION_HERE_STRING.toString());
    expect(kindsOf("function New-Thing { }")).toBe(MENTION_DEFINITION.toString());
  });

  test("command position is none", () => {
    expect(kindsOf("New-Thing a; & 'new-thing' b")).toBe("");
    expect(kindsOf("New-Things a 'renew-thing'")).toBe("");
  });
});
