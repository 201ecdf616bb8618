// Whether a rule may send an event on to another bus: its role must be allowed to, and so must that bus's policy.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
import { policiesOfRole } from "../iam/applicable.ts";
import type { Role } from "../iam/entities.ts";
import { membershipOf, organizationKeys } from "../organizations/levels.ts";
import { evaluate } from "../policy/evaluate.ts";
import { accessDeniedMessage } from "../policy/message.ts";
import type { PolicySource } from "../policy/policies.ts";
import type { AccessRequest } from "../policy/request.ts";
import { enforced } from "../propagation.ts";
import { serviceMay } from "../service-access.ts";
import { roleByArn } from "../sts/role-arn.ts";
import { noteRefusal, noteUse } from "../used-permissions.ts";
import { enforcedUntil, PARTITION, type World } from "../world.ts";
import { type Bus, busAt, type Rule, readBusName, type Target } from "./buses.ts";
import type { Failure } from "./failure.ts";

export type Forwarding = { readonly rule: Rule; readonly target: Target; readonly isForwarded: boolean };

/** The bus, or why the event does not get there. */
export function mayForward(world: World, { rule, target, isForwarded }: Forwarding): Bus | Failure {
  const bus = busAt(world, readBusName(target.Arn, rule.bus.account, rule.bus.region));
  if (!bus) return { code: "NO_RESOURCE", message: `The event bus ${target.Arn} does not exist.` };
  if (isForwarded) {
    const kind = bus.region === rule.bus.region ? "ACCOUNT" : "REGION";
    return { code: `THIRD_${kind}_HOP_DETECTED`, message: "An event is sent on from bus to bus only once." };
  }
  return isAllowed(world, rule, target, bus)
    ? bus
    : { code: "NO_PERMISSIONS", message: `The rule may not put events on ${bus.arn}.` };
}

function isAllowed(world: World, rule: Rule, target: Target, bus: Bus): boolean {
  const request = { action: "events:PutEvents", resource: bus.arn, resourceAccount: bus.account };
  const context = new Map([
    ["aws:sourcearn", [rule.arn]],
    ["aws:sourceaccount", [rule.bus.account]],
    ["aws:principalaccount", [rule.bus.account]],
    ...organizationKeys("aws:principal", membershipOf(world, rule.bus.account)),
  ]);
  const resource = bus.policy ? { resource: bus.policy } : {};
  if (target.RoleArn === undefined) {
    const { account } = rule.bus;
    const principal = { type: "root", account, arn: `arn:${PARTITION}:iam::${account}:root` } as const;
    return evaluate({ ...request, principal, context }, { identity: [], ...resource }).decision === "allowed";
  }
  const { role } = roleByArn(world, target.RoleArn);
  if (!role || !trustsEvents(world, rule, role)) return false;
  const principal: AccessRequest["principal"] = {
    type: "role-session",
    account: role.account,
    arn: `arn:${PARTITION}:sts::${role.account}:assumed-role/${role.name}/events`,
    roleArn: role.arn,
    roleId: role.id,
  };
  const policies = { ...policiesOfRole(world, role, enforcedUntil(world)), ...resource };
  const asked = { ...request, principal, context: context.set("aws:principalarn", [role.arn]) };
  const decision = evaluate(asked, policies);
  if (decision.decision === "allowed") noteUse(world, { principal }, request.action);
  else noteRefusal(world, { principal }, accessDeniedMessage(asked, decision));
  return decision.decision === "allowed";
}

function trustsEvents(world: World, rule: Rule, role: Role): boolean {
  const trust = enforced(role.trust, enforcedUntil(world));
  const policy: PolicySource | undefined = trust && { id: role.arn, kind: "trust", document: trust };
  const { account, region } = rule.bus;
  const source = { sourceArn: rule.arn, sourceAccount: account };
  const access = {
    service: "events.amazonaws.com",
    action: "sts:AssumeRole",
    resource: role.arn,
    resourceAccount: role.account,
  };
  return serviceMay(world, { ...access, region, ...source }, policy);
}
