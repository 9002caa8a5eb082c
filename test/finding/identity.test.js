/** `id` tells one block's findings from another's; `group` brings together what belongs together. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { exportTo, line } from "./events.js";

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

test("the group follows host, user, mailboxes and folders, in any order, block and case", () => {
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
