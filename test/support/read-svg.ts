// A drawing read as the XML that it has to be: what is in it, element by element, and what must never be.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect } from "vitest";

export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
};

/** Every element of it in order. Fails where it is not well-formed, or has what a drawing within a page must not have. */
export function readSvg(svg: string): readonly Element[] {
  expect(XMLValidator.validate(svg)).toBe(true);
  const [root] = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
  })
    .parse(svg)
    .map(elementOf) as Element[];
  if (!root) throw new Error("There is no element.");
  const all = everyOf(root);
  for (const { name, attributes } of all) {
    expect(ELEMENTS).toContain(name);
    for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^on|href|^style$|^src$/i);
  }
  return all;
}

/** None of them runs, loads or leads anywhere. */
const ELEMENTS = ["svg", "title", "desc", "g", "path", "rect", "circle", "text"];

type Raw = Readonly<Record<string, unknown>>;

function elementOf(raw: Raw): Element {
  const name = Object.keys(raw).find((key) => key !== ":@") ?? "";
  const inside = (Array.isArray(raw[name]) ? raw[name] : []) as readonly Raw[]; // As preserveOrder gives it.
  return {
    name,
    attributes: (raw[":@"] ?? {}) as Readonly<Record<string, string>>,
    text: inside.map((child) => (typeof child["#text"] === "string" ? child["#text"] : "")).join(""),
    children: inside.filter((child) => !("#text" in child)).map(elementOf),
  };
}

function everyOf(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(everyOf)];
}

/** The elements of a class, as `node leaked`: all of its words. */
export function ofClass(all: readonly Element[], words: string): readonly Element[] {
  return all.filter(({ attributes }) =>
    words.split(" ").every((word) => attributes["class"]?.split(" ").includes(word)),
  );
}

/** Everything that is to be read within an element, but for its title. */
export function textOf({ name, text, children }: Element): string {
  return name === "title" || name === "desc"
    ? ""
    : [text, ...children.map(textOf)].filter((part) => part !== "").join(" ");
}
