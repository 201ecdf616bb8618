// What a synthesized template says once it is deployed: its intrinsic functions with the values that a test has at hand.

/** `Ref`s by name, `Fn::GetAtt` as `LogicalId.Attribute`. */
export type Known = Readonly<Record<string, string>>;

/** Throws for what is not known: nothing is guessed. */
export function resolved(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, known));
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = ["", undefined], ...more] = Object.entries(value);
  if (more.length === 0 && name === "Ref") return found(String(argument), known);
  if (more.length === 0 && name === "Fn::GetAtt") return found([argument].flat().join("."), known);
  if (more.length === 0 && name === "Fn::Join" && Array.isArray(argument)) {
    return (resolved(argument[1], known) as readonly string[]).join(String(argument[0]));
  }
  if (name.startsWith("Fn::")) throw new Error(`The template has ${name}, which the test cannot resolve.`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolved(member, known)]));
}

function found(name: string, known: Known): string {
  const value = known[name];
  if (value === undefined) throw new Error(`The template refers to ${name}: the test does not say what that is.`);
  return value;
}
