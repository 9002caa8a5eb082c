/** Findings in the words of SIEM schemas: the members that OCSF's Detection Finding and ECS require, and their values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector, toEcs, toOcsf } from "../../build/host/index.js";
import { EXPORT, event, run } from "../cli/run.js";

const TIME = new Date("2026-11-03T09:14:02Z");
const [{ finding }] = loadDetector().scan(event(EXPORT, { UserID: "S-1-5-21-1-2-3-500" }));
const config = { exceptions: [{ host: "EX01*", reason: "drill" }] };
const [{ finding: suppressed }] = loadDetector({ config }).scan(event(EXPORT));

/** No member anywhere may be null or undefined: unknown values are absent. */
function assertNoNull(value, path = "") {
  assert.ok(value !== null && value !== undefined, `${path} is ${value}`);
  if (typeof value === "object") for (const [key, member] of Object.entries(value)) assertNoNull(member, `${path}.${key}`);
}

test("an OCSF Detection Finding has every member that the class and its base require", () => {
  const document = JSON.parse(JSON.stringify(toOcsf(finding, TIME)));
  assertNoNull(document);
  assert.deepEqual(
    [document.category_uid, document.class_uid, document.activity_id, document.type_uid, document.time],
    [2, 2004, 1, 200401, TIME.getTime()],
  );
  assert.equal(document.severity_id, 3);
  assert.equal(document.finding_info.uid, finding.id);
  assert.ok(document.finding_info.title.length > 0);
  assert.deepEqual(Object.keys(document.metadata.product).sort(), ["name", "vendor_name", "version"]);
  assert.match(document.metadata.version, /^\d+\.\d+\.\d+$/);
  assert.equal(document.is_alert, true);
  assert.deepEqual(document.evidences[0].data, finding);
  const attacks = document.finding_info.attacks;
  assert.ok(attacks.some(({ technique, sub_technique }) => technique?.uid === "T1114" && sub_technique?.uid === "T1114.002"));
  assert.ok(attacks.some(({ tactic }) => tactic?.uid === "TA0009"));
});

test("a suppressed finding is no alert in OCSF and says so by its status", () => {
  const document = toOcsf(suppressed, TIME);
  assert.equal(document.status_id, 3);
  assert.equal(document.severity_id, 1);
  assert.equal(document.is_alert, false);
});

test("a later part that became worse is an update of the same finding", () => {
  const document = toOcsf({ ...finding, update: true }, TIME);
  assert.deepEqual([document.activity_id, document.type_uid, document.finding_info.uid], [2, 200402, finding.id]);
});

test("an ECS alert carries rule, threat, host and user where ECS wants them", () => {
  const document = JSON.parse(JSON.stringify(toEcs(finding, TIME)));
  assertNoNull(document);
  assert.equal(document["@timestamp"], "2026-11-03T09:14:02.000Z");
  assert.equal(document.event.kind, "alert");
  assert.equal(document.event.severity, 47);
  assert.equal(document.host.name, "EX01.corp.example");
  assert.equal(document.user.id, "S-1-5-21-1-2-3-500");
  for (const member of ["id", "uuid", "name", "version", "reference"])
    assert.equal(typeof document.rule[member], "string", member);
  assert.ok(Array.isArray(document.threat.tactic.id) && Array.isArray(document.threat.technique.subtechnique.id));
});

test("scan --format takes the event's own time", () => {
  const input = event(EXPORT, { TimeCreated: "2026-11-03 10:14:02 +0100" });
  const [ocsf] = run(["scan", "--format", "ocsf"], { input }).stdout.split("\n", 1);
  assert.equal(JSON.parse(ocsf).time, TIME.getTime());
  const [ecs] = run(["scan", "--format", "ecs"], { input }).stdout.split("\n", 1);
  assert.equal(JSON.parse(ecs)["@timestamp"], TIME.toISOString());
});

test("what is known of a value in part stands in both, the sentence for people included", () => {
  const script = 'New-MailboxExportRequest -Mailbox "$who@corp.example" -FilePath "\\\\fs01\\pst`$\\$who.pst"';
  const [{ finding: partly }] = loadDetector().scan(event(script));
  const [call] = partly.calls;
  assert.deepEqual([call.mailbox_pattern, call.file_path_pattern], ["*@corp.example", "\\\\fs01\\pst$\\*.pst"]);
  for (const document of [toEcs(partly), toOcsf(partly)]) {
    const told = JSON.parse(JSON.stringify(document));
    assert.deepEqual((told.mailbox_export_finding ?? told.evidences[0].data).calls, partly.calls);
    assert.ok(told.message.includes(call.file_path_pattern), told.message);
  }
});

test("what kind of event showed it, what became of it and when stand where each schema has them", () => {
  const line = {
    EventID: 4688,
    NewProcessName: "x",
    TimeCreated: "2026-11-03T09:14:02Z",
    CommandLine: `powershell -c "${EXPORT}"`,
  };
  const [{ finding: started }] = loadDetector().scan(JSON.stringify(line));
  assert.deepEqual(toOcsf(started).finding_info.data_sources, ["process"]);
  assert.equal(toOcsf(started).finding_info.related_events, undefined);
  assert.equal(toOcsf(started).time, TIME.getTime());
  assert.equal(toEcs(started)["@timestamp"], TIME.toISOString());
  assert.equal("outcome" in toEcs(started).event, false);
  assert.equal(toEcs({ ...started, outcome: "failed" }).event.outcome, "failure");
  assert.equal(toEcs({ ...started, outcome: "succeeded" }).event.outcome, "success");
});
