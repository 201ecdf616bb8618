// Whether a service of AWS may use a resource by itself: only the resource's own policy can say so.
import { isoSeconds } from "./context.ts";
import { membershipOf, organizationKeys, rcpsOver } from "./organizations/levels.ts";
import { evaluate } from "./policy/evaluate.ts";
import type { PolicySource } from "./policy/policies.ts";
import { enforcedUntil, type World } from "./world.ts";

export type ServiceRequest = {
  /** `events.amazonaws.com` */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly region: string;
  /** On whose behalf: the rule or topic. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
};

export function serviceMay(world: World, request: ServiceRequest, policy: PolicySource | undefined): boolean {
  if (!policy) return false;
  const { service, action, resource, resourceAccount, region, sourceArn, sourceAccount } = request;
  const now = world.clock.now();
  const context = new Map<string, readonly string[]>([
    ["aws:currenttime", [isoSeconds(now)]],
    ["aws:epochtime", [String(Math.floor(now / 1000))]],
    ["aws:securetransport", ["true"]],
    ["aws:requestedregion", [region]],
    ["aws:principalisawsservice", ["true"]],
    ["aws:principalservicename", [service]],
    ["aws:viaawsservice", ["false"]],
    ["aws:resourceaccount", [resourceAccount]],
    ["aws:sourcearn", [sourceArn]],
    ["aws:sourceaccount", [sourceAccount]],
    ...organizationKeys("aws:source", membershipOf(world, sourceAccount)),
    ...organizationKeys("aws:resource", membershipOf(world, resourceAccount)),
  ]);
  const principal = { type: "service", service } as const;
  const decision = evaluate(
    { principal, action, resource, resourceAccount, context },
    { identity: [], resource: policy, rcps: rcpsOver(world, action, resourceAccount, enforcedUntil(world)) },
  );
  return decision.decision === "allowed";
}
