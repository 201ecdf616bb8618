// An event as the list of its fields, each under its full name.
import type { Leaf } from "./matcher.ts";

export type Field = {
  readonly value: Leaf;
  /** For each array on the way, which of its items the field is in. */
  readonly places: ReadonlyMap<string, number>;
};

/** Names are joined with dots; an empty object or array leaves no field at all. */
export function flatten(event: unknown): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  collect(event, "", "", new Map(), fields);
  return fields;
}

/** `name` is the field's name in patterns, `address` tells the arrays inside one array's items apart. */
function collect(
  value: unknown,
  name: string,
  address: string,
  places: ReadonlyMap<string, number>,
  fields: Map<string, Field[]>,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      collect(item, name, `${address}[${index}]`, new Map(places).set(address, index), fields);
    }
    return;
  }
  if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      const step = name === "" ? key : `.${key}`;
      collect(member, name + step, address + step, places, fields);
    }
    return;
  }
  const known = fields.get(name);
  const field: Field = { value: value as Leaf, places };
  if (known) known.push(field);
  else fields.set(name, [field]);
}
