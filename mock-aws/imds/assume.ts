// EC2 assuming an instance's role for it: the role's trust policy decides, and the trail shows who called.
import type { RoleSessionOrigin, TemporaryKey } from "../credential.ts";
import type { Instance } from "../ec2/instances.ts";
import { instanceArn } from "../ec2/instances.ts";
import type { Role } from "../iam/entities.ts";
import { evaluate } from "../policy/evaluate.ts";
import { enforced } from "../propagation.ts";
import { recordServiceCall } from "../record-service-call.ts";
import { issue, showCredentials, trailCredentials } from "../sts/issue.ts";
import { enforcedUntil, type World } from "../world.ts";

const EC2 = "ec2.amazonaws.com";

/** 6 hours and 35 minutes [recorded]; a role's MaxSessionDuration does not limit what EC2 delivers. */
const LIFETIME_SECONDS = 6 * 3600 + 35 * 60;

/** Undefined where the role does not trust EC2, or not yet. */
export function assumeFor(
  world: World,
  instance: Instance,
  role: Role,
  delivery: "1.0" | "2.0",
): TemporaryKey | undefined {
  const isTrusted = trusts(world, role, instance);
  const { vpcId, privateIp } = instance;
  const origin: RoleSessionOrigin = {
    by: "service",
    service: EC2,
    instanceArn: instanceArn(instance),
    instance: { delivery, vpcId, privateIp },
  };
  const session = {
    type: "role",
    role,
    name: instance.instanceId,
    tags: new Map<string, string>(),
    transitiveTagKeys: [],
    origin,
  } as const;
  const key = isTrusted ? issue(world, { account: role.account, seconds: LIFETIME_SECONDS, session }) : undefined;
  if (key) role.lastUsed = { at: world.clock.now(), region: instance.region };
  recordServiceCall(world, {
    service: EC2,
    account: role.account,
    region: instance.region,
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    readOnly: true,
    requestParameters: { roleArn: role.arn, roleSessionName: instance.instanceId },
    resources: [{ ARN: role.arn, accountId: role.account, type: "AWS::IAM::Role" }],
    ...(key
      ? { responseElements: { credentials: trailCredentials(showCredentials(key)) } }
      : { errorCode: "AccessDenied", errorMessage: "An unknown error occurred" }),
  });
  return key;
}

function trusts(world: World, role: Role, instance: Instance): boolean {
  const asOf = enforcedUntil(world);
  const trust = enforced(role.trust, asOf);
  if (!trust || enforced(role.exists, asOf) !== true) return false;
  const now = world.clock.now();
  const context = new Map<string, readonly string[]>([
    ["aws:currenttime", [`${new Date(now).toISOString().slice(0, 19)}Z`]],
    ["aws:epochtime", [String(Math.floor(now / 1000))]],
    ["aws:securetransport", ["true"]],
    ["aws:requestedregion", [instance.region]],
    ["aws:principalisawsservice", ["true"]],
    ["aws:principalservicename", [EC2]],
    ["aws:principalservicenameslist", [EC2]],
    ["aws:resourceaccount", [role.account]],
    ["sts:rolesessionname", [instance.instanceId]],
  ]);
  const request = {
    principal: { type: "service", service: EC2 },
    action: "sts:AssumeRole",
    resource: role.arn,
    resourceAccount: role.account,
    context,
  } as const;
  const decision = evaluate(request, { identity: [], resource: { id: role.arn, kind: "trust", document: trust } });
  return decision.decision === "allowed";
}
