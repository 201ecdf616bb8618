// A service of AWS assuming a role for what runs in it: the role's trust policy decides, and the trail shows who called.
import type { RoleSessionOrigin, TemporaryKey } from "../credential.ts";
import type { Role } from "../iam/entities.ts";
import { membershipOf, organizationKeys, rcpsOver } from "../organizations/levels.ts";
import { evaluate } from "../policy/evaluate.ts";
import { enforced } from "../propagation.ts";
import { recordServiceCall } from "../record-service-call.ts";
import { enforcedUntil, type World } from "../world.ts";
import { issue, showCredentials, trailCredentials } from "./issue.ts";

export type ServiceAssumption = {
  readonly role: Role;
  readonly region: string;
  readonly sessionName: string;
  readonly origin: Extract<RoleSessionOrigin, { by: "service" }>;
  /** A service decides how long: MaxSessionDuration does not limit it. */
  readonly seconds: number;
  /** On whose behalf, where the service says: what keeps it from being talked into somebody else's role. */
  readonly source?: { readonly arn: string; readonly account: string };
};

/** Undefined where the role does not trust the service, or not yet. */
export function assumeForService(world: World, assumption: ServiceAssumption): TemporaryKey | undefined {
  const { role, region, sessionName, origin, seconds } = assumption;
  const session = { type: "role", role, name: sessionName, tags: new Map(), transitiveTagKeys: [], origin } as const;
  const key = trusts(world, assumption) ? issue(world, { account: role.account, seconds, session }) : undefined;
  if (key) role.lastUsed = { at: world.clock.now(), region };
  recordServiceCall(world, {
    service: origin.service,
    account: role.account,
    region,
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    readOnly: true,
    requestParameters: { roleArn: role.arn, roleSessionName: sessionName },
    resources: [{ ARN: role.arn, accountId: role.account, type: "AWS::IAM::Role" }],
    ...(key
      ? { responseElements: { credentials: trailCredentials(showCredentials(key)) } }
      : { errorCode: "AccessDenied", errorMessage: "An unknown error occurred" }),
  });
  return key;
}

function trusts(world: World, assumption: ServiceAssumption): boolean {
  const { role, region, sessionName, origin, source } = assumption;
  const { service } = origin;
  const asOf = enforcedUntil(world);
  const trust = enforced(role.trust, asOf);
  if (!trust || enforced(role.exists, asOf) !== true) return false;
  const now = world.clock.now();
  const context = new Map<string, readonly string[]>([
    ["aws:currenttime", [`${new Date(now).toISOString().slice(0, 19)}Z`]],
    ["aws:epochtime", [String(Math.floor(now / 1000))]],
    ["aws:securetransport", ["true"]],
    ["aws:requestedregion", [region]],
    ["aws:principalisawsservice", ["true"]],
    ["aws:principalservicename", [service]],
    ["aws:principalservicenameslist", [service]],
    ["aws:resourceaccount", [role.account]],
    ["sts:rolesessionname", [sessionName]],
    ...organizationKeys("aws:resource", membershipOf(world, role.account)),
    ...(source ? sourceKeys(world, source) : []),
  ]);
  const request = {
    principal: { type: "service", service },
    action: "sts:AssumeRole",
    resource: role.arn,
    resourceAccount: role.account,
    context,
  } as const;
  const decision = evaluate(request, {
    identity: [],
    resource: { id: role.arn, kind: "trust", document: trust },
    rcps: isServiceLinked(role) ? [] : rcpsOver(world, request.action, role.account, asOf),
  });
  return decision.decision === "allowed";
}

function sourceKeys(world: World, { arn, account }: NonNullable<ServiceAssumption["source"]>) {
  return [
    ["aws:sourcearn", [arn]],
    ["aws:sourceaccount", [account]],
    ...organizationKeys("aws:source", membershipOf(world, account)),
  ] as const;
}

/**
 * Resource control policies do not keep services from their service-linked roles:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
function isServiceLinked({ path }: Role): boolean {
  return path.startsWith("/aws-service-role/");
}
