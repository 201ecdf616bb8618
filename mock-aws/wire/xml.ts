// Plain data as XML in the three ways in which AWS writes lists.
import { XMLBuilder } from "fast-xml-parser";

/** `member`: query protocol. `item`: EC2. `flat`: S3, where a list is the element repeated. */
export type ListStyle = "member" | "item" | "flat";

const builder = new XMLBuilder({ suppressEmptyNode: true, attributeNamePrefix: "@", ignoreAttributes: false });

export function toXml(root: string, content: unknown, style: ListStyle, namespace?: string): string {
  const attributes = namespace === undefined ? {} : { "@xmlns": namespace };
  const body = shape(content, style);
  const element =
    typeof body === "object" && body !== null ? { ...attributes, ...body } : { ...attributes, "#text": body };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: element })}`;
}

/** Times become ISO 8601 without a fraction, as AWS writes them; a map becomes entries; what is undefined is left out. */
function shape(value: unknown, style: ListStyle): unknown {
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (Array.isArray(value)) {
    const items = value.map((item) => shape(item, style));
    if (style === "flat") return items;
    return items.length === 0 ? "" : { [style]: items };
  }
  if (value instanceof Map)
    return value.size === 0 ? "" : { entry: [...value].map(([key, member]) => ({ key, value: shape(member, style) })) };
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([name, member]) => [name, shape(member, style)]));
}
