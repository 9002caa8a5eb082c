/**
 * A steppable pipeline gets its input at Process: the first command of its block takes it.
 */
let items: usize = 0;

/** The first command that is carried out from now on, and has no input of its own, takes these values. */
export function feed(values: usize): void {
  items = values;
}

/** What was fed, 0 for nothing. */
export function takeFed(): usize {
  const values = items;
  items = 0;
  return values;
}
