/**
 * Where everything lives. One order in every module:
 *
 *   | tables, settings, counters | store | joined text | program | values | stacks | evidence | exchange region → grows |
 *   0                            ^ mapStart()                                                  ^ exchangeStart()
 *
 * Everything before the exchange region is fixed. The module declares enough initial pages to hold it.
 * Under as-pect (`describe` is defined) the runtime's own heap follows the tables, so the map is put after it instead.
 */

/** Joining store: parts of split script blocks, and its index. */
export const STORE_BYTES: usize = 5 << 20;
/** The text of a joined block, with its padding. */
export const JOINED_BYTES: usize = (4 << 20) + 64;
/** Instructions of the texts being read. */
export const PROGRAM_BYTES: usize = 8 << 20;
/** Values, decoded strings, scopes, sites. Until a text is read, the tables that event/ fills while it walks a record. */
export const VALUES_BYTES: usize = 16 << 20;
/** The stacks of parser and machine: the parts that follow, in their order. */
export const STACKS_BYTES: usize = 1 << 20;
/** The parser's open frames, and its operators that wait. */
const PARSER_FRAMES_BYTES: usize = 160 << 10;
const OPERATORS_BYTES: usize = 64 << 10;
/** A context that is taken or gone on from (parser/continuation.ts), and frames that are kept while others close (parser/overflow.ts). */
export const CONTEXT_BYTES: usize = 24 << 10;
const KEPT_BYTES: usize = 8 << 10;
/** The machine's frames, operands and journal have the rest (powershell/machine/stacks.ts). */
export const MACHINE_BYTES: usize = STACKS_BYTES - PARSER_FRAMES_BYTES - OPERATORS_BYTES - CONTEXT_BYTES - KEPT_BYTES;
/** The finding being written, script block records, rows. */
export const EVIDENCE_BYTES: usize = 256 << 10;
const MAP_BYTES: usize = STORE_BYTES + JOINED_BYTES + PROGRAM_BYTES + VALUES_BYTES + STACKS_BYTES + EVIDENCE_BYTES;

let specStart: usize = 0;

/** First byte after the static data. Under as-pect the pages are taken on first use. */
function mapStart(): usize {
  // @ts-ignore: known to as-pect only
  if (isDefined(describe)) {
    if (specStart == 0) {
      specStart = (<usize>memory.size()) << 16;
      memory.grow(<i32>((MAP_BYTES + 65535) >> 16) + 1);
    }
    return specStart;
  }
  return (__heap_base + 15) & ~15;
}

/** The store of blocks/: STORE_BYTES. */
export function storeStart(): usize {
  return mapStart();
}

/** The text of a joined block with its padding: JOINED_BYTES. */
export function joinedStart(): usize {
  return storeStart() + STORE_BYTES;
}

/** The instructions of the texts that are read: PROGRAM_BYTES. */
export function programStart(): usize {
  return joinedStart() + JOINED_BYTES;
}

/** The arena (arena.ts): VALUES_BYTES. */
export function valuesStart(): usize {
  return programStart() + PROGRAM_BYTES;
}

/** The explicit stacks of parser and machine: STACKS_BYTES, the parser's frames first. */
export function stacksStart(): usize {
  return valuesStart() + VALUES_BYTES;
}

/** The parser's operators. */
export function operatorsStart(): usize {
  return stacksStart() + PARSER_FRAMES_BYTES;
}

/** A context: CONTEXT_BYTES. */
export function contextStart(): usize {
  return operatorsStart() + OPERATORS_BYTES;
}

/** Kept frames. */
export function keptStart(): usize {
  return contextStart() + CONTEXT_BYTES;
}

/** The machine's stacks, its frames first: MACHINE_BYTES. */
export function machineStart(): usize {
  return keptStart() + KEPT_BYTES;
}

/** Script blocks of the record and the finding that is built, the last of the fixed regions: EVIDENCE_BYTES. */
export function evidenceStart(): usize {
  return stacksStart() + STACKS_BYTES;
}

/** First byte of the exchange region, which alone may grow. */
export function exchangeStart(): usize {
  return (evidenceStart() + EVIDENCE_BYTES + 15) & ~15;
}
