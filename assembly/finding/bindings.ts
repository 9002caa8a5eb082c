/**
 * What bound to what: the parameters of a call, how each was given and by which element, for the reader of an explanation.
 */
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA } from "../bytes/ascii";
import { bind } from "../exchange/binder";
import { Call } from "../exchange/call";
import { elementOf, isBound, wayOf } from "../exchange/cells";
import { nameLength, nameUnits } from "../exchange/names";
import { parameterCount } from "../exchange/rules.generated";
import { Site, SiteElement } from "../powershell/site";
import { explaining } from "../powershell/values/causes";
import { putBoundValue } from "./explained-values";
import { put, putByte, putNumber } from "./json";
import { putWay } from "./reasons";
import { isInText, unitsAt } from "./spans";

/** Writes `,"bound":[…]` of a call; nothing if nothing was given. The reading that it comes from must still stand. */
export function putBindings(call: Call): void {
  bind(changetype<Site>(<usize>call.site), call.behaviour, call.table);
  const count = parameterCount(call.behaviour);
  let some = false;
  for (let i: u32 = 0; i < count; i++) {
    if (!isBound(i)) continue;
    put(some ? "," : ',"bound":[');
    some = true;
    putBinding(call, i);
  }
  if (some) putByte(CLOSE_BRACKET);
}

function putBinding(call: Call, parameter: u32): void {
  put('{"parameter":"');
  const units = nameUnits(call.behaviour, parameter);
  const length = nameLength(call.behaviour, parameter);
  for (let i: u32 = 0; i < length; i++) putByte(load<u8>(units + ((<usize>i) << 1)));
  put('",');
  putWay(wayOf(parameter));
  putPlace(elementOf(parameter));
  if (explaining) putBoundValue(call, parameter);
  putByte(CLOSE_BRACE);
}

/** The element's place in the text, if it stands there. */
function putPlace(address: u32): void {
  if (address == 0) return;
  const element = changetype<SiteElement>(<usize>address);
  if (element.start >= element.end || !isInText(element.start) || !isInText(element.end)) return;
  put(',"span":[');
  putNumber(unitsAt(element.start));
  putByte(COMMA);
  putNumber(unitsAt(element.end));
  putByte(CLOSE_BRACKET);
}
