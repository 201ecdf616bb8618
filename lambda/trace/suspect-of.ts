// Whom a principal of the trail means, in the words of an alert.
import type { Suspect } from "../model.ts";
import type { TracePrincipal } from "./graph.ts";

/** Undefined where the trail does not name them, or where there is nobody whom a step could be about. */
export function suspectOf({ kind, name, id, session, issuer }: TracePrincipal): Suspect | undefined {
  if (name === undefined) return undefined;
  const known = id === undefined ? {} : { id };
  switch (kind) {
    case "role":
      return { kind, name, ...known, ...(session === undefined ? {} : { session }) };
    case "user":
      return { kind, name, ...known };
    case "federated-user":
      return issuer === undefined ? undefined : { kind, name, issuer };
    default:
      return undefined;
  }
}
