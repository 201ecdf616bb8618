// The service and resource control policies that stand over an account right now, from the root down to the account.
import type { Instant } from "../clock.ts";
import type { PolicySource } from "../policy/policies.ts";
import { enforced } from "../propagation.ts";
import { enforcedUntil, type World } from "../world.ts";
import { KIND_OF, type Organization, organization, type PolicyType } from "./organization.ts";

/**
 * One list for each level. Empty where nothing stands over the account: it is not a member, it is the management account,
 * or the type of policy is switched off.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function controlPolicies(
  world: World,
  account: string,
  type: PolicyType,
  asOf: Instant,
): readonly (readonly PolicySource[])[] {
  const org = organization(world);
  const parent = parentOf(org, account, asOf);
  if (parent === undefined || account === org.managementAccount || !enforced(org.root.enabled, asOf)?.has(type))
    return [];
  const attached = enforced(org.attachments, asOf) ?? new Map<string, readonly string[]>();
  const above = pathTo(org, parent);
  return [...above, account].map((target) => sources(org, attached.get(target) ?? [], type, asOf));
}

/** Where the account hangs, as far as that has arrived; undefined where it is no member: not yet, or no more. */
function parentOf(org: Organization, account: string, asOf: Instant): string | undefined {
  const gone = org.retired.members.get(account);
  const member = gone && asOf < gone.leftAt ? gone.member : org.members.get(account);
  return member && enforced(member.parent, asOf);
}

/** The ids from the root down to `id`. */
function pathTo(org: Organization, id: string): readonly string[] {
  const unit = org.units.get(id) ?? org.retired.units.get(id);
  return unit ? [...pathTo(org, unit.parent), id] : [org.root.id];
}

function sources(org: Organization, ids: readonly string[], type: PolicyType, asOf: Instant): readonly PolicySource[] {
  return ids.flatMap((id): PolicySource[] => {
    const policy = org.policies.get(id) ?? org.retired.policies.get(id);
    const document = policy?.type === type && enforced(policy.document, asOf);
    return document ? [{ id, kind: KIND_OF[type], document }] : [];
  });
}

/** The organization of an account, for `aws:PrincipalOrgID` and its siblings; changes arrive as late as its policies do. */
export function membershipOf(
  world: World,
  account: string,
): { readonly id: string; readonly path: string } | undefined {
  const org = organization(world);
  const parent = parentOf(org, account, enforcedUntil(world));
  return parent === undefined ? undefined : { id: org.id, path: pathOf(org, parent) };
}

/** Condition keys that say where an account is; `prefix` says in which part: `aws:source`, `aws:resource`. */
export function organizationKeys(
  prefix: string,
  membership: ReturnType<typeof membershipOf>,
): readonly [string, readonly string[]][] {
  if (!membership) return [];
  return [
    [`${prefix}orgid`, [membership.id]],
    [`${prefix}orgpaths`, [membership.path]],
  ];
}

/** `o-…/r-…/ou-…/`, of the root or a unit. */
export function pathOf(org: Organization, id: string): string {
  return `${[org.id, ...pathTo(org, id)].join("/")}/`;
}

/**
 * The resource control policies over an account's resources, for the services that have them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export function rcpsOver(
  world: World,
  action: string,
  account: string,
  asOf: Instant,
): readonly (readonly PolicySource[])[] {
  if (!/^(s3|sts|sqs|secretsmanager|kms|dynamodb):/.test(action)) return [];
  return controlPolicies(world, account, "RESOURCE_CONTROL_POLICY", asOf);
}

/** What the policy simulator reads: the newest, and "it doesn't evaluate SCPs that have any conditions". */
export function simulatedScps(world: World, account: string): readonly (readonly PolicySource[])[] {
  const levels = controlPolicies(world, account, "SERVICE_CONTROL_POLICY", Number.POSITIVE_INFINITY);
  const isPlain = ({ document }: PolicySource) =>
    document.statements.every(({ conditions }) => conditions.length === 0);
  return levels.map((sources) => sources.filter(isPlain));
}

/** Whether the account was closed: none of its credentials counts any more. */
export function isClosed(world: World, account: string): boolean {
  return organization(world).closures.get(account) === "SUSPENDED";
}
