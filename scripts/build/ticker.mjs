/**
 * One line on a terminal that says what is being built, from the first second; nothing on anything else.
 */
const TICK = 250;

/** @param {NodeJS.WriteStream} stream */
export function startTicker(stream) {
  if (!stream.isTTY) return { begin() {}, end() {}, stop() {} };
  const started = Date.now();
  const running = new Set();
  let done = 0;
  const draw = () => {
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    const line = `building ${seconds} s, ${done} done: ${[...running].join(", ") || "looking for what changed"}`;
    stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  const timer = setInterval(draw, TICK);
  draw();
  return {
    begin(name) {
      running.add(name);
      draw();
    },
    end(name) {
      running.delete(name);
      done++;
      draw();
    },
    stop() {
      clearInterval(timer);
      stream.write("\r\u001b[2K");
    },
  };
}
