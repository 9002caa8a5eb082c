/**
 * Long texts for people: what matters stands at both ends, so they are cut in the middle.
 */

/** Units that it takes to say that some are left out. */
const SAID = 16;

/** UTF-16 units between the ends of a cut text are named by their number: `New-Mail … 1,203 more … aspx`. */
export function cutMiddle(text: string, most: number, length = text.length): string {
  // A cut that leaves out less than it says is none.
  if (text.length <= most + SAID && length === text.length) return text;
  const tail = Math.min(Math.floor(most / 3), text.length);
  return joinCut(text.slice(0, most - tail), text.slice(text.length - tail), length);
}

/** The two ends of a text of `length` units, whole characters each. */
export function joinCut(head: string, tail: string, length: number): string {
  const start = head.replace(/[\ud800-\udbff]$/, "");
  const end = tail.replace(/^[\udc00-\udfff]/, "");
  return `${start} … ${(length - start.length - end.length).toLocaleString("en-US")} more … ${end}`;
}
