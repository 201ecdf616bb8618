// CloudFormation's functions in a template, resolved against what is there already.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
import type { Made } from "./template.ts";

/** Pseudo parameters by their names, and resources by their logical ids. */
export type Known = {
  readonly pseudo: Readonly<Record<string, string>>;
  readonly made: ReadonlyMap<string, Made>;
};

/** The value without functions. A function that is not known here is an error, never text. */
export function resolve(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, known));
  if (typeof value !== "object" || value === null) return value;
  const [name, argument] = Object.entries(value)[0] ?? [];
  if (name !== undefined && (name === "Ref" || name.startsWith("Fn::"))) return call(name, argument, known);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, known)]));
}

/** Logical ids that the value refers to. */
export function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === "Ref") return [String(argument)];
    if (name === "Fn::GetAtt" && Array.isArray(argument)) return [String(argument[0])];
    return references(argument);
  });
}

function call(name: string, argument: unknown, known: Known): unknown {
  switch (name) {
    case "Ref":
      return known.pseudo[String(argument)] ?? made(known, argument).ref;
    case "Fn::GetAtt": {
      const [id, attribute] = argument as readonly [string, string]; // CDK writes no other form.
      const value = made(known, id).attributes?.[attribute];
      if (value === undefined) throw new Error(`The resource ${id} has no attribute ${attribute} in the local AWS.`);
      return value;
    }
    case "Fn::Join": {
      const [between, parts] = resolve(argument, known) as readonly [string, readonly string[]];
      return parts.join(between);
    }
    case "Fn::Select": {
      const [index, list] = resolve(argument, known) as readonly [number | string, readonly unknown[]];
      return list[Number(index)];
    }
    case "Fn::Split": {
      const [between, text] = resolve(argument, known) as readonly [string, string];
      return text.split(between);
    }
    case "Fn::Equals": {
      const [one, other] = resolve(argument, known) as readonly [unknown, unknown];
      return one === other;
    }
    default:
      throw new Error(`The template uses ${name}, which the local deployment does not know.`);
  }
}

function made({ made: resources }: Known, id: unknown): Made {
  const found = resources.get(String(id));
  if (!found) throw new Error(`The template refers to ${id}, which is not there.`);
  return found;
}
