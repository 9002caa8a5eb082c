/**
 * The binder and the judge over sites built by hand: what PowerShell accepts, refuses and would ask for.
 */

import {
  REASON_IGNORABLE,
  REASON_OTHER_SET,
  REASON_PIPELINE,
  REASON_POSITIONAL,
  REASON_PREFIX,
  REASON_PROMPTS,
  REASON_SPLAT,
  REASON_UNKNOWN_SPLAT,
  REASON_WHAT_IF,
  REASON_WOULD_NOT_BIND,
  VERDICT_MATCH,
  VERDICT_PARTIAL,
} from "../contract";
import { Call, hasReason } from "../exchange/call";
import { destinationOf, goesThrough, hasExtension, isAdministrative } from "../exchange/destination";
import { judgeSite } from "../exchange/judge";
import { AMBIGUOUS, forgetNames, NO_PARAMETER, resolve } from "../exchange/names";
import { resetArena, take } from "../memory/arena";
import {
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_BOUND_PARAMETERS,
  SITE_ELEMENT_DEFAULT,
  SITE_ELEMENT_NAMED,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_PARAMETER_VALUE,
  SITE_ELEMENT_UNKNOWN_SPLAT,
  SITE_PIPED,
  SITE_UNKNOWN_DEFAULTS,
  Site,
  SiteElement,
} from "../powershell/site";
import { KIND_BOOLEAN, KIND_NULL, KIND_STRING, KIND_UNKNOWN, newValue } from "../powershell/values/value";

const EXPORT: u32 = 0;
const CLEANUP: u32 = 1;

/** Copies a string into the arena as UTF-8 and remembers its length. */
let textLength: u32 = 0;
function text(source: string): u32 {
  const bytes = String.UTF8.encode(source);
  textLength = <u32>bytes.byteLength;
  const address = take(textLength + 16);
  memory.copy(address, changetype<usize>(bytes), textLength);
  return <u32>address;
}

function str(source: string): u32 {
  const address = text(source);
  return <u32>newValue(KIND_STRING, address, textLength);
}

function add(first: u32, kind: u32, name: string, value: u32): u32 {
  const address = <u32>take(offsetof<SiteElement>());
  memory.fill(address, 0, offsetof<SiteElement>());
  const element = changetype<SiteElement>(<usize>address);
  element.kind = kind;
  element.name = text(name);
  element.nameLength = textLength;
  element.value = value;
  if (first == 0) return address;
  let last = first;
  while (changetype<SiteElement>(<usize>last).next != 0) last = changetype<SiteElement>(<usize>last).next;
  changetype<SiteElement>(<usize>last).next = address;
  return first;
}

/**
 * Elements from a short notation, split by spaces: `-Name` a parameter, `-Name:x` with a value, `=x` a value, `@Name=x` a key
 * of a splat, `@?` an undecided splat, `%Name=x` a default. The values `$null`, `$true`, `$false` and `$x` (unknown) are what they say.
 */
function elements(line: string, kindWanted: u32): u32 {
  let first: u32 = 0;
  const words = line.split(" ");
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word.length == 0) continue;
    const isDefault = word.startsWith("%");
    if (isDefault != (kindWanted == SITE_ELEMENT_DEFAULT)) continue;
    if (word == "@?") first = add(first, SITE_ELEMENT_UNKNOWN_SPLAT, "", 0);
    else if (word == "@!") first = add(first, SITE_ELEMENT_BOUND_PARAMETERS, "", 0);
    else if (word.startsWith("@~")) first = add(first, SITE_ELEMENT_NAMED, word.substring(2), 0);
    else if (word.startsWith("@") || isDefault) {
      const at = word.indexOf("=");
      first = add(
        first,
        isDefault ? SITE_ELEMENT_DEFAULT : SITE_ELEMENT_NAMED,
        word.substring(1, at),
        valueOfWord(word.substring(at + 1)),
      );
    } else if (word.startsWith("=")) first = add(first, SITE_ELEMENT_ARGUMENT, "", valueOfWord(word.substring(1)));
    else if (word.includes(":")) {
      const at = word.indexOf(":");
      first = add(first, SITE_ELEMENT_PARAMETER_VALUE, word.substring(0, at), valueOfWord(word.substring(at + 1)));
    } else first = add(first, SITE_ELEMENT_PARAMETER, word, 0);
  }
  return first;
}

function valueOfWord(word: string): u32 {
  if (word == "$null") return <u32>newValue(KIND_NULL, 0, 0);
  if (word == "$true") return <u32>newValue(KIND_BOOLEAN, 1, 0);
  if (word == "$false") return <u32>newValue(KIND_BOOLEAN, 0, 0);
  if (word == "$x") return <u32>newValue(KIND_UNKNOWN, 0, 0);
  return str(word);
}

let call: Call = changetype<Call>(0);
let asked = false;

function judge(line: string, flags: u32 = 0, input: u32 = 0, behaviour: u32 = EXPORT): u32 {
  const address = take(offsetof<Call>());
  memory.fill(address, 0, offsetof<Call>());
  call = changetype<Call>(address);
  const at = take(offsetof<Site>());
  memory.fill(at, 0, offsetof<Site>());
  const site = changetype<Site>(at);
  site.flags = flags;
  site.input = input;
  site.elements = elements(line, 0);
  site.defaults = elements(line, SITE_ELEMENT_DEFAULT);
  asked = !judgeSite(site, behaviour, call);
  return call.verdict;
}

function claimed(address: u32, length: u32): string {
  return address == 0 ? "unknown" : String.UTF8.decodeUnsafe(address, length);
}

function mailbox(): string {
  return claimed(call.mailbox, call.mailboxLength);
}

function path(): string {
  return claimed(call.path, call.pathLength);
}

function refused(line: string): bool {
  return judge(line) == VERDICT_PARTIAL && hasReason(call, REASON_WOULD_NOT_BIND);
}

function prompts(line: string, flags: u32 = 0): bool {
  return judge(line, flags) == VERDICT_PARTIAL && hasReason(call, REASON_PROMPTS);
}

function destination(source: string): u32 {
  const address = text(source);
  return destinationOf(address, textLength, null);
}

describe("the binder", () => {
  beforeEach(() => {
    resetArena();
    forgetNames();
  });

  test("binds by name, by any prefix, by position and in any order", () => {
    expect(judge("-Mailbox =ceo -FilePath =\\\\s\\x")).toBe(VERDICT_MATCH);
    expect(mailbox()).toBe("ceo");
    expect(path()).toBe("\\\\s\\x");
    expect(judge("-m =ceo -f =p")).toBe(VERDICT_MATCH);
    expect(hasReason(call, REASON_PREFIX)).toBeTruthy();
    expect(judge("-FilePath =p -Suspend =ceo")).toBe(VERDICT_MATCH);
    expect(mailbox()).toBe("ceo", "a switch takes no value");
    expect(hasReason(call, REASON_POSITIONAL)).toBeTruthy();
  });

  test("an own parameter wins over common ones, an exact name over longer ones, and two own ones are refused", () => {
    expect(judge("-Conf =u1 -F =y")).toBe(VERDICT_PARTIAL, "ConflictResolutionOption takes u1");
    expect(hasReason(call, REASON_PROMPTS)).toBeTruthy();
    expect(judge("-ContentFilter =x -M =u1 -F =y")).toBe(VERDICT_MATCH);
    expect(refused("-Conte =x -M =u1 -F =y")).toBeTruthy();
    expect(refused("=u1 -F =y -o =q")).toBeTruthy("OutVariable and OutBuffer");
    expect(judge("=u1 -F =y -ov =q")).toBe(VERDICT_MATCH, "an alias");
  });

  test("characters without weight vanish from parameter names, and an exact name must be spelt so", () => {
    expect(judge("-Mail­box =u1 -File​Path =y")).toBe(VERDICT_MATCH);
    expect(hasReason(call, REASON_IGNORABLE)).toBeTruthy();
    expect(refused("-Content­Filter =x -M =u1 -F =y")).toBeTruthy();
    expect(judge("-ⓜailbox =u1 -F =y")).toBe(VERDICT_MATCH);
    expect(refused("-Maïlbox =u1 -F =y")).toBeTruthy();
  });

  test("a parameter without its value, given twice, or unknown is refused", () => {
    expect(refused("-Mailbox =u1 -FilePath")).toBeTruthy();
    expect(refused("-Mailbox -FilePath =x")).toBeTruthy();
    expect(refused("-F =a -File =b =u1")).toBeTruthy();
    expect(path()).toBe("unknown");
    expect(refused("-M =u1 -F =x -Password =y")).toBeTruthy();
    expect(refused("=u1 =u2 -F =x")).toBeTruthy();
    expect(mailbox()).toBe("unknown");
    expect(judge("=u1 -F -Bogus")).toBe(VERDICT_MATCH, "what is no parameter serves as a value");
    expect(path()).toBe("-Bogus");
  });

  test("null, an empty path, and a switch value that is no truth are refused", () => {
    expect(refused("-M =$null -F =x")).toBeTruthy();
    expect(refused("-M =u1 -F:$null")).toBeTruthy();
    expect(refused("-M =u1 -F =")).toBeTruthy();
    expect(judge("-M = -F =x")).toBe(VERDICT_MATCH, "an empty mailbox is a value");
    expect(mailbox()).toBe("");
    expect(refused("-M =u1 -F =x -IsArchive:yes")).toBeTruthy();
    expect(judge("-M =u1 -F =x -IsArchive:$x")).toBe(VERDICT_MATCH);
    expect(judge("-M =u1 -F =x -IsArchive:$null")).toBe(VERDICT_MATCH);
  });

  test("splatted keys bind like parameters; given beats splatted; two splats of one key are refused", () => {
    expect(judge("@Mailbox=u1 @-FilePath=x")).toBe(VERDICT_MATCH);
    expect(hasReason(call, REASON_SPLAT)).toBeTruthy();
    expect(judge("@F=s -FilePath =z =u1")).toBe(VERDICT_MATCH);
    expect(path()).toBe("z");
    expect(refused("@F=s @FilePath=z =u1")).toBeTruthy();
    expect(path()).toBe("unknown");
    expect(judge("-FilePath @Name=n =x =u1")).toBe(VERDICT_MATCH, "tables are splatted after the line");
    expect(path()).toBe("x");
  });

  test("an undecided splat may bring the mailbox but not a claimed path", () => {
    expect(judge("-F =x @?")).toBe(VERDICT_MATCH);
    expect(judge("-M =u1 @?")).toBe(VERDICT_PARTIAL);
    expect(hasReason(call, REASON_UNKNOWN_SPLAT)).toBeTruthy();
    expect(judge("@! @~Mailbox @~FilePath")).toBe(VERDICT_PARTIAL);
    expect(hasReason(call, REASON_UNKNOWN_SPLAT)).toBeTruthy();
    expect(prompts("@! @~Mailbox @~Ticket")).toBeTruthy("no path can be among these");
    expect(judge("@? =u1 -F =x")).toBe(VERDICT_MATCH);
    expect(mailbox()).toBe("unknown", "the splat may take that place");
  });

  test("defaults fill what is free, by exact name, alias or a pattern that fits one; two for one parameter cancel", () => {
    expect(judge("%FilePath=d =u1")).toBe(VERDICT_MATCH);
    expect(path()).toBe("d");
    expect(prompts("%F=d =u1")).toBeTruthy("no prefix here");
    expect(judge("%F*=d %Mail*=m")).toBe(VERDICT_MATCH);
    expect(judge("%*Path*=d =u1")).toBe(VERDICT_MATCH, "in tables without ComplianceStorePath the pattern fits one only");
    expect(prompts("%*e*=d =u1")).toBeTruthy();
    expect(prompts("%FilePath=d %File*=e =u1")).toBeTruthy();
    expect(judge("%FilePath=d -F =z =u1")).toBe(VERDICT_MATCH);
    expect(path()).toBe("z");
    expect(prompts("%FilePath=$null =u1")).toBeTruthy();
    expect(judge("%FilePath=d @? =u1")).toBe(VERDICT_MATCH);
    expect(path()).toBe("unknown", "the splat may give another path");
    expect(judge("-F =x", SITE_UNKNOWN_DEFAULTS)).toBe(VERDICT_MATCH);
    expect(prompts("-M =u1", SITE_UNKNOWN_DEFAULTS)).toBeTruthy();
    expect(judge("%FilePath=d =u1", SITE_UNKNOWN_DEFAULTS)).toBe(VERDICT_MATCH);
    expect(path()).toBe("unknown", "another entry may stand there by now");
  });

  test("the pipeline gives the mailbox if it is free; null alone is refused", () => {
    expect(judge("-F =x", SITE_PIPED)).toBe(VERDICT_MATCH);
    expect(mailbox()).toBe("unknown");
    expect(judge("-F =x", SITE_PIPED, str("u1"))).toBe(VERDICT_MATCH);
    expect(mailbox()).toBe("u1");
    expect(hasReason(call, REASON_PIPELINE)).toBeTruthy();
    expect(judge("-F =x -M =u2", SITE_PIPED, str("u1"))).toBe(VERDICT_MATCH);
    expect(mailbox()).toBe("unknown", "each object is refused");
    expect(judge("-F =x", SITE_PIPED, <u32>newValue(KIND_NULL, 0, 0))).toBe(VERDICT_PARTIAL);
    expect(hasReason(call, REASON_WOULD_NOT_BIND)).toBeTruthy();
  });

  test("another parameter set has no path; two sets are refused", () => {
    expect(judge("-M =u1 -ComplianceStorePath =s")).toBe(VERDICT_PARTIAL);
    expect(hasReason(call, REASON_OTHER_SET)).toBeTruthy();
    expect(refused("-M =u1 -F =x -ComplianceStorePath =s")).toBeTruthy();
  });

  test("a table of one version only counts where it reads the call as stronger", () => {
    expect(judge("-MRSServer =s -Ma =u1 -F =x")).toBe(VERDICT_MATCH, "2010");
    expect(judge("-AsJob -Ma =u1 -F =x")).toBe(VERDICT_MATCH, "proxy");
    expect(refused("-MRSServer =s -AsJob -Ma =u1 -F =x")).toBeTruthy("none has both");
  });

  test("a dry run and a call for help are told apart", () => {
    judge("-M =u1 -F =x -WhatIf");
    expect(hasReason(call, REASON_WHAT_IF)).toBeTruthy();
    judge("-M =u1 -F =x -WhatIf:$false");
    expect(hasReason(call, REASON_WHAT_IF)).toBeFalsy();
    judge("-?");
    expect(asked).toBeTruthy();
    judge("-M =u1 -F =x @?=1");
    expect(asked).toBeTruthy("a splatted key");
    judge("-M =u1 -F =x @-?=1");
    expect(asked).toBeFalsy("no such parameter");
  });

  test("the clean-up behaviour needs a false -Confirm", () => {
    expect(judge("=r -Confirm:$false", 0, 0, CLEANUP)).toBe(VERDICT_MATCH);
    expect(judge("=r", 0, 0, CLEANUP)).toBe(VERDICT_PARTIAL);
    expect(judge("=r -Confirm", 0, 0, CLEANUP)).toBe(VERDICT_PARTIAL);
    expect(judge("-Confirm:$false", SITE_PIPED, 0, CLEANUP)).toBe(VERDICT_MATCH);
    expect(judge("-RequestQueue =q -RequestGuid =g -Confirm:$false", 0, 0, CLEANUP)).toBe(VERDICT_MATCH);
  });
});

describe("parameter names", () => {
  test("resolve to one parameter a table", () => {
    const name = text("-M");
    forgetNames();
    const found = resolve(EXPORT, name, textLength);
    expect(found & 255).toBe(0);
    expect(found >> 24).toBe(AMBIGUOUS, "2010 has MRSServer");
    expect(resolve(EXPORT, text("Nonsense"), textLength)).toBe(NO_PARAMETER * 0x01010101);
  });
});

describe("destinations", () => {
  beforeEach(() => {
    resetArena();
  });

  test("tell loopback, shares, local paths and nothing", () => {
    expect(destination("\\\\localhost\\c$\\x.pst")).toBe(3);
    expect(isAdministrative()).toBeTruthy();
    expect(destination("//127.0.0.5/d/x")).toBe(3);
    expect(isAdministrative()).toBeFalsy();
    expect(destination("\\\\fs01\\ADMIN$\\x")).toBe(2);
    expect(isAdministrative()).toBeTruthy();
    expect(destination("\\\\fs01\\pst$\\x")).toBe(2);
    expect(isAdministrative()).toBeFalsy();
    expect(destination("D:\\x")).toBe(1);
    expect(destination("x.pst")).toBe(1);
    expect(destination("file://fs01/p/x")).toBe(2);
    expect(destination("file:///c:/x")).toBe(1);
    expect(destination("\\\\?\\UNC\\localhost\\c$\\x")).toBe(3);
    expect(destination("\\\\?\\C:\\x")).toBe(1);
    expect(destination("\\\\localhost@80\\x\\y")).toBe(3);
    expect(destination("")).toBe(0);
  });

  test("file endings count whatever Windows drops after them", () => {
    const list = ".aspx|.asp";
    expect(hasExtension(text("\\\\s\\x.ASPX"), textLength, list)).toBeTruthy();
    expect(hasExtension(text("\\\\s\\x.aspx. ."), textLength, list)).toBeTruthy();
    expect(hasExtension(text("\\\\s\\x.asp::$DATA"), textLength, list)).toBeTruthy();
    expect(hasExtension(text("\\\\s\\x.aspx.pst"), textLength, list)).toBeFalsy();
  });

  test("web roots are whole folders, however the path is written", () => {
    const list = "inetpub\\wwwroot|clientaccess";
    expect(goesThrough(text("\\\\h\\c$\\inetpub//.\\x\\..\\WWWroot\\a.txt"), textLength, list)).toBeTruthy();
    expect(goesThrough(text("\\\\h\\c$\\ClientAccess"), textLength, list)).toBeTruthy();
    expect(goesThrough(text("\\\\h\\c$\\ClientAccessLogs\\a"), textLength, list)).toBeFalsy();
  });
});
