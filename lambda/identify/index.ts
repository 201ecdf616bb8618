// Who is meant, where an alert names a bare key, an instance or a unique id only: found before anything else happens.
import type { Alert } from "../model.ts";
import { plainName } from "./identifiers.ts";
import type { Identified, Search } from "./search.ts";

export type { Identified, Search } from "./search.ts";

/** An alert that names its principal and its account costs no call. Rejects only where the home account cannot be reached. */
export async function identify(said: Alert, search: Search): Promise<Identified> {
  const alert = withPlainName(said);
  if (!alert)
    return {
      outcome: "nobody",
      because: "The alert names two accounts, its own and another one in the principal's ARN.",
    };
  if (isNamed(alert)) return { outcome: "named", alert };
  const { findOwner } = await import("./find-owner.ts"); // With it come two clients of the SDK.
  return findOwner(alert, search);
}

/** ARNs and paths become names and, where the alert has none, the account; undefined where the two differ. */
function withPlainName(alert: Alert): Alert | undefined {
  const { principal } = alert;
  if (principal.kind !== "role" && principal.kind !== "user" && principal.kind !== "instance-profile") return alert;
  const { name, account } = plainName(principal.name);
  if (name === principal.name) return alert;
  if (account !== undefined && alert.account !== undefined && account !== alert.account) return undefined;
  return { ...alert, ...(account === undefined ? {} : { account }), principal: { ...principal, name } };
}

function isNamed({ principal, account }: Alert): boolean {
  switch (principal.kind) {
    case "role":
    case "user":
    case "root":
      return account !== undefined;
    case "federated-user":
      return account !== undefined && principal.issuer !== undefined;
    case "aws-service":
    case "unknown":
      return true; // There is nobody to look for: resolve says why.
    case "access-key":
    case "unique-id":
    case "instance":
    case "instance-profile":
      return false;
  }
}
