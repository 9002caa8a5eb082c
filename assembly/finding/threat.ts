/**
 * Which techniques a finding names: a set of the rules' items, by what its calls are.
 */
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, DOUBLE_QUOTE } from "../bytes/ascii";
import { DESTINATION_LOCAL, DESTINATION_LOOPBACK, DESTINATION_SHARE, REASON_DECODED, SEVERITY_CRITICAL } from "../contract";
import { Call, hasReason } from "../exchange/call";
import {
  THREAT_COUNT,
  THREAT_FRAMEWORK,
  threatBehaviour,
  threatSubtechnique,
  threatTactic,
  threatTechnique,
  threatWhen,
  WHEN_ALWAYS,
  WHEN_CRITICAL,
  WHEN_DECODED,
  WHEN_LOCAL,
  WHEN_SHARE,
} from "../exchange/rules.generated";
import { put, putByte } from "./json";

const TACTIC: u32 = 0;
const TECHNIQUE: u32 = 1;
const SUBTECHNIQUE: u32 = 2;

function applies(call: Call, when: u32): bool {
  if (when == WHEN_ALWAYS) return true;
  if (when == WHEN_SHARE) return call.destination == <u32>DESTINATION_SHARE;
  if (when == WHEN_LOCAL) return call.destination == <u32>DESTINATION_LOCAL || call.destination == <u32>DESTINATION_LOOPBACK;
  if (when == WHEN_CRITICAL) return call.severity == <u32>SEVERITY_CRITICAL;
  return when == WHEN_DECODED && hasReason(call, REASON_DECODED);
}

/** The items that a call adds: bit n stands for item n. */
export function threatsOf(call: Call): u32 {
  let set: u32 = 0;
  for (let i: u32 = 0; i < THREAT_COUNT; i++) {
    if (threatBehaviour(i) == call.behaviour && applies(call, threatWhen(i))) set |= 1 << i;
  }
  return set;
}

function wordOf(threat: u32, level: u32): string {
  if (level == TACTIC) return threatTactic(threat);
  return level == TECHNIQUE ? threatTechnique(threat) : threatSubtechnique(threat);
}

/** Whether an earlier item of the set names the same. Equal literals are one literal. */
function isRepeated(set: u32, threat: u32, level: u32): bool {
  const word = changetype<usize>(wordOf(threat, level));
  for (let i: u32 = 0; i < threat; i++) {
    if (((set >> i) & 1) != 0 && changetype<usize>(wordOf(i, level)) == word) return true;
  }
  return false;
}

/** Writes `"id":[…]` with each name once. */
function putIds(set: u32, level: u32): void {
  put('"id":[');
  let some = false;
  for (let i: u32 = 0; i < THREAT_COUNT; i++) {
    if (((set >> i) & 1) == 0 || wordOf(i, level).length == 0 || isRepeated(set, i, level)) continue;
    if (some) putByte(COMMA);
    some = true;
    putByte(DOUBLE_QUOTE);
    put(wordOf(i, level));
    putByte(DOUBLE_QUOTE);
  }
  putByte(CLOSE_BRACKET);
}

function hasSubtechnique(set: u32): bool {
  for (let i: u32 = 0; i < THREAT_COUNT; i++) if (((set >> i) & 1) != 0 && threatSubtechnique(i).length != 0) return true;
  return false;
}

/** Writes the finding's `threat` member, with the comma before it, for a set of items; nothing for none. */
export function putThreat(set: u32): void {
  if (set == 0) return;
  put(',"threat":{"framework":"');
  put(THREAT_FRAMEWORK);
  put('","tactic":{');
  putIds(set, TACTIC);
  put('},"technique":{');
  putIds(set, TECHNIQUE);
  if (hasSubtechnique(set)) {
    put(',"subtechnique":{');
    putIds(set, SUBTECHNIQUE);
    putByte(CLOSE_BRACE);
  }
  put("}}");
}
