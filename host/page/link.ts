/**
 * A text in the fragment of the page's address, which browsers send nowhere: deflated, in the letters of Base64 for addresses.
 */

const KEY = "#text=";
/** Lengths from which programs that carry links begin to cut them, and from which hardly any carries one whole. */
const LONG = 2_000;
const TOO_LONG = 32_000;
/** What a link may unfold to: it comes from anybody. */
const MOST_UNITS = 4 << 20;

/** The address of this page with the text in it. */
export async function linkTo(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const letters = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.href.replace(/#.*$/s, "")}${KEY}${letters}`;
}

/** What to say of a link of this length, if it is too long for some. */
export function warningFor(link: string): string | undefined {
  if (link.length > TOO_LONG) return "Hardly any program carries a link of this length whole: send the file instead.";
  return link.length > LONG ? "Some mail and chat programs cut links of this length." : undefined;
}

/** The text of an address, if it holds one. @throws for one that was cut or is no such text */
export async function textOf(hash: string): Promise<string | undefined> {
  if (!hash.startsWith(KEY)) return undefined;
  const binary = atob(hash.slice(KEY.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const text = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .pipeThrough(new TextDecoderStream());
  let whole = "";
  const reader = text.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    whole += next.value;
    if (whole.length > MOST_UNITS) throw new RangeError("The text in the link is too long.");
  }
  return whole;
}
