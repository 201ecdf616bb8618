// The inputs of the query protocols: `Tags.member.1.Key=a` as nested plain data.
import { AwsError } from "../aws-error.ts";

type Node = { [name: string]: Node | string };

/** No input of AWS comes near it. */
const DEEPEST = 100;

/** Throws MalformedInput for what is nested too deep. Lists are `X.member.1` (query) or `X.1` (EC2); `X=` is an empty list or text, which the input's schema decides. */
export function nest(pairs: readonly (readonly [string, string])[]): Record<string, unknown> {
  const root: Node = Object.create(null);
  for (const [name, value] of pairs) {
    const steps = name.split(".", DEEPEST + 1);
    if (steps.length > DEEPEST) {
      throw new AwsError("MalformedInput", `A parameter is nested more than ${DEEPEST} levels deep.`);
    }
    const last = steps.pop() ?? "";
    let node = root;
    for (const step of steps) {
      const next = node[step];
      if (typeof next === "object") node = next;
      else {
        const fresh: Node = Object.create(null);
        node[step] = fresh;
        node = fresh;
      }
    }
    node[last] = value;
  }
  return plain(root) as Record<string, unknown>;
}

function plain(node: Node | string | undefined): unknown {
  if (typeof node !== "object") return node;
  const names = Object.keys(node);
  if (names.length === 1 && names[0] === "member") return plain(node["member"]);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names.sort((a, b) => Number(a) - Number(b)).map((name) => plain(node[name]));
  }
  return Object.fromEntries(names.map((name) => [name, plain(node[name])]));
}
