// Finding the operation of a REST request: method and path, with the parts in braces taken into the input.
import type { Operation } from "../operation.ts";
import type { WireRequest } from "./http.ts";

type Route = { readonly operation: Operation; readonly method: string; readonly steps: readonly string[] };

const routes = new WeakMap<readonly Operation[], readonly Route[]>();

function routesOf(operations: readonly Operation[]): readonly Route[] {
  const known = routes.get(operations);
  if (known) return known;
  const made = operations.flatMap((operation) =>
    operation.http ? [{ operation, method: operation.http.method, steps: operation.http.path.split("/") }] : [],
  );
  routes.set(operations, made);
  return made;
}

/** The operation that the request is for, and the members of its input that stand in the path. */
export function matchRoute(request: WireRequest, operations: readonly Operation[]) {
  const parts = request.path.replace(/\/$/, "").split("/");
  for (const { operation, method, steps } of routesOf(operations)) {
    if (method !== request.method) continue;
    const labels = labelsOf(steps, parts);
    if (labels) return { operation, labels };
  }
  return undefined;
}

/** Undefined where the path is another one; a label such as `{Arn+}`, which is the last, takes all that is left. */
function labelsOf(steps: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const isGreedy = steps.at(-1)?.endsWith("+}") ?? false;
  if (isGreedy ? parts.length < steps.length : parts.length !== steps.length) return undefined;
  const labels: Record<string, string> = {};
  const matches = steps.every((step, index) => {
    const takesAll = isGreedy && index === steps.length - 1;
    const part = takesAll ? parts.slice(index).join("/") : (parts[index] ?? "");
    if (!step.startsWith("{")) return step === part;
    const label = decoded(part);
    labels[step.replace(/^\{|\+?\}$/g, "")] = label;
    return label !== "";
  });
  return matches ? labels : undefined;
}

/** Empty, and so no label, where it is not encoded as paths are. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
