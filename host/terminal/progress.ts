/**
 * The progress bar: on stderr, only on a terminal, and only once the work has lasted long enough to be worth one.
 */
import type { SingleBar } from "cli-progress";
import { bytes, duration } from "./size.js";

/** Milliseconds before a bar appears. */
const PATIENCE = 400;

export interface Progress {
  /** Reports bytes done so far. */
  update(done: number, findings: number): void;
  /** Takes the bar away, for output or at the end. */
  clear(): void;
}

const SILENT: Progress = { update() {}, clear() {} };

/**
 * @param total bytes to come, or undefined where that is not known (a pipe, gzip)
 */
export async function startProgress(total: number | undefined, stream: NodeJS.WriteStream): Promise<Progress> {
  if (!stream.isTTY) return SILENT;
  const started = performance.now();
  const { SingleBar } = (await import("cli-progress")).default;
  let bar: SingleBar | undefined;

  const payload = (done: number, findings: number) => {
    const seconds = (performance.now() - started) / 1000;
    const rate = done / seconds;
    return {
      rate: `${bytes(rate)}/s`,
      size: total === undefined ? bytes(done) : `${bytes(done)} of ${bytes(total)}`,
      left: total === undefined || rate === 0 ? "" : `  ${duration((total - done) / rate)} left`,
      findings: `${findings} found`,
    };
  };
  const format = total === undefined ? "{size}  {rate}  {findings}" : "{bar} {percentage}%  {size}  {rate}{left}  {findings}";

  return {
    update(done, findings) {
      if (performance.now() - started < PATIENCE) return;
      if (!bar) {
        bar = new SingleBar({ format, stream, clearOnComplete: true, hideCursor: true, barsize: 24, fps: 12 });
        bar.start(total ?? 1, Math.min(done, total ?? 0), payload(done, findings));
      }
      bar.update(Math.min(done, total ?? 0), payload(done, findings));
    },
    clear() {
      bar?.stop();
      bar = undefined;
    },
  };
}
