/**
 * The page: text that is typed, pasted or dropped, a file, or the text in the address goes through the module, and what it says is
 * shown. Nothing leaves the page.
 */
import { DetectorError } from "../errors.js";
import { DetectorModule } from "../module.js";
import { plural } from "../terminal/size.js";
import type { Explanation } from "../types.js";
import { encodeText } from "../wtf8.js";
import { showAnswer } from "./answer-view.js";
import { byId, element } from "./dom.js";
import { linkTo, textOf, warningFor } from "./link.js";
import { Look } from "./look.js";

/** Milliseconds after the last key at which the text is read. */
const PAUSE = 250;
/** Longest script of a file that is put where texts are typed, in UTF-16 units. */
const MOST_TYPED = 1 << 18;
const SCRIPT_NAME = /\.psm?1$|\.psd1$/i;

const input = byId<HTMLTextAreaElement>("input");
const answer = byId("answer");
/** Each answer belongs to a question; a later question makes an earlier answer stale. */
let question = 0;

/** Says something below the input, and aloud to those who listen. @param heard what others see elsewhere */
function say(text: string, heard = ""): void {
  byId("status").replaceChildren(`${text} `, element("span", { class: "heard" }, heard));
}

/** The module's bytes: deflated, in Base64, in the page. */
async function openModule(): Promise<WebAssembly.Module> {
  const binary = atob(byId("module").textContent.trim());
  const packed = new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))]);
  const bytes = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return WebAssembly.compile(await new Response(bytes).arrayBuffer());
}

function start(module: WebAssembly.Module): void {
  const load = () => DetectorModule.load(module, new Uint8Array());
  const asking = load();

  /** Reads an input and shows what it says. */
  async function read(source: Blob, isScript: boolean): Promise<void> {
    const mine = ++question;
    if (source.size === 0) {
      answer.replaceChildren();
      say("Nothing to read yet.");
      return;
    }
    try {
      const look = new Look(load(), asking, isScript);
      const reader = source.stream().getReader();
      let done = 0;
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (mine !== question) return;
        await look.push(next.value);
        done += next.value.length;
        if (source.size > 1 << 22) say(`Reading: ${Math.floor((done / source.size) * 100)} %`);
      }
      if (mine !== question) return;
      const answered = await look.end();
      if (source instanceof File && (answered.script?.length ?? Infinity) <= MOST_TYPED) input.value = answered.script ?? "";
      const said = showAnswer(answer, answered, { explain, link: (text) => void giveLink(text) });
      say(said, document.getElementById("headline")?.textContent);
    } catch (error) {
      if (mine !== question) return;
      answer.replaceChildren();
      say(error instanceof DetectorError ? `${error.message} ${error.hint ?? ""}` : `It could not be read: ${error}`);
    }
  }

  function explain(text: string): Explanation {
    const said = asking.ask("explain", encodeText(text));
    if (said === undefined) throw new DetectorError("out_of_memory", "The script is too long for the module.");
    return JSON.parse(said);
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(new Blob([input.value]), false), PAUSE);
  });
  const readFile = (file: File) => {
    say(`Reading ${file.name}`);
    input.value = "";
    void read(file, SCRIPT_NAME.test(file.name));
  };
  const readText = (text: string) => {
    input.value = text;
    void read(new Blob([text]), false);
  };

  const file = byId<HTMLInputElement>("file");
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (chosen) readFile(chosen);
    file.value = "";
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const dropped = event.dataTransfer?.files[0];
    if (dropped) readFile(dropped);
    else readText(event.dataTransfer?.getData("text/plain") ?? "");
  });
  document.querySelectorAll<HTMLButtonElement>("[data-example]").forEach((example) => {
    example.addEventListener("click", () => readText(example.dataset["example"] ?? ""));
  });
  byId("link").addEventListener("click", () => void giveLink(input.value));

  const fromAddress = async () => {
    try {
      const text = await textOf(location.hash);
      if (text !== undefined) readText(text);
    } catch {
      say("The link was cut, or holds no text.");
    }
  };
  addEventListener("hashchange", () => void fromAddress());
  say("Nothing to read yet.");
  void fromAddress();
}

/** Shows and copies an address that holds a text. */
async function giveLink(text: string): Promise<void> {
  if (text === "") {
    say("There is no text to link to yet.");
    return;
  }
  const link = await linkTo(text);
  const field = byId<HTMLInputElement>("address");
  field.value = link;
  byId("address-row").hidden = false;
  const copied = await navigator.clipboard?.writeText(link).then(
    () => "Copied.",
    () => "Copy it from the field.",
  );
  field.select();
  say(`The link holds the whole text: ${plural(link.length, "character")}. ${copied ?? ""} ${warningFor(link) ?? ""}`);
}

try {
  start(await openModule());
} catch (error) {
  say(`The module does not start here: ${error}`);
}
