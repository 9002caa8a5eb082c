/**
 * The check in a thread of its own, so that a module that never comes back is a failure like any other.
 */
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { DRIVERS, firstFailure } from "./passage.mjs";

if (!isMainThread && parentPort) {
  parentPort.on("message", ({ records, drivers }) => {
    parentPort.postMessage(
      firstFailure(
        records.map((record) => Buffer.from(record)),
        DRIVERS.filter(({ name }) => drivers.includes(name)),
      ),
    );
  });
}

const NO_ANSWER = Symbol("no answer in time");

export class Guard {
  /**
   * @param {number} milliseconds longest time that one run may take
   * @param {string[]} [drivers] names of the drivers; all if absent
   */
  constructor(milliseconds, drivers = DRIVERS.map(({ name }) => name)) {
    this.milliseconds = milliseconds;
    this.drivers = drivers;
  }

  /**
   * @param {readonly Uint8Array[]} records
   * @returns {Promise<import("./passage.mjs").Failure | null>}
   */
  async firstFailure(records) {
    const answer = await this.ask(records);
    if (answer !== NO_ANSWER) return answer;
    // A machine that slept looks the same from here; the second time decides.
    const second = await this.ask(records);
    if (second !== NO_ANSWER) return second;
    return { kind: "endless loop", driver: this.drivers.join(", "), detail: `twice no answer within ${this.milliseconds} ms` };
  }

  /** @returns {Promise<import("./passage.mjs").Failure | null | typeof NO_ANSWER>} */
  ask(records) {
    this.worker ??= new Worker(new URL(import.meta.url));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.close();
        resolve(NO_ANSWER);
      }, this.milliseconds);
      this.worker.once("error", reject);
      this.worker.once("message", (failure) => {
        clearTimeout(timer);
        this.worker.removeAllListeners("error");
        resolve(failure);
      });
      this.worker.postMessage({ records, drivers: this.drivers });
    });
  }

  close() {
    this.worker?.terminate();
    this.worker = undefined;
  }
}
