/**
 * Text that finding/ wrote for the host: a member to splice in, or a record of the detector's own.
 */
@unmanaged
export class Written {
  text: usize;
  length: usize;
  /** Where within a member the finding itself starts; 0 where the text is a record. */
  value: usize;
}

/** What was written last, in the evidence region; valid until the next is written. */
export const written: Written = changetype<Written>(memory.data(offsetof<Written>(), 4));
