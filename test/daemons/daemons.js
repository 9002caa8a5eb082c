/** The real log daemons, where they are: installed, or below build/daemons (scripts/fetch-daemons.sh). */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const FETCHED = fileURLToPath(new URL("../../build/daemons", import.meta.url));
const PATIENCE = 15_000;

/** Folders of a kind below the system's root or the fetched one. */
function libraries(root) {
  const lib = join(root, "usr/lib");
  return existsSync(lib)
    ? readdirSync(lib)
        .filter((name) => name.endsWith("-linux-gnu"))
        .map((name) => join(lib, name))
    : [];
}

/**
 * @param {string} name the program
 * @returns {{ program: string, root: string, env: Record<string, string> } | undefined}
 */
export function findDaemon(name) {
  for (const root of ["/", FETCHED]) {
    const program = join(root, "usr/sbin", name);
    if (!existsSync(program)) continue;
    const path = [...libraries(root), join(root, "usr/lib/syslog-ng")].join(":");
    return { program, root, env: root === "/" ? {} : { LD_LIBRARY_PATH: path } };
  }
  return undefined;
}

/** Where a daemon's plugins are: the first folder below its root that holds the file. */
export function pluginFolder({ root }, file) {
  const version = join(root, "usr/lib/syslog-ng");
  const folders = [
    ...libraries(root).map((lib) => join(lib, "rsyslog")),
    ...(existsSync(version) ? readdirSync(version).map((name) => join(version, name)) : []),
  ];
  return folders.find((folder) => existsSync(join(folder, file)));
}

/** A folder that is gone after the test. */
export function scratch(context) {
  const folder = mkdtempSync(join(tmpdir(), "daemon-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a daemon until a file holds that many lines; the lines, or an error with what the daemon said. */
export async function linesOf(context, { program, env }, args, file, count) {
  const daemon = spawn(program, args, { env: { PATH: process.env.PATH, ...env } });
  let said = "";
  for (const stream of [daemon.stdout, daemon.stderr]) stream.on("data", (piece) => (said += piece));
  context.after(() => daemon.kill("SIGKILL"));
  for (const end = Date.now() + PATIENCE; Date.now() < end; await setTimeout(100)) {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
    if (lines.length >= count) {
      daemon.kill();
      return lines;
    }
  }
  throw new Error(`${program} wrote no ${count} lines within ${PATIENCE} ms. It said:\n${said}`);
}
