/**
 * A text by its place: what a function found beside its answer. Whoever finds texts so has a span of its own, valid until its next call.
 */
@unmanaged
export class Span {
  start: usize;
  length: usize;
}
