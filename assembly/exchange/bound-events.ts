/**
 * Decides what an event that shows bindings says of the watched commands: the engine has bound what stands there, so no reader is
 * asked. What each form tells becomes a site a command.
 */
import { READ_CUT, READ_WHOLE } from "../blocks/mode";
import { FORM_FILE, FORM_LINES, FORM_PAIRS, ScriptBlock } from "../event/block";
import { Site } from "../powershell/site";
import { isFamily, nameCount } from "../powershell/watched";
import { behaviourOf, WRITER } from "./behaviours";
import { beginValues, give, makeSite, VALUE_KNOWN } from "./bound-values";
import { readCmdletText } from "./cmdlet-text";
import { decideSites } from "./decide";
import { hasExtension } from "./destination";
import { isPairs, readPairs } from "./name-value-pairs";
import { forgetNames } from "./names";
import { LINES_ABSENT, LINES_CUT, LINES_INVOKED, readPipelineLines } from "./pipeline-lines";
import { commandWord, pathParameter, severityExtensions, writesFile } from "./rules.generated";
import { isEnabled } from "./settings";

/** What a block tells of a command: LINES_*. */
function readText(block: ScriptBlock, command: string): u32 {
  if (block.form == FORM_LINES) return readPipelineLines(block, command);
  const isJson = block.form == FORM_PAIRS && isPairs(block.text, block.textLength);
  const isKnown = isJson ? readPairs(block, command) : readCmdletText(block, command);
  return isKnown ? LINES_INVOKED : LINES_ABSENT;
}

/** A file that a watched program wrote, if it is one that the rule tells of. */
function writtenFile(block: ScriptBlock): usize {
  const behaviour = behaviourOf(WRITER);
  if (!writesFile(behaviour) || !isEnabled(behaviour)) return 0;
  if (!hasExtension(block.text, block.textLength, severityExtensions(behaviour))) return 0;
  beginValues(behaviour);
  give(pathParameter(behaviour), block.text, block.textLength, VALUE_KNOWN);
  return makeSite(WRITER, block.text, block.text + block.textLength, block.result);
}

/** Decides a block whose form is no script. Call after a reading of nothing, which empties the arena. */
export function decideBound(block: ScriptBlock): void {
  forgetNames();
  let sites: usize = block.form == FORM_FILE ? writtenFile(block) : 0;
  let mode = READ_WHOLE;
  for (let name: u32 = 0; name < nameCount(); name++) {
    if (block.form == FORM_FILE || isFamily(name)) continue;
    const behaviour = behaviourOf(name);
    beginValues(behaviour);
    const state = readText(block, commandWord(behaviour));
    if (state == LINES_ABSENT) continue;
    if (state == LINES_CUT) mode = READ_CUT;
    const site = makeSite(name, block.text, block.text + block.textLength, block.result);
    if (site == 0) continue;
    changetype<Site>(site).next = <u32>sites;
    sites = site;
  }
  decideSites(sites, block, mode);
}
