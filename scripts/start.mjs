/**
 * `npm start`: scans the bundled events, a line for each call, so that all of it fits a screen; `npm start -- FILE…` scans the user's own.
 */
import { spawnSync } from "node:child_process";

const given = process.argv.slice(2);
const files = given.length > 0 ? given : ["examples/events.ndjson"];
const { status } = spawnSync(process.execPath, ["build/host/cli.js", "scan", "--table", ...files], { stdio: "inherit" });
process.exitCode = status ?? 2;
