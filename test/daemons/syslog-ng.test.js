/** The real syslog-ng with `stream` after a program() destination: raw lines in, annotated lines out. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CLI, EXPORT, event, HARMLESS } from "../cli/run.js";
import { findDaemon, linesOf, pluginFolder, scratch } from "./daemons.js";

const syslogNg = findDaemon("syslog-ng");
const skip = syslogNg ? false : "syslog-ng is not here (scripts/fetch-daemons.sh fetches it)";

test("syslog-ng sends lines through stream, and what is clean comes out byte for byte", {
  skip,
  timeout: 30_000,
}, async (context) => {
  const folder = scratch(context);
  const events = [event(HARMLESS), event(EXPORT), event(`# ${EXPORT}`)];
  writeFileSync(join(folder, "events.ndjson"), `${events.join("\n")}\n`);
  writeFileSync(
    join(folder, "syslog-ng.conf"),
    `@version: 3.38
options { log-msg-size(1048576); };
source windows { file("${folder}/events.ndjson" flags(no-parse) follow-freq(1) read-old-records(yes)); };
destination detector { program("'${process.execPath}' '${CLI}' stream > '${folder}/out'" template("$MSG\\n")); };
log { source(windows); destination(detector); };
`,
  );
  const own = [`--persist-file=${folder}/persist`, `--pidfile=${folder}/pid`, `--control=${folder}/control`];
  const args = [
    "-F",
    "--no-caps",
    "-f",
    join(folder, "syslog-ng.conf"),
    ...own,
    `--module-path=${pluginFolder(syslogNg, "libafprog.so")}`,
  ];
  const lines = await linesOf(context, syslogNg, args, join(folder, "out"), events.length);
  assert.equal(lines[0], events[0]);
  assert.equal(JSON.parse(lines[1]).mailbox_export_finding.verdict, "match");
  assert.equal(lines[2], events[2]);
});
