/**
 * Calls read in dead code count, since reachability is never judged; but where the same invocation was also reached alive, the
 * dead round only repeats it with values that no run binds (`if ($x -eq 'b') { continue }` in a loop), and is left out.
 */
import { take } from "../../memory/arena";
import { firstSiteOf, relinkSites } from "../machine/sites";
import { SITE_DEAD, Site } from "../site";

/** Slots of the table of living extents; beyond half of them dead rounds stay, which costs no call. */
const SLOTS: u32 = 4096;

let table: usize = 0;

/** The slot of an extent: the one that holds it, or the free one where it belongs. */
function slotOf(start: u32, end: u32): usize {
  let slot = (((start ^ (end << 9)) * 0x9e3779b1) >> 20) & (SLOTS - 1);
  for (let probes: u32 = 0; probes < SLOTS; probes++) {
    const at = table + ((<usize>slot) << 3);
    const held = load<u32>(at);
    if (held == 0 || (held == start && load<u32>(at, 4) == end)) return at;
    slot = (slot + 1) & (SLOTS - 1);
  }
  return table;
}

function noteLiving(): void {
  let noted: u32 = 0;
  for (let at = <usize>firstSiteOf(); at != 0 && noted < SLOTS >> 1; at = <usize>changetype<Site>(at).next) {
    const site = changetype<Site>(at);
    if ((site.flags & SITE_DEAD) != 0) continue;
    const slot = slotOf(site.start, site.end);
    if (load<u32>(slot) == 0) noted++;
    store<u32>(slot, site.start);
    store<u32>(slot, site.end, 4);
  }
}

function hasDead(): bool {
  for (let at = <usize>firstSiteOf(); at != 0; at = <usize>changetype<Site>(at).next) {
    if ((changetype<Site>(at).flags & SITE_DEAD) != 0) return true;
  }
  return false;
}

/** Takes the dead rounds of living invocations out of the list of sites. Call when a text is read. */
export function dropUnreached(): void {
  if (!hasDead()) return;
  table = take((<usize>SLOTS) << 3);
  if (table == 0) return;
  memory.fill(table, 0, (<usize>SLOTS) << 3);
  noteLiving();
  let first: u32 = 0;
  let last: usize = 0;
  for (let at = <usize>firstSiteOf(); at != 0; at = <usize>changetype<Site>(at).next) {
    const site = changetype<Site>(at);
    if ((site.flags & SITE_DEAD) != 0 && load<u32>(slotOf(site.start, site.end)) != 0) continue;
    if (last == 0) first = <u32>at;
    else changetype<Site>(last).next = <u32>at;
    last = at;
  }
  if (last != 0) changetype<Site>(last).next = 0;
  relinkSites(first, last);
}
