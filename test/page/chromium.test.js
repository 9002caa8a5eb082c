/**
 * The page in a real Chromium: what it shows of a match, a mention and files of events; that hostile text stays text, nothing leaves
 * and the policy is never violated; keyboard and screen reader; light and dark; the text in the address. And the library's file for
 * browsers, without a bundler.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { loadDetector } from "../../build/host/index.js";
import { EXPORT, event, HARMLESS } from "../cli/run.js";
import { CMDLET_SHAPES } from "../event/bound-shapes.js";
import { ENCODINGS, TEXTS } from "../input/forms.js";
import { driver, findChromium } from "./browser.js";

const MATCH = `$a = @{ Mailbox = 'ceo'; FilePath = '\\\\127.0.0.1\\c$\\inetpub\\wwwroot\\a.aspx' }\n& ('New-Mailbox' + 'ExportRequest') @a`;
const MENTION =
  "# New-MailboxExportRequest -Mailbox user -FilePath \\\\server\\share\\user.pst\nGet-Help New-MailboxExportRequest";
const PATIENCE = 20_000;
/** Where screenshots go, to be looked at. */
const SHOTS = "build/page-shots";

const found = driver && findChromium();
const options = {
  skip: found ? false : "no Chromium that starts, or no playwright-core to drive it, is here (npm ci, scripts/fetch-daemons.sh)",
  timeout: 120_000,
};

let browser;
let server;
let address;
/** Paths that were asked of the server. */
const asked = [];

before(async () => {
  if (!found) return;
  mkdirSync(SHOTS, { recursive: true });
  const files = {
    "/page.html": ["text/html", readFileSync("build/page.html")],
    "/browser.js": ["text/javascript", readFileSync("build/browser.js")],
    "/library.html": [
      "text/html",
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"><script type="module" src="/use.js"></script>`,
    ],
    "/use.js": [
      "text/javascript",
      `import { loadDetector } from "/browser.js"; document.title = loadDetector().read(${JSON.stringify(EXPORT)}).verdict;`,
    ],
  };
  server = createServer((request, response) => {
    asked.push(request.url);
    const [type, body] = files[request.url] ?? [];
    response.writeHead(body ? 200 : 404, { "content-type": type ?? "text/plain" }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await driver.launch({ ...found, timeout: 60_000 });
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** The page, opened; every test ends with `quiet()`, which says that nothing was asked of the network and no rule was violated. */
async function open(context, { hash = "", ...settings } = {}) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, ...settings });
  context.after(() => page.close());
  page.setDefaultTimeout(PATIENCE);
  const requests = [];
  const said = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      globalThis.violations.push(`${violatedDirective} ${blockedURI}`);
    });
  });
  const before = asked.length;
  await page.goto(`${address}/page.html${hash}`);
  await page.waitForFunction(() => !/^Starting/.test(document.getElementById("status").textContent));
  const quiet = async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
    assert.deepEqual([...new Set(requests)], [`${address}/page.html`]);
    assert.deepEqual(asked.slice(before), ["/page.html"]);
    assert.deepEqual(said, []);
  };
  return { page, quiet };
}

/** Types a text in and waits for what the page says of it. */
async function read(page, text) {
  await page.evaluate(() => document.getElementById("answer").replaceChildren());
  await page.fill("#input", text);
  await page.waitForSelector("#headline");
}

/** Opens a file and waits for the answer; what the status says. */
async function openFile(page, name, buffer) {
  await page.evaluate(() => document.getElementById("answer").replaceChildren());
  await page.setInputFiles("#file", { name, mimeType: "application/octet-stream", buffer });
  await page.waitForFunction(() => !/^Reading|^Nothing/.test(document.getElementById("status").textContent));
  return (await page.textContent("#status")).trim();
}

const texts = (page, selector) => page.$$eval(selector, (all) => all.map(({ textContent }) => textContent));

test("a match: verdict, severity, values, the command marked, and what bound linked both ways", options, async (context) => {
  const { page, quiet } = await open(context);
  await read(page, MATCH);
  assert.match(await page.textContent("#headline"), /^match, critical: .*web/);
  assert.match((await texts(page, "article dl")).join(), /ceo.*\\\\127\.0\.0\.1\\c\$\\inetpub\\wwwroot\\a\.aspx.*loopback/);
  assert.deepEqual((await texts(page, ".script mark")).join(""), "& ('New-Mailbox' + 'ExportRequest') @a");
  await page.click(".script a");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^-Mailbox by a key of a splat/);
  await page.click("article li a");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "@a");
  const step = "'New-Mailbox' + 'ExportRequest' → 'New-MailboxExportRequest'";
  assert.ok((await texts(page, "article ol li")).some((shown) => shown.includes(step)));
  assert.match(
    (await texts(page, "article dl")).join(),
    /Amounts toNew-MailboxExportRequest -Mailbox ceo .*Severitycritical: the file would be run/,
  );
  assert.equal(new URL(page.url()).hash, "", "links within the page leave the address alone");
  await quiet();
});

test("a value that is not known says why; rounds of a loop are one call", options, async (context) => {
  const { page, quiet } = await open(context);
  await read(page, "param($User)\nforeach ($p in 'a', 'b') { New-MailboxExportRequest -Mailbox $User -FilePath \\\\s\\$p.pst }");
  const [article, ...others] = await texts(page, "article");
  assert.deepEqual(others, []);
  assert.match(article, /-Mailbox by name: \$Usernot known: \$User is a parameter/);
  assert.match(article, /Rounds2/);
  assert.match(await page.textContent("#headline"), /^match, medium: the text exports a mailbox; another share\.$/);
  await quiet();
});

test("a mention: none, with each place and why it is no invocation", options, async (context) => {
  const { page, quiet } = await open(context);
  await read(page, MENTION);
  assert.match(await page.textContent("#headline"), /^none: .*named but never invoked/);
  const [comment, argument] = await texts(page, "[data-reading] > section li");
  assert.match(comment, /line 1.*comment/);
  assert.match(argument, /line 2.*argument/);
  assert.deepEqual(await texts(page, ".script .mention"), ["New-MailboxExportRequest", "New-MailboxExportRequest"]);
  await quiet();
});

test("files of events in every form give the findings that the library gives", options, async (context) => {
  const { page, quiet } = await open(context);
  const inputs = [
    ...Object.entries(TEXTS).map(([name, text]) => [name, ENCODINGS["UTF-8"].encode(text)]),
    ...Object.entries(ENCODINGS).map(([name, { encode }]) => [name, encode(TEXTS["an array over many lines"])]),
    ["gzip", gzipSync(TEXTS["lines of JSON"])],
    ["an event log", readFileSync("test/input/samples/exchange-management-forwarded.evtx.gz")],
    ["the examples", readFileSync("examples/events.ndjson")],
  ];
  for (const [name, bytes] of inputs) {
    const detector = loadDetector();
    const matches = detector.scan(bytes);
    const { events } = detector.stats();
    const status = await openFile(page, name, bytes);
    const figures = `${events} ${events === 1 ? "event" : "events"}`;
    assert.ok(status.startsWith(figures), `${name}: ${status}`);
    assert.ok(status.includes(` ${matches.length} finding`), `${name}: ${status}`);
    const rows = (await texts(page, "tbody button")).filter((text) => !text.startsWith("none"));
    const expected = matches.map(({ finding }) => `${finding.verdict}, ${finding.severity}`);
    if (rows.length > 0) assert.deepEqual(rows, expected, name);
    else assert.ok(matches.length <= 1, name);
    if (matches.length > 0) assert.match(await page.textContent("#headline"), /^match, /, name);
  }
  await quiet();
});

test("an event of a file is chosen by its button; time, host and user stand beside it", options, async (context) => {
  const { page, quiet } = await open(context);
  const status = await openFile(page, "events.ndjson", readFileSync("examples/events.ndjson"));
  assert.match(status, /^8 events, 5 findings\./);
  assert.match(await page.textContent("#headline"), /^match, critical/, "the most severe is looked at first");
  const row = page.locator("tbody tr", { hasText: "none, named" });
  await row.locator("button").click();
  assert.match(await page.textContent("#headline"), /^none: .*named/);
  assert.equal(await page.getAttribute('[aria-current="true"]', "aria-current"), "true");
  assert.match(await page.textContent("#answer"), /2026-11-04T08:02:11\.100\d*Z · ADM07\.corp\.example/);
  await page.screenshot({ path: `${SHOTS}/events.png`, fullPage: true });
  await quiet();
});

test("an event that shows what was bound, without a script, shows its call", options, async (context) => {
  const { page, quiet } = await open(context);
  const shape = CMDLET_SHAPES[0];
  const parameters = '-Mailbox "ceo" -FilePath "\\\\fs01\\pst$\\ceo.pst"';
  const record = Buffer.from(shape.render({ id: 1, command: "New-MailboxExportRequest", parameters }));
  const [{ finding }] = loadDetector().scan(record);
  assert.match(await openFile(page, "cmdlet.ndjson", record), /^1 event, 1 finding\./);
  assert.ok((await page.textContent("#headline")).startsWith(`match, ${finding.severity}`));
  assert.match((await texts(page, "article")).join(), /New-MailboxExportRequest.*ceo.*fs01/);
  assert.match(await page.textContent("#answer"), /cmdlet-log/);
  await quiet();
});

test("a script split over events is shown whole with each of them", options, async (context) => {
  const { page, quiet } = await open(context);
  const pieces = ["$n = 'New-MailboxExport'\n& ($n + 'Req", "uest') -Mailbox ceo -Fil", "ePath \\\\fs01\\pst$\\c.pst"];
  const parts = pieces.map((text, index) => event(text, { MessageNumber: index + 1, MessageTotal: 3 }));
  assert.match(await openFile(page, "parts.ndjson", Buffer.from(parts.join("\n"))), /^3 events, 1 finding\./);
  assert.match(await page.textContent("#answer"), /Part 3 of 3, shown with the others\./);
  assert.equal((await texts(page, ".script mark")).join(""), `${pieces.join("").slice(pieces[0].indexOf("&"))}`);
  await openFile(page, "part.ndjson", Buffer.from(parts[1]));
  assert.match(await page.textContent("#answer"), /Part 2 of 3, read on its own\./);
  await quiet();
});

test(
  "what cannot be read is said: no script blocks, damage, an archive, a script that is only a script",
  options,
  async (context) => {
    const { page, quiet } = await open(context);
    assert.match(await openFile(page, "a.ndjson", Buffer.from('{"EventID":4624}\n{"EventID":1}\n')), /2 events, none of them/);
    assert.match(await openFile(page, "a.zip", Buffer.from("PK\x03\x04abcdefghijklmnop")), /ZIP archive/);
    const cut = gzipSync(Buffer.from(`${event(HARMLESS)}\n${event(EXPORT)}\n`.repeat(40))).subarray(0, -30);
    await openFile(page, "a.gz", cut);
    assert.match(await page.textContent(".notes"), /gzip data is damaged/);
    await openFile(page, "a,b.ps1", Buffer.from(`Id,ScriptBlockText\n${EXPORT}\n`));
    assert.match(await page.textContent("#headline"), /^match/);
    assert.match(await page.inputValue("#input"), /^Id,ScriptBlockText\n/, "a script can be changed and linked to");
    await quiet();
  },
);

test("a long file goes through in pieces, and only what is found or named shows", options, async (context) => {
  const { page, quiet } = await open(context);
  const filler = `${event(HARMLESS, { Note: "x".repeat(2000) })}\n`.repeat(4000);
  const buffer = Buffer.from(`${filler}${event(EXPORT)}\n${filler}${event(MENTION)}\n`);
  assert.match(await openFile(page, "long.ndjson", buffer), /^8,002 events, 1 finding\./);
  const rows = await texts(page, "tbody tr");
  assert.ok(rows.some((row) => row.startsWith("4,001match, medium")) && rows.some((row) => row.startsWith("8,002none, named")));
  await quiet();
});

test("hostile text stays text: markup, control characters, characters that turn the order round", options, async (context) => {
  const { page, quiet } = await open(context);
  const hostile = `</script></textarea><img src=x onerror="document.title='owned'"><style>*{display:none}</style>`;
  const script = `# ${hostile}\u202e\u0000\u001b[31m\nNew-MailboxExportRequest -Mailbox '${hostile.replaceAll("'", "''")}' -FilePath "\\\\s\\p\\\u202egpj.pst"`;
  const fields = { Computer: `<img src=x onerror=alert(1)>${"x".repeat(400)}`, UserID: "<b>\u202e", TimeCreated: "<i>" };
  const title = await page.title();
  for (const text of [script, event(script, fields), `${event(script, fields)}\n${event(hostile, fields)}`]) {
    await read(page, text);
    await page.waitForTimeout(50);
    assert.equal(await page.title(), title);
    assert.deepEqual(
      await page.$$eval("img, b:not(#answer b), style:not(head style), script:not(body > script)", (all) => all.length),
      0,
    );
    const shown = await page.textContent("#answer");
    assert.ok(shown.includes("<img src=x onerror=") && shown.includes("\\u202e"), shown);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those must not be there
    assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  }
  await quiet();
});

test("the policy is in force: nothing connects, loads, evaluates or makes markup", options, async (context) => {
  const { page } = await open(context);
  const refused = await page.evaluate(async () => {
    const script = document.createElement("div");
    const attempts = {
      fetch: () => fetch("/browser.js"),
      image: () =>
        new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = () => reject(new Error("image"));
          image.src = "/browser.js";
          document.body.append(image);
        }),
      markup: () => {
        script.innerHTML = "<b>x</b>";
      },
      evaluation: () => new Function("return 1")(),
      module: () => import("/browser.js"),
    };
    const answers = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
      } catch {
        answers.push(name);
      }
    }
    navigator.sendBeacon("/browser.js", "x");
    return answers;
  });
  const violations = await page.evaluate(() => globalThis.violations);
  assert.deepEqual(refused, ["fetch", "image", "markup", "evaluation", "module"]);
  for (const directive of ["connect-src", "img-src", "require-trusted-types-for", "script-src"]) {
    assert.ok(
      violations.some((violation) => violation.startsWith(directive)),
      `${directive}: ${violations}`,
    );
  }
  assert.ok(!asked.includes("/browser.js"));
});

test(
  "keyboard alone: the example, the script's links, the table, the link, in an order that makes sense",
  options,
  async (context) => {
    const { page, quiet } = await open(context);
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        return at.id || at.getAttribute("aria-label") || at.textContent;
      });
    const order = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    assert.deepEqual(order, ["input", "file", "link", "an export", "no export"]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#headline");
    assert.equal(await focused(), "an export", "the focus stays where it was");
    for (const expected of ["no export", "The script as it was read", "@a"]) {
      await page.keyboard.press("Tab");
      assert.equal(await focused(), expected);
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(outline, "none", `${expected} shows its focus`);
    }
    await page.keyboard.press("Enter");
    assert.match(await focused(), /^-Mailbox/);
    await openFile(page, "events.ndjson", readFileSync("examples/events.ndjson"));
    await page.focus(".events");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.equal(await focused(), "headline");
    assert.match(await page.textContent("#headline"), /^match, medium/);
    await quiet();
  },
);

/** Runs in the page: what a screen reader or weak eyes would miss. */
function barriers() {
  const problems = [];
  const name = (node) =>
    node.getAttribute("aria-label") ||
    [...(node.labels ?? [])].map((label) => label.textContent).join() ||
    node.textContent.trim();
  for (const node of document.querySelectorAll("a, button, input, textarea, [role=region]"))
    if (!name(node)) problems.push(`no name: ${node.outerHTML.slice(0, 80)}`);
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push("an id twice");
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) problems.push(`heading level skipped: ${heading.textContent}`);
    level = next;
  }
  if (document.querySelectorAll("h1").length !== 1 || !document.querySelector("main")) problems.push("no landmark");
  if (!document.querySelector("[role=status]")?.textContent.trim()) problems.push("nothing is announced");
  for (const list of document.querySelectorAll("ul, ol"))
    if ([...list.children].some(({ tagName }) => tagName !== "LI")) problems.push("a list of other things");
  for (const node of document.querySelectorAll("*")) {
    const { overflowY } = getComputedStyle(node);
    if (overflowY === "auto" && node.scrollHeight > node.clientHeight && node.tabIndex < 0) problems.push("cannot be scrolled");
  }
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = numbers(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (numbers(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walker.nextNode()) {
    const { parentElement: node, textContent } = walker.currentNode;
    if (!textContent.trim() || node.closest("script, [hidden], .heard")) continue;
    texts++;
    const [dark, light] = [luminance(getComputedStyle(node).color), luminance(behind(node))].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) problems.push(`contrast ${contrast.toFixed(1)}: ${textContent.trim().slice(0, 40)}`);
  }
  if (texts < 10) problems.push("hardly any text was looked at");
  return problems;
}

for (const colorScheme of ["light", "dark"]) {
  test(
    `${colorScheme}: names, headings, lists, scrolling and contrast hold; screenshots are written`,
    options,
    async (context) => {
      const { page, quiet } = await open(context, { colorScheme });
      for (const [name, text] of Object.entries({ match: MATCH, mention: MENTION })) {
        await read(page, text);
        assert.deepEqual(await page.evaluate(barriers), [], name);
        await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png`, fullPage: true });
      }
      await openFile(page, "events.ndjson", readFileSync("examples/events.ndjson"));
      assert.deepEqual(await page.evaluate(barriers), []);
      const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
      assert.equal(back[0] > 128, colorScheme === "light");
      await quiet();
    },
  );
}

test("on a narrow screen nothing stands out at the side", options, async (context) => {
  const { page } = await open(context, { viewport: { width: 360, height: 700 } });
  await read(page, `${MATCH} ${"-ContentFilter x".repeat(40)}`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
});

test("the address holds a text and gives it back; a long one is warned of, a cut one told", options, async (context) => {
  const { page, quiet } = await open(context);
  const text = `${MATCH}\n# Wörter € 😀\t"quoted" </script>`;
  await read(page, text);
  await page.click("#link");
  await page.waitForFunction(() => document.getElementById("address").value !== "");
  const link = await page.inputValue("#address");
  assert.match(link, /#text=[\w-]+$/);
  assert.match(await page.textContent("#status"), /The link holds the whole text: \d+ characters/);
  await quiet();

  const { page: other, quiet: otherQuiet } = await open(context, { hash: new URL(link).hash });
  await other.waitForSelector("#headline");
  assert.equal(await other.inputValue("#input"), text);
  assert.equal(await other.textContent("#answer"), await page.textContent("#answer"));
  await otherQuiet();

  const letters = Array.from({ length: 60 }, (_, index) => createHash("sha512").update(String(index)).digest("base64"));
  await read(page, `# ${letters.join("\n# ")}`);
  await page.click("#link");
  await page.waitForFunction(() => /Some mail and chat programs/.test(document.getElementById("status").textContent));

  for (const hash of [new URL(link).hash.slice(0, -9), "#text=%%%"]) {
    const { page: cut } = await open(context, { hash });
    await cut.waitForFunction(() => /The link was cut/.test(document.getElementById("status").textContent));
  }
});

test("a dropped text and a dropped file are read", options, async (context) => {
  const { page, quiet } = await open(context);
  const drop = (kind, value) =>
    page.evaluate(
      ([how, what]) => {
        const dataTransfer = new DataTransfer();
        if (how === "file") dataTransfer.items.add(new File([what], "a.ndjson"));
        else dataTransfer.setData("text/plain", what);
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      [kind, value],
    );
  await drop("text", MENTION);
  await page.waitForSelector("#headline.none");
  assert.equal(await page.inputValue("#input"), MENTION);
  await drop("file", event(EXPORT));
  await page.waitForSelector("#headline.medium");
  await quiet();
});

test("the library's file for browsers runs in a page without a bundler, under a strict policy", options, async (context) => {
  const page = await browser.newPage();
  context.after(() => page.close());
  await page.goto(`${address}/library.html`);
  await page.waitForFunction(() => document.title === "match", undefined, { timeout: PATIENCE });
});
