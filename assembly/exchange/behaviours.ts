/**
 * The behaviours that are on, and the names they have the reader watch. A behaviour is one rule file beside this one;
 * scripts/generate.mjs finds it there.
 */
import { clearWatched, watch } from "../powershell/reader";
import { BEHAVIOUR_COUNT, commandName, commandWord, familyCount, familyStart, familyWord, writesFile } from "./rules.generated";
import { isEnabled } from "./settings";

/** Behaviour of each watched name, in the order of registration. */
const watched: usize = memory.data(32, 8);

/** Stands for the name of a program that writes files, which no text invokes. */
export const WRITER: u32 = 31;

/** The behaviour that the reader's watched name belongs to. */
export function behaviourOf(name: u32): u32 {
  return load<u8>(watched + (name & 31));
}

/** Registers the names of the enabled behaviours with the reader. Call after the settings changed, before a reading. */
export function watchBehaviours(): void {
  clearWatched();
  let count: u32 = 0;
  for (let i: u32 = 0; i < BEHAVIOUR_COUNT; i++) {
    if (!isEnabled(i)) continue;
    if (writesFile(i)) {
      store<u8>(watched + WRITER, i);
      continue;
    }
    watch(commandWord(i), false, commandName(i));
    store<u8>(watched + count, i);
    count++;
  }
  for (let i: u32 = 0; i < BEHAVIOUR_COUNT; i++) {
    if (isEnabled(i)) watchFamily(i);
  }
}

function watchFamily(behaviour: u32): void {
  const start = familyStart(behaviour);
  const end = start + familyCount(behaviour);
  for (let i = start; i < end; i++) watch(familyWord(i), true, familyWord(i));
}
