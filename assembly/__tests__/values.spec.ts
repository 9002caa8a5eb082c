/**
 * The value library where the engine's records (test/values) do not reach: possibilities, patterns, tables, bytes, bounds, text known in part.
 */
import { REASON_CONCATENATED } from "../contract";
import { mark, remaining, resetArena, take } from "../memory/arena";
import {
  BINARY_ADD,
  BINARY_EQ,
  BINARY_LIKE,
  BINARY_MATCH,
  BINARY_MULTIPLY,
  BINARY_REPLACE,
  BINARY_SPLIT,
} from "../powershell/program";
import { integer, kindOf, MAX_MADE_BYTES, nullValue, text, textAt, textLength, unknown } from "../powershell/values/constants";
import { isTrue, toText } from "../powershell/values/convert";
import { decode, ENCODING_UTF8, ENCODING_UTF16, fromBase64 } from "../powershell/values/encodings";
import { withFlags } from "../powershell/values/flags";
import { append, choice, countItems, itemAt, newList, taintList } from "../powershell/values/lists";
import { lastMatches } from "../powershell/values/matching";
import { invoke } from "../powershell/values/methods/methods";
import { indexed } from "../powershell/values/operators/indexing";
import { binary } from "../powershell/values/operators/operators";
import { commonText, isLoose, joined, someText } from "../powershell/values/partial";
import { countEntries, entryOf, findEntry, isKnownTable, newTable, setEntry } from "../powershell/values/tables";
import {
  KIND_BOOLEAN,
  KIND_CHOICE,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_UNKNOWN,
  Step,
  TABLE_HASH,
  VALUE_DECODED,
  VALUE_UNCLAIMABLE,
  Value,
} from "../powershell/values/value";
import { fitsWildcard, WILDCARD_NO, WILDCARD_UNKNOWN, WILDCARD_YES } from "../powershell/values/wildcard";
import { startWork } from "../powershell/work";

/** A string value of the arena. */
function str(written: string): usize {
  const bytes = String.UTF8.encode(written);
  const room = take(bytes.byteLength + 8);
  memory.copy(room, changetype<usize>(bytes), bytes.byteLength);
  return text(room, bytes.byteLength);
}

/** What a string value holds; another kind as its number. */
function told(value: usize): string {
  return kindOf(value) == KIND_STRING || kindOf(value) == KIND_PARTIAL
    ? String.UTF8.decodeUnsafe(textAt(value), textLength(value))
    : `kind ${kindOf(value).toString()}`;
}

function listOf(items: usize[]): usize {
  const list = newList(items.length);
  for (let i = 0; i < items.length; i++) append(list, items[i]);
  return list;
}

function op(operator: u8, left: usize, right: usize): usize {
  return binary(operator, 0, left, right, 0, 0);
}

/** `left -replace pattern, by`. */
function replace(left: string, pattern: string, by: string): string {
  const right = newList(2);
  append(right, str(pattern));
  append(right, str(by));
  return told(op(BINARY_REPLACE, str(left), right));
}

function call1(object: usize, name: string, argument: usize): usize {
  const args = take(8);
  store<u32>(args, <u32>argument);
  return invoke(object, str(name), args, 1, 0, 0);
}

function fits(pattern: string, input: string): i32 {
  const a = str(pattern);
  const b = str(input);
  return fitsWildcard(textAt(a), textLength(a), textAt(b), textLength(b), true);
}

beforeEach(() => {
  resetArena();
  startWork(65536);
});

describe("possibilities", () => {
  it("an operator is tried on every alternative", () => {
    const made = op(BINARY_ADD, str("New-"), choice(str("A"), str("B")));
    expect(kindOf(made)).toBe(KIND_CHOICE);
    expect(told(itemAt(made, 0))).toBe("New-A");
    expect(told(itemAt(made, 1))).toBe("New-B");
  });
  it("alternatives that come to the same are one value", () => {
    expect(told(op(BINARY_REPLACE, choice(str("ax"), str("bx")), str("[ab]")))).toBe("x");
  });
  it("of more alternatives than eight what they share stays, of other values than text nothing", () => {
    let many = choice(str("a0z"), str("a1z"));
    for (let i = 2; i < 9; i++) many = choice(many, str(`a${i.toString()}z`));
    expect(kindOf(many)).toBe(KIND_PARTIAL);
    expect(told(many)).toBe("a\uffffz");
    let numbers = choice(integer(0), integer(1));
    for (let i = 2; i < 9; i++) numbers = choice(numbers, integer(i));
    expect(kindOf(numbers)).toBe(KIND_UNKNOWN);
  });
  it("a condition on alternatives that differ in truth is open", () => {
    expect(isTrue(choice(str(""), str("a")))).toBe(-1);
    expect(isTrue(choice(str("b"), str("a")))).toBe(1);
  });
  it("lower case in a Turkish culture is another possibility", () => {
    const made = invoke(str("TITLE"), str("ToLower"), 0, 0, 0, 0);
    expect(kindOf(made)).toBe(KIND_CHOICE);
    expect(told(itemAt(made, 0))).toBe("title");
    expect(told(invoke(str("NAME"), str("ToLower"), 0, 0, 0, 0))).toBe("name");
  });
});

describe("patterns", () => {
  it("groups, named groups and what is no reference are put as .NET puts them", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is .NET's
    expect(replace("abc", "(a)(?<n>b)", "${n}$1$3$$")).toBe("ba$3$c");
  });
  it("a lazy quantifier takes the least, a greedy one the most", () => {
    expect(replace("<a><b>", "<.+?>", "x")).toBe("xx");
    expect(replace("<a><b>", "<.+>", "x")).toBe("x");
  });
  it("counted quantifiers repeat within their bounds", () => {
    expect(replace("aaaaa", "a{2,3}", "x")).toBe("xx");
    expect(replace("aaaaa", "a{2}", "x")).toBe("xxa");
  });
  it("a look-ahead looks without taking", () => {
    expect(replace("foobar foobaz", "foo(?=bar)", "x")).toBe("xbar foobaz");
    expect(replace("foobar foobaz", "foo(?!bar)", "x")).toBe("foobar xbaz");
  });
  it("a negative look-ahead that fails leaves no choice of its own behind", () => {
    expect(replace("aab", "(?!a+b)a", "x")).toBe("aab");
    expect(replace("aac", "(?!a+b)a", "x")).toBe("xxc");
  });
  it("an atomic group gives nothing back", () => {
    expect(replace("aaa", "(?>a+)a", "x")).toBe("aaa");
  });
  it("a back-reference takes what its group took", () => {
    expect(replace("abcabc", "(abc)\\1", "x")).toBe("x");
  });
  it("an empty match moves on by one", () => {
    expect(replace("abc", "x*", "-")).toBe("-a-b-c-");
  });
  it("a pattern outside of the subset is unknown", () => {
    expect(replace("abc", "(?<=a)b", "x")).toBe("kind 0");
    expect(replace("abc", "\\p{Ll}", "x")).toBe("kind 0");
    expect(replace("abc", "(", "x")).toBe("kind 0");
    expect(replace("abc", "a**", "x")).toBe("kind 0");
  });
  it("letters whose case another culture folds otherwise give both outcomes", () => {
    expect(kindOf(op(BINARY_REPLACE, str("FILE"), str("i")))).toBe(KIND_CHOICE);
    expect(told(op(BINARY_REPLACE, str("FALE"), str("a")))).toBe("FLE");
  });
  it("backtracking without end is unknown after a bounded time", () => {
    expect(replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+a+)+b", "x")).toBe("kind 0");
  });
  it("a match leaves its groups", () => {
    expect(kindOf(op(BINARY_MATCH, str("key=val"), str("=(.*)")))).toBe(KIND_BOOLEAN);
    expect(told(entryOf(lastMatches(), integer(1)))).toBe("val");
  });
  it("a split keeps what groups took", () => {
    const parts = op(BINARY_SPLIT, str("a1b"), str("(\\d)"));
    expect(countItems(parts)).toBe(3);
    expect(told(itemAt(parts, 1))).toBe("1");
  });
});

describe("wildcards", () => {
  it("stars, question marks and classes fit", () => {
    expect(fits("n*-m?ilbox*", "New-Mailbox")).toBe(WILDCARD_YES);
    expect(fits("[a-c]x", "bx")).toBe(WILDCARD_YES);
    expect(fits("[a-c]x", "dx")).toBe(WILDCARD_NO);
    expect(fits("a`*", "a*")).toBe(WILDCARD_YES);
    expect(fits("a`*", "ab")).toBe(WILDCARD_NO);
  });
  it("a class that is never closed, and `i` against `I`, are open", () => {
    expect(fits("[a", "a")).toBe(WILDCARD_UNKNOWN);
    expect(fits("FI*", "file")).toBe(WILDCARD_UNKNOWN);
  });
});

describe("tables", () => {
  it("find keys without case, and tell a missing key from an unknown one", () => {
    const table = newTable(TABLE_HASH);
    setEntry(table, str("Mailbox"), str("u"));
    expect(told(entryOf(table, str("mAilbox")))).toBe("u");
    expect(findEntry(table, str("none"))).toBe(-1);
    expect(findEntry(table, unknown())).toBe(-2);
  });
  it("no longer count after a write under an unknown key", () => {
    const table = newTable(TABLE_HASH);
    setEntry(table, str("a"), integer(1));
    setEntry(table, unknown(), integer(2));
    expect(isKnownTable(table)).toBe(false);
    expect(kindOf(entryOf(table, str("a")))).toBe(KIND_UNKNOWN);
  });
  it("leave every look-up open beside an entry whose key is unknown", () => {
    const table = newTable(TABLE_HASH);
    setEntry(table, unknown(), integer(2));
    expect(countEntries(table)).toBe(1);
    expect(findEntry(table, str("a"))).toBe(-2);
  });
});

describe("bounds", () => {
  it("a text longer than an operation may make is unknown", () => {
    expect(kindOf(op(BINARY_MULTIPLY, str("abcd"), integer(<i64>MAX_MADE_BYTES)))).toBe(KIND_UNKNOWN);
  });
  it("a full arena makes values unknown", () => {
    const left = str("a");
    const right = str("b");
    while (remaining() > 64) take(remaining() > 4096 ? remaining() - 4096 : 32);
    for (let i = 0; i < 16; i++) take(8);
    expect(kindOf(op(BINARY_ADD, left, right))).toBe(KIND_UNKNOWN);
    expect(kindOf(newList(64))).toBe(KIND_UNKNOWN);
    expect(kindOf(newTable(TABLE_HASH))).toBe(KIND_UNKNOWN);
  });
  it("making a text takes no more of the arena than it has", () => {
    const before = mark();
    op(BINARY_ADD, str("abc"), str("def"));
    expect(mark() - before < 256).toBe(true);
  });
});

describe("bytes", () => {
  it("Base64 is read with white space and asks for its padding", () => {
    expect(fromBase64(str("Q U I="))).not.toBe(0);
    expect(fromBase64(str("QUI"))).toBe(0);
    expect(fromBase64(str("Q!I="))).toBe(0);
  });
  it("malformed text is unknown, for its replacement differs by dialect", () => {
    const bytes = take(8);
    store<u32>(bytes, 0x4128c341);
    expect(kindOf(decode(ENCODING_UTF8, bytes, 4))).toBe(KIND_UNKNOWN);
    store<u32>(bytes, 0x0041d800);
    expect(kindOf(decode(ENCODING_UTF16, bytes, 4))).toBe(KIND_UNKNOWN);
  });
  it("two halves of a pair that meet become one character", () => {
    const high = take(8);
    store<u8>(high, 0xed);
    store<u8>(high, 0xa0, 1);
    store<u8>(high, 0xbd, 2);
    const low = take(8);
    store<u8>(low, 0xed);
    store<u8>(low, 0xb8, 1);
    store<u8>(low, 0x80, 2);
    expect(told(op(BINARY_ADD, text(high, 3), text(low, 3)))).toBe("\u{1F600}");
  });
});

describe("what is carried on", () => {
  it("text made of decoded or unclaimable text is so too, and so are its parts", () => {
    const made = op(BINARY_ADD, withFlags(str("a,"), VALUE_DECODED), withFlags(str("b"), VALUE_UNCLAIMABLE));
    expect(changetype<Value>(made).flags & (VALUE_DECODED | VALUE_UNCLAIMABLE)).toBe(VALUE_DECODED | VALUE_UNCLAIMABLE);
    const parts = op(BINARY_SPLIT, made, str(","));
    expect(changetype<Value>(itemAt(parts, 1)).flags & VALUE_UNCLAIMABLE).toBe(VALUE_UNCLAIMABLE);
  });
  it("a chain of joins is one step that counts its texts", () => {
    let made = str("a");
    for (let i = 1; i < 5; i++) made = binary(BINARY_ADD, 0, made, str("b"), 100, 100 + i);
    let steps = 0;
    for (let at = changetype<Value>(made).steps; at != 0; at = changetype<Step>(at).left) {
      expect(changetype<Step>(at).reason).toBe(<u16>REASON_CONCATENATED);
      steps++;
    }
    expect(steps).toBe(1);
    expect(changetype<Step>(changetype<Value>(made).steps).count).toBe(5);
  });
  it("an element of a spoiled list is unknown", () => {
    const list = newList(2);
    append(list, str("a"));
    taintList(list);
    expect(kindOf(indexed(list, integer(0), 0, 0))).toBe(KIND_UNKNOWN);
  });
  it("comparing with unknown values is unknown", () => {
    expect(kindOf(op(BINARY_EQ, unknown(), str("a")))).toBe(KIND_UNKNOWN);
    expect(kindOf(op(BINARY_LIKE, str("a"), unknown()))).toBe(KIND_UNKNOWN);
    expect(kindOf(op(BINARY_EQ, nullValue(), nullValue()))).toBe(KIND_BOOLEAN);
  });
  it("methods refuse what PowerShell refuses", () => {
    expect(kindOf(call1(str("abc"), "Substring", integer(5)))).toBe(KIND_UNKNOWN);
    expect(told(call1(str("abc"), "Substring", integer(1)))).toBe("bc");
    expect(told(toText(call1(str("a,b"), "Split", str(","))))).toBe("a b");
  });
});

describe("text known in part", () => {
  it("joins its pieces with one run where several meet", () => {
    const left = joined(str("a"), unknown());
    const right = joined(unknown(), str("z"));
    expect(told(joined(left, right))).toBe("a\uffffz");
  });
  it("keeps eight runs and the end", () => {
    let made = str("");
    for (let i = 0; i < 12; i++) made = joined(joined(made, str(i.toString())), unknown());
    made = joined(made, str("end"));
    expect(told(made)).toBe("0\uffff1\uffff2\uffff3\uffff4\uffff5\uffff6\uffff7\uffffend");
  });
  it("of two texts keeps what both start and end with, never a byte twice", () => {
    expect(told(commonText(str("aba"), str("abaaba")))).toBe("aba\uffff");
    expect(told(commonText(str("x\u00e9y"), str("x\u00e8y")))).toBe("x\uffffy");
  });
  it("an unknown left side may be a list or refuse the addition", () => {
    const made = op(BINARY_ADD, unknown(), str("\\a.pst"));
    expect(isLoose(made)).toBe(true);
    expect(told(op(BINARY_ADD, made, str("b")))).toBe("\uffff\\a.pst\uffffb");
    expect(kindOf(op(BINARY_ADD, unknown(), str("5")))).toBe(KIND_UNKNOWN);
    expect(kindOf(op(BINARY_ADD, unknown(), str("5:30")))).toBe(KIND_UNKNOWN);
    expect(isLoose(op(BINARY_ADD, someText(), str("x")))).toBe(false);
  });
  it("a text that must not be claimed gives only the ends that may be", () => {
    const hidden = withFlags(str("C:\\Users"), VALUE_UNCLAIMABLE);
    expect(told(joined(op(BINARY_ADD, hidden, str("\\a.pst")), str("")))).toBe("\uffff\\a.pst");
  });
  it("one character is replaced in the known pieces alone", () => {
    const made = joined(joined(str("a/b"), unknown()), str("/c"));
    expect(told(op(BINARY_REPLACE, made, listOf([str("/"), str("x")])))).toBe("axb\uffffxc");
    expect(told(op(BINARY_REPLACE, made, listOf([str("b/"), str("x")])))).toBe("\uffff");
  });
});
