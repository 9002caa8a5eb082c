/** `id` tells one block's findings from another's; `group` brings together what belongs together. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { exportTo, line, scriptBlock } from "./events.js";

const find = (script, over) => loadDetector().inspect(line(script, over));
const plain = exportTo("\\\\fs01\\p\\x.pst");

test("the id follows rule, host and block, and nothing else", () => {
  const { id } = find(plain);
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.equal(find(plain, { user: "S-1-5-18", time: "2027-01-01T00:00:00Z" }).id, id);
  assert.equal(find(exportTo("\\\\fs02\\q\\y.pst"), { host: "ex01.CORP.example" }).id, id);
  assert.notEqual(find(plain, { host: "EX02" }).id, id);
  assert.notEqual(find(plain, { id: "another" }).id, id);
});

test("blocks without an id are told apart by their text", () => {
  assert.equal(find(plain, { id: "" }).id, find(plain, { id: "" }).id);
  assert.notEqual(find(plain, { id: "" }).id, find(exportTo("\\\\fs02\\q\\y.pst"), { id: "" }).id);
});

test("the group follows user, mailboxes and folders, in any order, block and case", () => {
  const two = [exportTo("\\\\fs01\\p\\a.pst", "a"), exportTo("\\\\fs01\\p\\b.pst", "b")];
  const { group } = find(two.join("\n"));
  assert.equal(find(two.toReversed?.().join("\n") ?? [two[1], two[0]].join("\n"), { id: "inner" }).group, group);
  assert.equal(find([...two, ...two].join("\n")).group, group);
  assert.equal(find(two.join("\n").toUpperCase()).group, group);
  assert.equal(find([exportTo("\\\\fs01\\p\\other.pst", "a"), two[1]].join("\n")).group, group);
  assert.notEqual(find(two[0]).group, group);
  assert.notEqual(find(two.join("\n"), { user: "S-1-5-18" }).group, group);
  assert.notEqual(find([exportTo("\\\\fs01\\q\\a.pst", "a"), two[1]].join("\n")).group, group);
});

/** A process that a shell was started by. @param {Record<string, unknown>} over */
const started = (over = {}) =>
  JSON.stringify({
    EventID: 4688,
    Channel: "Security",
    NewProcessName: "x",
    Computer: "EX01.corp.example",
    EventRecordID: 9001,
    SubjectUserSid: "S-1-5-21-1-2-3-1104",
    CommandLine: `powershell -c "${plain}"`,
    ...over,
  });
const seen = (over) => loadDetector().inspect(started(over));

test("where no script block showed it, the id follows rule, host, channel and record, however the shipper names that", () => {
  const { id } = seen();
  assert.equal(seen({ TimeCreated: "2027-01-01T00:00:00Z", CommandLine: `pwsh -c "${plain}"` }).id, id);
  for (const spelt of [{ EventRecordId: "9001" }, { RecordNumber: 9001 }, { record_id: 9001 }, { winlog: { record_id: "9001" } }])
    assert.equal(seen({ EventRecordID: undefined, ...spelt }).id, id, JSON.stringify(spelt));
  const xml = `<Event><System><EventID>4688</EventID><EventRecordID>9001</EventRecordID><Channel>Security</Channel><Computer>EX01.corp.example</Computer></System><EventData><Data Name='NewProcessName'>x</Data><Data Name='CommandLine'>powershell -c "${plain}"</Data></EventData></Event>`;
  assert.equal(loadDetector().inspect(JSON.stringify({ event: xml })).id, id);
  for (const other of [{ EventRecordID: 9002 }, { Computer: "EX02" }, { Channel: "Microsoft-Windows-Sysmon/Operational" }])
    assert.notEqual(seen(other).id, id, JSON.stringify(other));
});

test("without a record's number, time and text tell such events apart", () => {
  const bare = { EventRecordID: undefined, TimeCreated: "2027-01-01T00:00:00Z" };
  const { id } = seen(bare);
  assert.equal(seen(bare).id, id);
  assert.notEqual(seen({ ...bare, TimeCreated: "2027-01-01T00:00:01Z" }).id, id);
  assert.notEqual(seen({ ...bare, CommandLine: `pwsh -c "${plain}"` }).id, id);
});

test("one export in several logs is one group where user, mailbox and folder are written alike", () => {
  const { group } = find(plain);
  assert.equal(seen().group, group);
  assert.notEqual(seen({ SubjectUserSid: "S-1-5-21-1-2-3-1105" }).group, group);
  assert.notEqual(seen({ SubjectUserSid: undefined, SubjectUserName: "CORP\\ada" }).group, group);
});

test("the host counts in a group only where the user does not tell one", () => {
  assert.equal(find(plain, { host: "client7" }).group, find(plain).group);
  assert.notEqual(find(plain, { user: "S-1-5-18", host: "EX02" }).group, find(plain, { user: "S-1-5-18" }).group);
  const event = scriptBlock(plain);
  event.winlog.user = undefined;
  const nobody = loadDetector().inspect(JSON.stringify(event)).group;
  event.winlog.computer_name = "EX02";
  assert.notEqual(loadDetector().inspect(JSON.stringify(event)).group, nobody);
});
