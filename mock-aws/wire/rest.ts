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
    if (method !== request.method || steps.length !== parts.length) continue;
    const labels: Record<string, string> = {};
    const matches = steps.every((step, index) => {
      const part = parts[index] ?? "";
      if (!step.startsWith("{")) return step === part;
      labels[step.slice(1, -1)] = decodeURIComponent(part);
      return part !== "";
    });
    if (matches) return { operation, labels };
  }
  return undefined;
}
