// Names in EventBridge's calls, and the permissions on what they name.
import { z } from "zod";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { busArn, busAt, readBusName, ruleArn } from "./buses.ts";

export const ruleName = text({ min: 1, max: 64, pattern: /[.\-_A-Za-z0-9]+/ });
export const busName = text({ min: 1, max: 256, pattern: /[/.\-_A-Za-z0-9]+/ });
export const busNameOrArn = text({
  min: 1,
  max: 1600,
  pattern: /(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/.\-_A-Za-z0-9]+/,
});
export const nextToken = text({ min: 1, max: 2048 });

/** One rule: most operations name it `Name`. */
export const namedRule = z.strictObject({ Name: ruleName, EventBusName: busNameOrArn.optional() });

type Context = Access["context"];

export function accessToRule(
  action: string,
  rule: string,
  bus: string | undefined,
  call: Call,
  context: Context = {},
): Access {
  const where = readBusName(bus, call.caller.account, call.region);
  const known = busAt(call.world, where)?.rules.get(rule);
  const tags = [...(known?.tags ?? [])].map(([key, value]) => [`aws:ResourceTag/${key}`, value] as const);
  return {
    action: `events:${action}`,
    resource: ruleArn(where, rule),
    resourceAccount: where.account,
    context: { ...Object.fromEntries(tags), "events:creatorAccount": known ? where.account : undefined, ...context },
  };
}

export function accessToBus(action: string, bus: string | undefined, call: Call, context: Context = {}): Access {
  const where = readBusName(bus, call.caller.account, call.region);
  const policy = busAt(call.world, where)?.policy;
  return {
    action: `events:${action}`,
    resource: busArn(where.account, where.region, where.name),
    resourceAccount: where.account,
    context,
    ...(policy ? { resourcePolicy: policy } : {}),
  };
}

/** Whoever gives EventBridge a role must be allowed to pass that role. */
export function accessToPass(role: string | undefined): readonly Access[] {
  if (role === undefined) return [];
  return [{ action: "iam:PassRole", resource: role, context: { "iam:PassedToService": "events.amazonaws.com" } }];
}
