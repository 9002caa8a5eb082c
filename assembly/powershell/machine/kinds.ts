/**
 * aux of a KIND_COMMAND.
 */

/** The pattern that found the command also fits others of the family. */
export const COMMAND_AMBIGUOUS: u16 = 1;
