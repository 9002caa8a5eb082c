/**
 * What a configuration of Fluent Bit holds, whichever format it is written in.
 */

/** A place in a configuration file; lines count from 1. */
export interface Place {
  file: string;
  line: number;
}

/** A setting and the line it stands on. */
export interface Setting extends Place {
  value: string;
}

/** What a plugin does. */
export type Role = "service" | "input" | "filter" | "output" | "processor";

/** One plugin with its settings. */
export interface Plugin extends Place {
  role: Role;
  /** By key in lower case; of a repeated key the last. */
  settings: Map<string, Setting>;
  /** A processor's input or output. */
  owner?: Plugin;
  /** A processor's condition stands here. */
  condition?: Place;
  /** An input's routes: where they read a field that begins with the given name. */
  routeFields: (Place & { field: string })[];
}

/** What a file holds: its plugins in order, and the files it includes. */
export interface ParsedFile {
  plugins: Plugin[];
  includes: (Place & { pattern: string })[];
}
