/**
 * Elements of the page. Text goes in as text nodes alone, so that no script or event can become markup; the page's policy forbids
 * the other way as well.
 */

export type Child = Node | string | false | undefined;

/** An element with attributes (`true` for one without a value) and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** The page's own element of an id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/**
 * A link to the first place of a name (`data-place`) within the same reading, which takes the focus there; the address keeps the
 * text that it may hold.
 */
export function jump(place: string, attributes: Record<string, string>, ...children: Child[]): HTMLAnchorElement {
  const link = element("a", { href: `#${place}`, ...attributes }, ...children);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const target = link.closest("[data-reading]")?.querySelector<HTMLElement>(`[data-place~="${place}"]`);
    target?.scrollIntoView({ block: "center", inline: "nearest" });
    target?.focus({ preventScroll: true });
  });
  return link;
}

/** A heading and what stands below it. */
export function section(title: string, ...children: Child[]): HTMLElement {
  return element("section", {}, element("h3", {}, title), ...children);
}
