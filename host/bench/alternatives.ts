/**
 * What a user would write instead, each over newline-delimited JSON held in one Buffer. They answer how many records they
 * would report, so that no optimiser can leave the work out.
 */

/** Buffer's slices to strings, which Node has and its type definitions lack. */
interface Sliceable extends Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}

export interface Alternative {
  name: string;
  run(bytes: Buffer): number;
}

function eachRecord(bytes: Buffer, visit: (start: number, end: number) => boolean): number {
  let hits = 0;
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    if (visit(start, end)) hits++;
    start = end + 1;
  }
  return hits;
}

const CMDLET = /New-MailboxExportRequest/i;
const CMDLET_BYTES = Buffer.from("New-MailboxExportRequest");

export const ALTERNATIVES: readonly Alternative[] = [
  {
    name: "latin1Slice + RegExp/i",
    run: (bytes) => eachRecord(bytes, (start, end) => CMDLET.test((bytes as Sliceable).latin1Slice(start, end))),
  },
  {
    name: "Buffer.includes",
    run: (bytes) => eachRecord(bytes, (start, end) => bytes.subarray(start, end).includes(CMDLET_BYTES)),
  },
  {
    name: "JSON.parse",
    run: (bytes) => eachRecord(bytes, (start, end) => JSON.parse((bytes as Sliceable).utf8Slice(start, end)) === null),
  },
  {
    name: "JSON.parse + three includes",
    run: (bytes) =>
      eachRecord(bytes, (start, end) => {
        const event = JSON.parse((bytes as Sliceable).utf8Slice(start, end));
        const text = String(event.ScriptBlockText ?? event.Message ?? "").toLowerCase();
        return text.includes("new-mailboxexportrequest") && text.includes("-mailbox") && text.includes("-filepath");
      }),
  },
];
