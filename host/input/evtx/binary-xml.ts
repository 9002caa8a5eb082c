/**
 * Binary XML to the XML that Windows shows for an event. A fragment is read into a small tree; a template's tree is kept, and
 * filled anew with each record's values.
 * Source: [MS-EVEN6] 2.2.12 (tokens) and 3.1.4.7 (rendering). Names and templates lie anywhere in their chunk.
 */
import { type Cursor, EvtxDamage } from "./cursor.js";
import { readValue, VALUE_BINARY_XML, VALUE_NULL } from "./values.js";

const TOKEN_END = 0x00;
const TOKEN_OPEN = 0x01;
const TOKEN_CLOSE_START = 0x02;
const TOKEN_CLOSE_EMPTY = 0x03;
const TOKEN_CLOSE = 0x04;
const TOKEN_VALUE = 0x05;
const TOKEN_ATTRIBUTE = 0x06;
const TOKEN_CDATA = 0x07;
const TOKEN_CHARACTER = 0x08;
const TOKEN_ENTITY = 0x09;
const TOKEN_PI_TARGET = 0x0a;
const TOKEN_PI_DATA = 0x0b;
const TOKEN_TEMPLATE = 0x0c;
const TOKEN_SUBSTITUTION = 0x0d;
const TOKEN_OPTIONAL = 0x0e;
const TOKEN_FRAGMENT = 0x0f;
/** Set where more of the kind follows, or an element has attributes. */
const TOKEN_MORE = 0x40;

/** Elements within elements, and templates within values. */
const MAX_DEPTH = 32;
/** Characters of one event's XML: a template that repeats a value must not fill the memory. */
const MAX_TEXT = 8 << 20;
/** Values that one event may have. */
const MAX_VALUES = 4096;

type Part = string | Element | Substitution;

interface Element {
  name: string;
  attributes: { name: string; parts: Part[] }[];
  children: Part[];
}

/** A place that a value of the record fills. */
interface Substitution {
  index: number;
  optional: boolean;
}

/** A value of a record: text, an array's texts, XML, or nothing. */
type Value = { text: string } | { texts: string[] } | { xml: string } | undefined;

/** Renders the events of one chunk. */
export class BinaryXml {
  private readonly templates = new Map<number, Part[]>();
  private readonly names = new Map<number, string>();
  /** Characters that the event may still take. */
  private room = 0;

  /** The XML of a record's fragment. @throws EvtxDamage */
  render(cursor: Cursor): string {
    this.room = MAX_TEXT;
    return this.fragment(cursor, 0);
  }

  /** A record's own fragment, or one within a value: elements in it carry no dependency. */
  private fragment(cursor: Cursor, depth: number): string {
    if (depth > MAX_DEPTH) throw new EvtxDamage("it nests too deep", cursor.at);
    let out = "";
    while (!cursor.done) {
      const token = cursor.bytes[cursor.at]! & ~TOKEN_MORE;
      if (token === TOKEN_END) break;
      if (token === TOKEN_FRAGMENT) cursor.skip(4);
      else if (token === TOKEN_TEMPLATE) out += this.instance(cursor, depth);
      else {
        const parts: Part[] = [];
        if (!this.part(cursor, parts, false, depth)) throw new EvtxDamage(`token ${token} stands outside an element`, cursor.at);
        out += this.fill(parts, [], false);
      }
    }
    return out;
  }

  /** A template and the values for it. */
  private instance(cursor: Cursor, depth: number): string {
    cursor.skip(2 + 4);
    const offset = cursor.u32();
    const inline = offset === cursor.at;
    const parts = this.template(cursor, offset);
    if (inline) cursor.skip(TEMPLATE_HEADER + cursor.data.getUint32(cursor.at + TEMPLATE_HEADER - 4, true));
    const count = cursor.u32();
    if (count > MAX_VALUES) throw new EvtxDamage(`it has ${count} values`, cursor.at);
    const kinds = Array.from({ length: count }, () => {
      const size = cursor.u16();
      const type = cursor.u8();
      cursor.skip(1);
      return { size, type };
    });
    const values = kinds.map(({ size, type }): Value => {
      const start = cursor.skip(size);
      const value = cursor.within(start, start + size);
      if (type === VALUE_NULL || (size === 0 && type === VALUE_BINARY_XML)) return undefined;
      if (type === VALUE_BINARY_XML) return { xml: this.fragment(value, depth + 1) };
      const read = readValue(value, type, size);
      return typeof read === "string" ? { text: read } : { texts: read };
    });
    return this.fill(parts, values, false);
  }

  /** The tree of the template whose definition lies at `offset`. */
  private template(cursor: Cursor, offset: number): Part[] {
    const known = this.templates.get(offset);
    if (known) return known;
    const definition = cursor.within(offset, cursor.bytes.length);
    definition.skip(TEMPLATE_HEADER - 4);
    const size = definition.u32();
    const body = cursor.within(definition.at, definition.at + size);
    const parts: Part[] = [];
    while (!body.done && body.bytes[body.at] !== TOKEN_END) {
      if (body.bytes[body.at] === TOKEN_FRAGMENT) body.skip(4);
      else if (!this.part(body, parts, true, 0)) throw new EvtxDamage("a template begins inside an element", body.at);
    }
    this.templates.set(offset, parts);
    return parts;
  }

  /** Reads one part of an element's content. @returns false for a token that is none, which is left */
  private part(cursor: Cursor, parts: Part[], template: boolean, depth: number): boolean {
    const token = cursor.bytes[cursor.at]!;
    switch (token & ~TOKEN_MORE) {
      case TOKEN_OPEN:
        parts.push(this.element(cursor, template, depth + 1));
        return true;
      case TOKEN_VALUE: {
        cursor.skip(1);
        const type = cursor.u8();
        parts.push(escapeText([readValue(cursor, type, cursor.u16() * 2)].flat().join(",")));
        return true;
      }
      case TOKEN_CDATA:
        cursor.skip(1);
        parts.push(escapeText(cursor.text(cursor.u16())));
        return true;
      case TOKEN_CHARACTER:
        cursor.skip(1);
        parts.push(`&#${cursor.u16()};`);
        return true;
      case TOKEN_ENTITY:
        cursor.skip(1);
        parts.push(`&${this.name(cursor)};`);
        return true;
      case TOKEN_PI_TARGET:
        cursor.skip(1);
        parts.push(`<?${this.name(cursor)} `);
        return true;
      case TOKEN_PI_DATA:
        cursor.skip(1);
        parts.push(`${cursor.text(cursor.u16())}?>`);
        return true;
      case TOKEN_SUBSTITUTION:
      case TOKEN_OPTIONAL: {
        cursor.skip(1);
        const index = cursor.u16();
        cursor.skip(1);
        parts.push({ index, optional: (token & ~TOKEN_MORE) === TOKEN_OPTIONAL });
        return true;
      }
      case TOKEN_TEMPLATE:
        if (template) throw new EvtxDamage("a template holds another", cursor.at);
        parts.push(this.instance(cursor, depth + 1));
        return true;
      default:
        return false;
    }
  }

  private element(cursor: Cursor, template: boolean, depth: number): Element {
    if (depth > MAX_DEPTH) throw new EvtxDamage("it nests too deep", cursor.at);
    const more = cursor.u8() & TOKEN_MORE;
    // The dependency, and the element's size, which its end tells as well.
    cursor.skip((template ? 2 : 0) + 4);
    const element: Element = { name: this.name(cursor), attributes: [], children: [] };
    if (more) cursor.skip(4);
    while ((cursor.bytes[cursor.at]! & ~TOKEN_MORE) === TOKEN_ATTRIBUTE) {
      cursor.skip(1);
      const attribute = { name: this.name(cursor), parts: [] as Part[] };
      while (
        (cursor.bytes[cursor.at]! & ~TOKEN_MORE) !== TOKEN_ATTRIBUTE &&
        this.part(cursor, attribute.parts, template, depth)
      ) {
        if (attribute.parts.length > MAX_VALUES) throw new EvtxDamage("an attribute does not end", cursor.at);
      }
      element.attributes.push(attribute);
    }
    const token = cursor.u8();
    if (token === TOKEN_CLOSE_EMPTY) return element;
    if (token !== TOKEN_CLOSE_START) throw new EvtxDamage(`token ${token} stands in an element's start`, cursor.at - 1);
    while (this.part(cursor, element.children, template, depth));
    if (cursor.u8() !== TOKEN_CLOSE) throw new EvtxDamage("an element does not end", cursor.at - 1);
    return element;
  }

  /** A name: an address in the chunk, which follows at once where the name is used first. */
  private name(cursor: Cursor): string {
    const offset = cursor.u32();
    const here = offset === cursor.at;
    const known = this.names.get(offset);
    const at = cursor.within(offset, cursor.bytes.length);
    at.skip(NAME_HEADER - 2);
    const units = at.u16();
    const name = known ?? at.text(units);
    if (here) cursor.skip(NAME_HEADER + (units + 1) * 2);
    if (known === undefined) {
      if (!/^[\p{L}_:][\p{L}\p{N}_:.-]*$/u.test(name)) throw new EvtxDamage("a name is none", offset);
      this.names.set(offset, name);
    }
    return name;
  }

  /** The XML of a tree with a record's values in it. */
  private fill(parts: readonly Part[], values: readonly Value[], quoted: boolean): string {
    let out = "";
    for (const part of parts) {
      if (typeof part === "string") out += quoted ? part.replaceAll('"', "&quot;") : part;
      else if ("index" in part) out += written(values[part.index], quoted);
      else out += this.fillElement(part, values);
    }
    this.room -= out.length;
    if (this.room < 0) throw new EvtxDamage("its XML is too long", 0);
    return out;
  }

  /** An element; one around an array is written once for each of its items ([MS-EVEN6] 3.1.4.7.5). */
  private fillElement({ name, attributes, children }: Element, values: readonly Value[]): string {
    let start = `<${name}`;
    for (const attribute of attributes) {
      const [only] = attribute.parts;
      const left = typeof only === "object" && "index" in only && only.optional && values[only.index] === undefined;
      if (!left) start += ` ${attribute.name}="${this.fill(attribute.parts, values, true)}"`;
    }
    const [only] = children;
    const array = children.length === 1 && typeof only === "object" && "index" in only ? values[only.index] : undefined;
    const contents =
      array && "texts" in array && array.texts.length > 0
        ? array.texts.map((text) => escapeText(text))
        : [this.fill(children, values, false)];
    return contents.map((content) => (content === "" ? `${start}/>` : `${start}>${content}</${name}>`)).join("");
  }
}

/** Bytes of a template's definition before its fragment: the next one's address, a GUID, the fragment's size. */
const TEMPLATE_HEADER = 4 + 16 + 4;
/** Bytes of a name before its characters: the next one's address, a hash, the number of characters. */
const NAME_HEADER = 4 + 2 + 2;

function written(value: Value, quoted: boolean): string {
  if (value === undefined) return "";
  if ("xml" in value) return quoted ? escapeText(value.xml, true) : value.xml;
  return escapeText("text" in value ? value.text : value.texts.join(","), quoted);
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeText(text: string, quoted = false): string {
  const pattern = quoted ? /[&<>"]/g : /[&<>]/g;
  return text.replace(pattern, (character) => ESCAPES[character]!);
}
