/**
 * What the reader hands to exchange/: every place where a watched command is invoked, or where the text mentions one.
 * The engine knows no cmdlet: exchange/ registers names before a reading and binds the sites after it.
 */
import { dashLength } from "../bytes/text";

/** One invocation of a watched command, with its elements resolved at the moment of the call. */
@unmanaged
export class Site {
  /** The next site, 0 at the end. */
  next: u32;
  /** Index of the watched name, in order of registration. */
  watched: u32;
  /** SITE_* flags. */
  flags: u32;
  /** The command's name as written in the source: absolute span. */
  nameStart: u32;
  nameEnd: u32;
  /** Extent of the call in the text that was read (of the expression that holds it, for decoded text): absolute addresses. */
  start: u32;
  end: u32;
  /** First SiteElement, 0 for none. */
  elements: u32;
  /** Value piped in, 0 if nothing is piped. */
  input: u32;
  /** The default parameter values that fit: first SiteElement, 0 for none. */
  defaults: u32;
  /** Newest Step of how the name resolved, 0 for plain. */
  steps: u32;
  /** Which reading of the text this is: counts up with each possibility. */
  reading: u32;
}

/** The name was computed or decoded, so that no reader of the text sees it. */
export const SITE_COMPUTED: u32 = 1;
/** The text holds a function or alias of this name. */
export const SITE_SHADOWED: u32 = 2;
/** Command text handed to a scheduler, service or remote process. */
export const SITE_HANDED_OVER: u32 = 4;
/** Get-Command with a pattern that fits others of the family. */
export const SITE_AMBIGUOUS: u32 = 8;
/** Alias or default made and not used in this text: nothing is invoked. */
export const SITE_PREPARED: u32 = 16;
/** After unknown text or an unknown table: any default parameter may be set. */
export const SITE_UNKNOWN_DEFAULTS: u32 = 32;
/** $WhatIfPreference is constant true. */
export const SITE_WHAT_IF: u32 = 64;
/** Read from a body that the text never calls. */
export const SITE_UNCALLED: u32 = 128;
/** The call touches the end of a part that others follow. */
export const SITE_TOUCHES_END: u32 = 256;
/** A budget ended a value on the way. */
export const SITE_BUDGET: u32 = 512;
/** What is piped comes from a stage whose output is unknown, or there is a stage at all. */
export const SITE_PIPED: u32 = 2048;
/** Reached through an alias. */
export const SITE_ALIAS: u32 = 8192;
/** The text was turned into code (iex, child shell …). */
export const SITE_TEXT_AS_CODE: u32 = 16384;
/** One of several possibilities. */
export const SITE_POSSIBLE: u32 = 32768;
/** Read in dead code: after a jump, or in a branch that a known condition rules out. */
export const SITE_DEAD: u32 = 65536;

/** Read while the arena was full: elements may be missing. */
export const SITE_STARVED: u32 = 131072;
/** Read in, or called from, a text of which a part is unknown: a value is claimed only where machine/partial-texts.ts allows it. */
export const SITE_PARTIAL_TEXT: u32 = 262144;

/** The event says that the call failed. */
export const SITE_FAILED: u32 = 524288;
/** The event has no more than the beginning of a value. */
export const SITE_TRUNCATED: u32 = 1048576;
/** The event's text leaves more than one reading of a value. */
export const SITE_AMBIGUOUS_TEXT: u32 = 2097152;

@unmanaged
export class SiteElement {
  /** The next element, 0 at the end. */
  next: u32;
  /** SITE_ELEMENT_*. */
  kind: u32;
  /** The parameter's or splat key's name, dash included where written: text in WTF-8. */
  name: u32;
  nameLength: u32;
  /** The value; 0 for a parameter without one. */
  value: u32;
  /** Source span of the element, absolute addresses. */
  start: u32;
  end: u32;
  /** Which splat of the command this came from, counted from 1; 0 for none. While words are bound, ELEMENT_BOUND is set in it. */
  splat: u32;
  /** Steps of how the element's own name came about (a computed key). */
  steps: u32;
}

/** `-name` alone; whether the next argument is its value is the binder's to say. */
export const SITE_ELEMENT_PARAMETER: u32 = 1;
/** `-name:value`. */
export const SITE_ELEMENT_PARAMETER_VALUE: u32 = 2;
/** A value. */
export const SITE_ELEMENT_ARGUMENT: u32 = 3;
/** A key and value out of a splatted table. */
export const SITE_ELEMENT_NAMED: u32 = 4;
/** A splat that the text does not decide. */
export const SITE_ELEMENT_UNKNOWN_SPLAT: u32 = 5;
/** A default parameter value that fits; `name` is its parameter part, which may be a wildcard. */
export const SITE_ELEMENT_DEFAULT: u32 = 6;
/** A splat of @PSBoundParameters in a body nobody calls: only the body's own parameters (names follow as NAMED with value 0) may be among it. */
export const SITE_ELEMENT_BOUND_PARAMETERS: u32 = 7;

/** In `SiteElement.splat`: a parameter took this element, so that the pass over positional ones leaves it out. The pass clears it. */
export const ELEMENT_BOUND: u32 = 0x80000000;

/** Whether an element is `--`, in any dashes: it ends the parameters, which the parser saw to, and binds to nothing. */
export function isEndMark(element: SiteElement): bool {
  if (element.kind != SITE_ELEMENT_PARAMETER) return false;
  const dash = dashLength(element.name, element.nameLength);
  const rest = element.nameLength - <u32>dash;
  return dash != 0 && rest != 0 && dashLength(element.name + <u32>dash, rest) == <usize>rest;
}

/** @returns `at`, or the element after it where it is `--`, of which a command has one */
export function elementFrom(at: usize): usize {
  return at != 0 && isEndMark(changetype<SiteElement>(at)) ? <usize>changetype<SiteElement>(at).next : at;
}

/** One place where the text mentions a watched command without invoking it. */
@unmanaged
export class Mention {
  next: u32;
  /** MENTION_* of contract.ts. */
  kind: u32;
  start: u32;
  end: u32;
}
