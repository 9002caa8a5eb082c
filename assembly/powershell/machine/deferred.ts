/**
 * A method call that a builtin asks for: the loop carries it out next. Calling it at once would let one function reach itself.
 */

/** Whether one is waiting. */
export let waiting: bool = false;
export let object: usize = 0;
export let name: usize = 0;
export let args: usize = 0;
export let count: u32 = 0;
export let start: u32 = 0;
export let end: u32 = 0;

export function deferMethod(on: usize, method: usize, values: usize, number: u32, from: u32, to: u32): void {
  waiting = true;
  object = on;
  name = method;
  args = values;
  count = number;
  start = from;
  end = to;
}

export function takeDeferred(): void {
  waiting = false;
}
