/**
 * Decides what an event that shows bindings says of the watched commands: the engine has bound what stands there, so no reader is
 * asked. What each form tells becomes a site a command.
 */
import { READ_WHOLE } from "../blocks/mode";
import { ScriptBlock } from "../event/block";
import { Site } from "../powershell/site";
import { isFamily, nameCount } from "../powershell/watched";
import { behaviourOf } from "./behaviours";
import { beginValues, makeSite } from "./bound-values";
import { readCmdletText } from "./cmdlet-text";
import { decideSites } from "./decide";
import { forgetNames } from "./names";
import { commandWord } from "./rules.generated";

/** Decides a block whose form is no script. Call after a reading of nothing, which empties the arena. */
export function decideBound(block: ScriptBlock): void {
  forgetNames();
  let sites: usize = 0;
  for (let name: u32 = 0; name < nameCount(); name++) {
    if (isFamily(name)) continue;
    const behaviour = behaviourOf(name);
    beginValues(behaviour);
    if (!readCmdletText(block, commandWord(behaviour))) continue;
    const site = makeSite(name, block.text, block.text + block.textLength, block.result);
    if (site == 0) continue;
    changetype<Site>(site).next = <u32>sites;
    sites = site;
  }
  decideSites(sites, block, READ_WHOLE);
}
