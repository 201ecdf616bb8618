// Security Hub of an account in a Region: whether it is enabled, and what it holds.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION, perAccount } from "../world.ts";
import type { Finding } from "./finding.ts";

export type ActionTarget = {
  readonly ActionTargetArn: string;
  readonly Name: string;
  readonly Description: string;
};

/** A finding, and the fields of it that belong to the customer since BatchUpdateFindings set them. */
export type Held = { readonly finding: Finding; readonly ownedFields: ReadonlySet<string> };

export type Hub = {
  readonly arn: string;
  /** Undefined while it is disabled. */
  subscribedAt: Instant | undefined;
  disabledAt?: Instant;
  controlFindingGenerator: string;
  autoEnableControls: boolean;
  /** By the finding's ARN: the product's and the finding's id together. */
  readonly findings: Map<string, Held>;
  /** By ARN. */
  readonly actionTargets: Map<string, ActionTarget>;
};

/** By Region. */
export const hubs = perAccount<Map<string, Hub>>(() => new Map());

export function hubArn({ caller, region }: Call): string {
  return `arn:${PARTITION}:securityhub:${region}:${caller.account}:hub/default`;
}

/** The hub of the caller's account in the Region called; throws InvalidAccessException where it is not enabled. */
export function enabledHub(call: Call): Hub & { readonly subscribedAt: Instant } {
  const hub = hubs(call.world, call.caller.account).get(call.region);
  if (isEnabled(hub)) return hub;
  const message = `Account ${call.caller.account} is not subscribed to AWS Security Hub`;
  throw new AwsError("InvalidAccessException", message, 401, { Code: "InvalidAccessException" });
}

export function isEnabled(hub: Hub | undefined): hub is Hub & { readonly subscribedAt: Instant } {
  return hub?.subscribedAt !== undefined;
}

export function onHub(action: string, context: (input: never) => Access["context"] = () => ({})) {
  return (input: unknown, call: Call): readonly Access[] => [
    { action: `securityhub:${action}`, resource: hubArn(call), context: context(input as never) ?? {} },
  ];
}

export function invalidInput(message: string): AwsError {
  return new AwsError("InvalidInputException", message, 400, { Code: "InvalidInputException" });
}
