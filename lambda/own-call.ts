// Whether the responder itself has made a call that the trail shows.
import { arnMatches } from "./arn.ts";
import type { Config } from "./config.ts";
import { isOwnRole } from "./decide/is-own-role.ts";
import type { RecordedCall } from "./trace/graph.ts";
import { signerOf } from "./trace/identity.ts";

/**
 * By the role that signed it, which AWS writes; a session's name is its caller's choice. Where nothing is deployed it may be a
 * user, or a person of Identity Center, whose session has the name that Identity Center gives.
 */
export function isOwnCall(
  call: RecordedCall,
  config: Pick<Config, "ownRoles" | "members" | "administration">,
): boolean {
  const { caller } = call;
  if (caller !== undefined && config.ownRoles.some((own) => arnMatches(own, caller))) return true;
  const signer = signerOf(call);
  if (signer?.kind !== "role" || signer.name === undefined) return false;
  const { account, name } = signer;
  return isOwnRole({ account, name, arn: signer.arn ?? `arn:aws:iam::${account}:role/${name}` }, config);
}
