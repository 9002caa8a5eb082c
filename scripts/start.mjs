/**
 * `npm start`: scans the bundled events; `npm start -- FILE…` scans the user's own.
 */
import { spawnSync } from "node:child_process";

const given = process.argv.slice(2);
const files = given.length > 0 ? given : ["examples/events.ndjson"];
const { status } = spawnSync(process.execPath, ["build/host/cli.js", "scan", ...files], { stdio: "inherit" });
process.exitCode = status ?? 2;
