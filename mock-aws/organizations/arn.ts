// ARNs of roots, units, accounts, policies and handshakes, by the form of their ids.
import { PARTITION } from "../world.ts";
import { FULL_ACCESS, type Organization, POLICY_TYPES } from "./organization.ts";

/** `arn:aws:organizations::<management account>:<kind>/<organization>/<id>` */
function organizationsArn(org: Organization, kind: string, id: string): string {
  return `arn:${PARTITION}:organizations::${org.managementAccount}:${kind}/${org.id}/${id}`;
}

/** Also of what is not there: who may ask for it is decided before it is looked for. */
export function arnOf(org: Organization, id: string): string {
  if (id.startsWith("p-")) return policyArn(org, id);
  if (id.startsWith("h-")) return organizationsArn(org, "handshake", `invite/${id}`);
  if (id.startsWith("r-")) return organizationsArn(org, "root", id);
  return organizationsArn(org, id.startsWith("ou-") ? "ou" : "account", id);
}

function policyArn(org: Organization, id: string): string {
  const kind = (org.policies.get(id)?.type ?? POLICY_TYPES[0]).toLowerCase();
  const isAws = POLICY_TYPES.some((type) => FULL_ACCESS[type].id === id);
  if (isAws) return `arn:${PARTITION}:organizations::aws:policy/${kind}/${id}`;
  return organizationsArn(org, "policy", `${kind}/${id}`);
}
