/** The real rsyslogd with `stream --mode rsyslog` as its mmexternal: events read from a file, the property in the output. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CLI, EXPORT, event, HARMLESS } from "../cli/run.js";
import { findDaemon, linesOf, pluginFolder, scratch } from "./daemons.js";

const rsyslogd = findDaemon("rsyslogd");
const skip = rsyslogd ? false : "rsyslogd is not here (scripts/fetch-daemons.sh fetches it)";

test("rsyslogd adds the finding as a property, message by message", { skip, timeout: 30_000 }, async (context) => {
  const folder = scratch(context);
  const events = [
    event(HARMLESS),
    event(EXPORT),
    event(`# ${EXPORT}`),
    event(EXPORT.toLowerCase(), { Computer: "EX02.corp.example" }),
  ];
  writeFileSync(join(folder, "events.ndjson"), `${events.join("\n")}\n`);
  writeFileSync(
    join(folder, "rsyslog.conf"),
    `global(workDirectory="${folder}" maxMessageSize="256k")
module(load="imfile")
module(load="mmexternal")
template(name="seen" type="string" string="%$!mailbox_export_finding!verdict%,%$!mailbox_export_finding!severity%,%$!mailbox_export_finding!host!name%\\n")
input(type="imfile" File="${folder}/events.ndjson" Tag="windows" ruleset="windows")
ruleset(name="windows") {
  action(type="mmexternal" binary="${process.execPath} ${CLI} stream --mode rsyslog" interface.input="fulljson")
  action(type="omfile" file="${folder}/out" template="seen")
}
`,
  );
  const args = [
    "-n",
    "-f",
    join(folder, "rsyslog.conf"),
    "-i",
    join(folder, "pid"),
    "-M",
    pluginFolder(rsyslogd, "mmexternal.so"),
  ];
  const lines = await linesOf(context, rsyslogd, args, join(folder, "out"), events.length);
  assert.deepEqual(lines, [",,", "match,medium,EX01.corp.example", ",,", "match,medium,EX02.corp.example"]);
});
