/**
 * Text that becomes code and is known in part: a run (values/partial.ts) stands in it wherever any text may stand. It is compiled as
 * it is, the run being an operand like any other, so that calls with a known name are seen; a run that starts a statement is left out.
 *
 * A run may hold a quote, a semicolon, a newline, a definition. So of what such a text calls, no value is claimed: neither what
 * stands at or after the first run, nor what touches it, nor variables, splats, defaults, piped input. The one exception: a token
 * without escapes that stands in the text itself and ends at least one byte in front of the first run. Nothing after a token
 * changes it, and a comma that goes on with it makes a list, which neither mailbox nor path takes. A bare word that the first run
 * goes on with keeps its start: nothing calls a method of a bare word, as `'.Replace('a', 'b')` does of a quoted one.
 * When the text has run, whatever it could reach may have been written (calls.ts).
 */
import {
  BACKSLASH,
  CARRIAGE_RETURN,
  COLON,
  DOUBLE_QUOTE,
  LINE_FEED,
  LOWER_A,
  OPEN_BRACE,
  SEMICOLON,
  SINGLE_QUOTE,
  SLASH,
  SPACE,
  TAB,
} from "../../bytes/ascii";
import { FLAG_PARTIAL, instruction, OP_BLOCK } from "../program";
import {
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_UNKNOWN_SPLAT,
  SITE_UNKNOWN_DEFAULTS,
  Site,
  SiteElement,
} from "../site";
import { kindOf, text, unknown } from "../values/constants";
import { firstRun, isRunAt, joined, RUN_BYTES, runText } from "../values/partial";
import { KIND_STRING, Value } from "../values/value";
import { BODY_TEXT, TextBody } from "./bodies";
import { CallFrame, FRAME_CALL } from "./frame-kinds";
import { frameAt, frameCount } from "./frames";

/** Bytes of the widest quote around a token. */
const QUOTE_BYTES: u32 = 3;
/** Number of the splat that a run stands for. */
const RUN_SPLAT: u32 = 255;

/** A body whose text holds runs: notes where the first stands, and blanks those that start a statement. */
export function openRuns(body: TextBody): void {
  const end = <usize>body.text + <usize>body.length;
  body.known = <u32>firstRun(body.text, body.length);
  let before: u32 = 10;
  for (let at = <usize>body.text; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (isRunAt(at) && (before == LINE_FEED || before == CARRIAGE_RETURN || before == SEMICOLON || before == OPEN_BRACE)) {
      memory.fill(at, 32, RUN_BYTES);
      at += RUN_BYTES - 1;
    } else if (byte != SPACE && byte != TAB) before = byte;
  }
}

/** Says so of every body within such a text. */
export function markPartial(body: TextBody): void {
  if (body.known == 0) return;
  for (let at = body.first; at < body.after; at++) if (instruction(at).op >= OP_BLOCK) instruction(at).flags |= FLAG_PARTIAL;
}

/** The text known in part that the present call stands in, 0 if it stands elsewhere. */
function textHere(): usize {
  for (let i = frameCount(); i > 0; i--) {
    const frame = changetype<CallFrame>(frameAt(i));
    if (frame.kind != FRAME_CALL) continue;
    const block = changetype<Value>(<usize>frame.block);
    if (block.aux == BODY_TEXT && changetype<TextBody>(<usize>block.a).known != 0) return <usize>block.a;
  }
  return 0;
}

/** Whether an element is a token of the text in front of its first run. */
function isToken(element: SiteElement, body: usize): bool {
  if (body == 0 || kindOf(<usize>element.value) != KIND_STRING) return false;
  const value = changetype<Value>(<usize>element.value);
  const whole = changetype<TextBody>(body);
  if (element.start < whole.text || element.end >= whole.known) return false;
  if (value.a < element.start || value.a + value.b > element.end) return false;
  return value.a - element.start <= QUOTE_BYTES && element.end - value.a - value.b <= QUOTE_BYTES;
}

/** What a bare word of the text starts with, where the first run stands within it: a partial value, or unknown. */
function headOfWord(element: SiteElement, body: usize): usize {
  if (body == 0 || kindOf(<usize>element.value) != KIND_STRING) return unknown();
  const value = changetype<Value>(<usize>element.value);
  const whole = changetype<TextBody>(body);
  if (value.a < whole.text || value.a >= whole.known || value.a + value.b <= whole.known) return unknown();
  const before = load<u8>(<usize>value.a - 1);
  const first = load<u8>(<usize>value.a);
  const isBare = (before == SPACE || before == COLON) && (first == SLASH || first == BACKSLASH || (first | 32) - LOWER_A < 26);
  return isBare ? joined(text(<usize>value.a, <usize>(whole.known - value.a)), runText()) : unknown();
}

/** Whether a bare word of the text holds a run: any number of parameters and values may stand there. */
function holdsRun(element: SiteElement, body: usize): bool {
  if (body == 0 || (element.kind != SITE_ELEMENT_ARGUMENT && element.kind != SITE_ELEMENT_PARAMETER)) return false;
  const whole = changetype<TextBody>(body);
  if (element.start < whole.text || element.end > whole.text + whole.length) return false;
  const first = load<u8>(<usize>element.start);
  if (first == DOUBLE_QUOTE || first == SINGLE_QUOTE) return false;
  return firstRun(<usize>element.start, <usize>(element.end - element.start)) < <usize>element.end;
}

/** Takes from a call of such a text what must not be claimed. */
export function keepTokens(site: Site): void {
  const body = textHere();
  let before: u32 = 0;
  for (let at = <usize>site.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (before != SITE_ELEMENT_PARAMETER && holdsRun(element, body)) {
      element.kind = SITE_ELEMENT_UNKNOWN_SPLAT;
      element.splat = RUN_SPLAT;
      element.value = <u32>unknown();
    } else if (element.value != 0 && !isToken(element, body)) element.value = <u32>headOfWord(element, body);
    before = element.kind;
  }
  if (site.input != 0) site.input = <u32>unknown();
  if (site.defaults == 0) return;
  site.defaults = 0;
  site.flags |= SITE_UNKNOWN_DEFAULTS;
}
