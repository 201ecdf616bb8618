// SVG as values: whatever is not made here is text and is escaped. No script, no style, no link can come of it.
import { plainText } from "../words/plain-text.ts";

/** A piece of SVG that was made by `el`. */
export type Svg = { readonly svg: string };

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Names of elements and attributes are the drawings' own; values and texts may be anybody's words. */
export function el(name: string, attributes: Attributes, ...children: readonly (Svg | string)[]): Svg {
  let given = "";
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value !== undefined) given += ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`;
  }
  let inside = "";
  for (const child of children) inside += typeof child === "string" ? escaped(child) : child.svg;
  return { svg: inside === "" ? `<${name}${given}/>` : `<${name}${given}>${inside}</${name}>` };
}

/**
 * The whole drawing: what a reader hears of it is its title and its description. `id` tells the drawings of a page apart, and
 * is made fit for that.
 */
export function drawing(
  about: { readonly id: string; readonly title: string; readonly description: string; readonly name: string },
  { width, height }: { readonly width: number; readonly height: number },
  ...children: readonly Svg[]
): string {
  const id = about.id.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 100);
  const [titleId, descriptionId] = [`${id}-title`, `${id}-desc`];
  return el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: `drawing ${about.name}`,
      role: "img",
      "aria-labelledby": titleId,
      "aria-describedby": descriptionId,
      viewBox: `0 0 ${rounded(width)} ${rounded(height)}`,
      width,
      height,
      "font-family": "system-ui, -apple-system, 'Segoe UI', sans-serif",
      "font-size": 12,
      fill: "currentColor",
    },
    el("title", { id: titleId }, about.title),
    el("desc", { id: descriptionId }, about.description),
    ...children,
  ).svg;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  if (text.length <= LONGEST && HARMLESS.test(text)) return text;
  return plainText(text, LONGEST).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? "");
}

/** Words with nothing in them to be escaped or cleaned, as nearly all are. */
const HARMLESS = /^[\w#%.,:;()+/-]+(?: [\w#%.,:;()+/-]+)*$/;

/** A description names much; a name is cut long before. */
const LONGEST = 4_000;
