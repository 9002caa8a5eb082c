/** `locate` tells texts that are scripts from names and values as an event shows them bound, which nobody may read as PowerShell. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findScripts } from "../../build/host/input/scripts.js";
import { EXPORT, event } from "../cli/run.js";
import { CMDLET_SHAPES, PIPELINE_SHAPES } from "./bound-shapes.js";
import { locate } from "./locate.js";

test("a script block is a script", () => {
  assert.equal(locate(event(EXPORT)).blocks[0].bound, undefined);
});

for (const { name, render } of [...CMDLET_SHAPES, ...PIPELINE_SHAPES].slice(0, 8)) {
  test(`${name}: what was bound is none`, () => {
    const parameters = '-Mailbox "ceo" -FilePath "\\\\fs01\\pst$\\ceo.pst"';
    const { blocks } = locate(render({ id: 1, command: "New-MailboxExportRequest", parameters }));
    assert.ok(blocks.length > 0 && blocks.every(({ bound }) => bound), JSON.stringify(blocks));
    const record = Buffer.from(render({ id: 1, command: "New-MailboxExportRequest", parameters }));
    const { scripts, unreadable } = findScripts(record, (json) => JSON.stringify(locate(json)));
    assert.ok(scripts.every(({ event }) => event.block.bound));
    assert.equal(unreadable, 0);
  });
}
