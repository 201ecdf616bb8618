// Plain data as XML in the three ways in which AWS writes lists.

/** `member`: query protocol. `item`: EC2. `flat`: S3, where a list is the element repeated. */
export type ListStyle = "member" | "item" | "flat";

/** Written by hand: a builder from a library took a sixth of an AssumeRole (docs/performance.md). */
export function toXml(root: string, content: unknown, style: ListStyle, namespace?: string): string {
  const attribute = namespace === undefined ? "" : ` xmlns="${escaped(namespace)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, inside(content, style), attribute)}`;
}

function element(name: string, inner: string, attribute = ""): string {
  return inner === "" ? `<${name}${attribute}/>` : `<${name}${attribute}>${inner}</${name}>`;
}

/** Times become ISO 8601 without a fraction, as AWS writes them; a map becomes entries; what is undefined is left out. */
function inside(value: unknown, style: ListStyle): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (typeof value !== "object") return escaped(String(value));
  if (Array.isArray(value)) return value.map((item) => element(style, inside(item, style))).join("");
  if (value instanceof Map)
    return [...value].map(([key, member]) => element("entry", inside({ key, value: member }, style))).join("");
  let text = "";
  for (const [name, member] of Object.entries(value)) text += memberOf(name, member, style);
  return text;
}

function memberOf(name: string, value: unknown, style: ListStyle): string {
  if (value === undefined) return "";
  if (style !== "flat" || !Array.isArray(value)) return element(name, inside(value, style));
  return value.map((item) => element(name, inside(item, style))).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
