/**
 * Binds the elements of one invocation to the parameters of one table, as PowerShell's binder does for a cmdlet:
 * named, splatted, positional, defaults, pipeline. What comes in are elements and a table, what goes out are the cells of
 * cells.ts and a Binding; no cmdlet is known here.
 * PowerShell: ParameterBinderController.cs, CmdletParameterBinderController.cs; 7 where 5.1 refuses (a parameter that is both
 * given and splatted), since the strongest reading counts.
 */

import { QUESTION } from "../bytes/ascii";
import { dashLength } from "../bytes/text";
import {
  isEndMark,
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_BOUND_PARAMETERS,
  SITE_ELEMENT_NAMED,
  SITE_ELEMENT_PARAMETER,
  SITE_ELEMENT_PARAMETER_VALUE,
  SITE_ELEMENT_UNKNOWN_SPLAT,
  SITE_PIPED,
  SITE_UNKNOWN_DEFAULTS,
  Site,
  SiteElement,
} from "../powershell/site";
import { kindOf } from "../powershell/values/constants";
import { countItems, isKnownList, itemAt } from "../powershell/values/lists";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_COMMAND,
  KIND_NULL,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  List,
  newValue,
  VALUE_TAINTED,
  Value,
} from "../powershell/values/value";
import {
  cellValue,
  clearCells,
  isBound,
  NO_VALUE,
  SWITCHED_ON,
  setCell,
  WAY_DEFAULT,
  WAY_DISPUTED,
  WAY_NAMED,
  WAY_NONE,
  WAY_PIPELINE,
  WAY_POSITION,
  WAY_POSSIBLE,
  WAY_SPLAT,
  wayOf,
} from "./cells";
import { isComputed } from "./evidence";
import {
  AMBIGUOUS,
  FACET_MANDATORY,
  FACET_PIPELINE,
  FACET_SWITCH,
  FACET_TEXT,
  facetsOf,
  isInTable,
  NO_PARAMETER,
  positionOf,
  resolve,
  resolveDefault,
  setsOf,
  spelling,
} from "./names";
import { parameterCount } from "./rules.generated";

let behaviour: u32 = 0;
let table: u32 = 0;
let sets: u32 = 0;
/** Values without a parameter's name: the first of them, how many, and whether an undecided splat stands before the first. */
let firstArgument: u32 = 0;
let argumentCount: u32 = 0;
let shifted = false;

/** What binding tells beside the cells. */
@unmanaged
export class Binding {
  /** PowerShell would refuse the call. */
  refused: bool;
  /** All that is piped to a parameter that waits for it is null: each object is refused, if the call comes so far. */
  fedNull: bool;
  /** What is piped in finds its parameter taken: each object is refused. */
  fedBesides: bool;
  /** `-?` asks for help: nothing runs. */
  help: bool;
  /** A splat that the text does not decide is among the elements. */
  unknownSplat: bool;
  /** Some parameter came from a splat, or from a default value. */
  splatted: bool;
  defaulted: bool;
  /** Some parameter's name is shortened. */
  shortened: bool;
  /** Some parameter's name holds characters without weight, or letters in disguise. */
  odd: bool;
  /** Some parameter starts with a dash other than the hyphen. */
  unicodeDash: bool;
  /** Some parameter's name was put together or decoded. */
  computed: bool;
  /** The other tables bind this call alike. */
  alike: bool;
}

/** That of the last `bind`. */
export const binding: Binding = changetype<Binding>(memory.data(offsetof<Binding>(), 4));

/** Whether the parameter's sets are still among those that the named parameters leave. */
export function isInReach(parameter: u32): bool {
  const own = setsOf(behaviour, parameter);
  return own == 0 || (own & sets) != 0;
}

function isHelp(name: usize, length: usize): bool {
  return length == 1 && load<u8>(name) == QUESTION;
}

/** The parameter that a name means in this table, with what its spelling tells. */
function parameterNamed(name: usize, length: usize): u32 {
  const found = resolve(behaviour, name, length);
  const here = (found >> (table << 3)) & 255;
  if (found != (found & 255) * 0x01010101) binding.alike = false;
  if (here < AMBIGUOUS) {
    if (spelling.shortened) binding.shortened = true;
    if (spelling.odd) binding.odd = true;
  }
  return here;
}

/** Whether a constant value converts to a switch: only truth values, numbers and null do. */
function converts(value: u32): bool {
  if (value == NO_VALUE || value == SWITCHED_ON) return true;
  const kind = changetype<Value>(<usize>value).kind;
  if (kind == KIND_STRING || kind == KIND_PARTIAL || kind == KIND_CHAR || kind == KIND_ARRAY || kind == KIND_TABLE) return false;
  return kind != KIND_BLOCK && kind != KIND_BUILDER && kind != KIND_COMMAND && kind != KIND_TYPE;
}

/**
 * Whether the binder takes a constant value for a parameter: a text takes no list, not even of one; mandatory ones refuse null, and an
 * empty text where they are texts.
 */
function accepts(parameter: u32, value: u32): bool {
  const facets = facetsOf(behaviour, parameter);
  if ((facets & FACET_SWITCH) != 0) return converts(value);
  if (value <= SWITCHED_ON) return true;
  if ((facets & FACET_TEXT) != 0 && changetype<Value>(<usize>value).kind == KIND_ARRAY) return false;
  if ((facets & FACET_MANDATORY) == 0) return !holdsList(<usize>value);
  const there = changetype<Value>(<usize>value);
  if (there.kind == KIND_NULL) return false;
  return (facets & FACET_TEXT) == 0 || there.kind != KIND_STRING || there.b != 0;
}

/** Whether one of a list's elements is a list, which is no text: what takes several takes texts. */
function holdsList(value: usize): bool {
  if (kindOf(value) != KIND_ARRAY || !isKnownList(value)) return false;
  for (let i: u32 = 0; i < countItems(value); i++) if (kindOf(itemAt(value, i)) == KIND_ARRAY) return true;
  return false;
}

/** Binds by name; a second time for one parameter is refused and leaves no value to claim. */
function bindNamed(parameter: u32, way: u32, value: u32, element: u32): void {
  if (isBound(parameter)) {
    // PowerShell 7: what is given beats what is splatted.
    if (way == WAY_SPLAT && wayOf(parameter) == WAY_NAMED) return;
    binding.refused = true;
    setCell(parameter, wayOf(parameter), NO_VALUE, element);
    return;
  }
  const taken = accepts(parameter, value);
  if (!taken) binding.refused = true;
  setCell(parameter, way, taken ? value : NO_VALUE, element);
  const own = setsOf(behaviour, parameter);
  if (own != 0) sets &= own;
}

/** Whether an element takes part where it stands: tables are splatted after everything else. */
function isInLine(there: SiteElement): bool {
  return there.kind != SITE_ELEMENT_NAMED && there.kind != SITE_ELEMENT_BOUND_PARAMETERS && !isEndMark(there);
}

/** The next element that stands in the line. */
function nextInLine(element: u32): u32 {
  let at = element == 0 ? 0 : changetype<SiteElement>(<usize>element).next;
  while (at != 0 && !isInLine(changetype<SiteElement>(<usize>at))) at = changetype<SiteElement>(<usize>at).next;
  return at;
}

/**
 * Finds the value of a parameter that needs one in the element after it.
 * @returns the element that served as the value, or the parameter's own if none was used up
 */
function takeArgument(parameter: u32, element: u32): u32 {
  const next = nextInLine(element);
  if (next == 0) {
    binding.refused = true;
    return element;
  }
  const there = changetype<SiteElement>(<usize>next);
  if (there.kind == SITE_ELEMENT_ARGUMENT) {
    bindNamed(parameter, WAY_NAMED, there.value, next);
    return next;
  }
  if (there.kind == SITE_ELEMENT_UNKNOWN_SPLAT) {
    bindNamed(parameter, WAY_NAMED, NO_VALUE, element);
    return element;
  }
  if (there.kind == SITE_ELEMENT_PARAMETER && parameterNamed(there.name, there.nameLength) == NO_PARAMETER) {
    // What looks like a parameter and is none serves as text.
    bindNamed(parameter, WAY_NAMED, <u32>newValue(KIND_STRING, there.name, there.nameLength), element);
    return next;
  }
  binding.refused = true;
  return element;
}

/** Binds one `-name` or `-name:value`; returns the last element used up. */
function bindParameter(element: u32): u32 {
  const there = changetype<SiteElement>(<usize>element);
  const dash = dashLength(there.name, there.nameLength);
  const parameter = parameterNamed(there.name, there.nameLength);
  if (dash > 1) binding.unicodeDash = true;
  if (isComputed(there.steps)) binding.computed = true;
  if (parameter == NO_PARAMETER || parameter == AMBIGUOUS) {
    binding.refused = true;
    return element;
  }
  if (there.kind == SITE_ELEMENT_PARAMETER_VALUE) bindNamed(parameter, WAY_NAMED, there.value, element);
  else if ((facetsOf(behaviour, parameter) & FACET_SWITCH) != 0) bindNamed(parameter, WAY_NAMED, SWITCHED_ON, element);
  else return takeArgument(parameter, element);
  return element;
}

/** Everything that stands in the line: parameters with their values, values, undecided splats. */
function bindLine(first: u32): void {
  let element = first;
  while (element != 0) {
    const there = changetype<SiteElement>(<usize>element);
    if (isEndMark(there)) {
      element = there.next;
      continue;
    }
    if (there.kind == SITE_ELEMENT_PARAMETER || there.kind == SITE_ELEMENT_PARAMETER_VALUE) {
      element = bindParameter(element);
    } else if (there.kind == SITE_ELEMENT_ARGUMENT) {
      if (argumentCount == 0) firstArgument = element;
      argumentCount++;
    } else if (there.kind == SITE_ELEMENT_UNKNOWN_SPLAT) {
      binding.unknownSplat = true;
      if (argumentCount == 0) shifted = true;
    }
    element = changetype<SiteElement>(<usize>element).next;
  }
}

function bindSplats(first: u32): void {
  let element = first;
  while (element != 0) {
    const there = changetype<SiteElement>(<usize>element);
    if (there.kind == SITE_ELEMENT_NAMED) bindKey(there, element);
    if (there.kind == SITE_ELEMENT_BOUND_PARAMETERS || there.kind == SITE_ELEMENT_UNKNOWN_SPLAT) binding.splatted = true;
    element = there.next;
  }
}

function bindKey(there: SiteElement, element: u32): void {
  binding.splatted = true;
  if (isComputed(there.steps)) binding.computed = true;
  const parameter = there.nameLength == 0 ? AMBIGUOUS : parameterNamed(there.name, there.nameLength);
  if (there.value == NO_VALUE) {
    // Only possible: a key of a table that the text does not decide.
    if (parameter < AMBIGUOUS && wayOf(parameter) == WAY_NONE) setCell(parameter, WAY_POSSIBLE, NO_VALUE, element);
    return;
  }
  if (parameter >= AMBIGUOUS) binding.refused = true;
  else bindNamed(parameter, WAY_SPLAT, there.value, element);
}

/** Values without a name go to the positional parameter, if it is free and within reach; one more than that is refused. */
function bindPosition(): void {
  if (argumentCount == 0) return;
  const count = parameterCount(behaviour);
  for (let i: u32 = 0; i < count; i++) {
    if (positionOf(behaviour, i) == 255 || !isInTable(behaviour, i, table) || isBound(i) || !isInReach(i)) continue;
    const value = changetype<SiteElement>(<usize>firstArgument).value;
    if (!accepts(i, value)) binding.refused = true;
    setCell(i, WAY_POSITION, shifted ? NO_VALUE : value, firstArgument);
    argumentCount--;
    break;
  }
  if (argumentCount != 0) binding.refused = true;
}

/**
 * Default values fill what is free. Two keys for one parameter cancel each other; a value that the parameter does not take, or
 * a parameter out of reach, is passed over without an error.
 */
function bindDefaults(first: u32, doubtful: bool): void {
  let element = first;
  while (element != 0) {
    const there = changetype<SiteElement>(<usize>element);
    const parameter = (resolveDefault(behaviour, there.name, there.nameLength) >> (table << 3)) & 255;
    if (parameter < AMBIGUOUS) {
      const way = wayOf(parameter);
      if (way == WAY_NONE || way == WAY_POSSIBLE) setCell(parameter, WAY_DEFAULT, there.value, element);
      else if (way == WAY_DEFAULT) setCell(parameter, WAY_DISPUTED, NO_VALUE, 0);
    }
    element = there.next;
  }
  const count = parameterCount(behaviour);
  for (let i: u32 = 0; i < count; i++) {
    if (wayOf(i) != WAY_DEFAULT) continue;
    if (!isInReach(i) || !accepts(i, cellValue(i))) {
      setCell(i, WAY_NONE, NO_VALUE, 0);
      continue;
    }
    binding.defaulted = true;
    // An undecided splat may give another value, and so may a table that is not wholly known.
    if (binding.unknownSplat || doubtful) setCell(i, WAY_DEFAULT, NO_VALUE, 0);
    const own = setsOf(behaviour, i);
    if (own != 0) sets &= own;
  }
}

/** The one value that is piped in, NO_VALUE if there may be several or it is not known; a list is piped item by item. */
function pipedValue(input: u32): u32 {
  if (input == 0) return NO_VALUE;
  const value = changetype<Value>(<usize>input);
  if (value.kind != KIND_ARRAY) return input;
  const list = changetype<List>(<usize>value.a);
  if ((list.flags & VALUE_TAINTED) != 0 || (value.flags & VALUE_TAINTED) != 0 || list.count != 1) return NO_VALUE;
  return load<u32>(list.items);
}

/** Items of a list that are looked at for null; of a longer one nothing is said. */
const MOST_NULLS: u32 = 64;

/** Whether all that is piped in is null. */
function onlyNull(input: u32): bool {
  if (input == 0) return false;
  const value = changetype<Value>(<usize>input);
  if (value.kind == KIND_NULL) return true;
  if (value.kind != KIND_ARRAY) return false;
  const list = changetype<List>(<usize>value.a);
  if ((list.flags & VALUE_TAINTED) != 0 || list.count == 0) return false;
  if (list.count > MOST_NULLS) return false;
  for (let i: u32 = 0; i < list.count; i++) {
    const item = load<u32>(<usize>list.items + ((<usize>i) << 2));
    if (item == 0 || changetype<Value>(<usize>item).kind != KIND_NULL) return false;
  }
  return true;
}

/** What is piped in goes to the parameter that takes it, if that is still free. */
function bindPipeline(site: Site): void {
  if (site.input == 0 && (site.flags & SITE_PIPED) == 0) return;
  const count = parameterCount(behaviour);
  for (let i: u32 = 0; i < count; i++) {
    if ((facetsOf(behaviour, i) & FACET_PIPELINE) == 0 || !isInTable(behaviour, i, table) || !isInReach(i)) continue;
    if (isBound(i)) {
      binding.fedBesides = true;
      continue;
    }
    if (onlyNull(site.input)) binding.fedNull = true;
    else setCell(i, WAY_PIPELINE, binding.unknownSplat ? NO_VALUE : pipedValue(site.input), 0);
  }
}

/** Whether an element asks for help: `-?` anywhere, or the key `?`. PowerShell: CommandProcessorBase.IsHelpRequested. */
function findHelp(first: u32): bool {
  let element = first;
  while (element != 0) {
    const there = changetype<SiteElement>(<usize>element);
    if (there.kind == SITE_ELEMENT_PARAMETER || there.kind == SITE_ELEMENT_PARAMETER_VALUE) {
      const dash = <u32>dashLength(there.name, there.nameLength);
      if (isHelp(there.name + dash, there.nameLength - dash)) return true;
    } else if (there.kind == SITE_ELEMENT_NAMED && isHelp(there.name, there.nameLength)) {
      return true;
    }
    element = there.next;
  }
  return false;
}

/** Binds a site to a table of a behaviour: fills the cells and `binding`, until the next. */
export function bind(site: Site, ofBehaviour: u32, ofTable: u32): void {
  behaviour = ofBehaviour;
  table = ofTable;
  memory.fill(changetype<usize>(binding), 0, offsetof<Binding>());
  binding.alike = site.defaults == 0;
  sets = 0xff;
  firstArgument = 0;
  argumentCount = 0;
  shifted = false;
  clearCells();
  binding.help = findHelp(site.elements);
  if (binding.help) return;
  bindLine(site.elements);
  bindSplats(site.elements);
  if (sets == 0) binding.refused = true;
  bindPosition();
  if (site.defaults != 0) bindDefaults(site.defaults, (site.flags & SITE_UNKNOWN_DEFAULTS) != 0);
  bindPipeline(site);
}
