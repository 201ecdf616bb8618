// HTML as values: whatever is not made here is text and is escaped.

/** A piece of HTML that was made by `h`, or a drawing. */
export type Html = { readonly html: string };

type Attributes = Readonly<Record<string, string>>;

/** Names of elements and attributes are the report's own; values and texts may be anybody's words. */
export function h(name: string, attributes: Attributes, ...children: readonly (Html | string)[]): Html {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inside = children.map((child) => (typeof child === "string" ? escaped(child) : child.html)).join("");
  const end = VOID.has(name) ? "" : `${inside}</${name}>`;
  return { html: `<${name}${given.join("")}>${end}` };
}

const VOID = new Set(["meta", "br", "hr"]);

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What cannot be seen or reorders letters shows as a sign; lines and tabs stay. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{C}\n\t]|[\u{2028}\u{2029}]/gu, "\u{fffd}")
    .replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? "");
}
