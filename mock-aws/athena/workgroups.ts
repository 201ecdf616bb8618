// Workgroups: who may run queries in what way, and how much one may read.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { bool, text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION, perAccount, type World } from "../world.ts";

export type WorkGroup = {
  readonly name: string;
  readonly createdAt: Instant;
  readonly description?: string | undefined;
  readonly configuration: Configuration;
};

/** Results lie with Athena, for 24 hours: https://docs.aws.amazon.com/athena/latest/ug/managed-results.html */
export const configuration = z.strictObject({
  ManagedQueryResultsConfiguration: z.strictObject({ Enabled: z.literal(true) }),
  EnforceWorkGroupConfiguration: bool().default(true),
  PublishCloudWatchMetricsEnabled: bool().default(true),
  RequesterPaysEnabled: z.literal(false).default(false),
  BytesScannedCutoffPerQuery: z.int().min(10_000_000).optional(),
  EngineVersion: z.strictObject({ SelectedEngineVersion: z.literal("Athena engine version 3") }).optional(),
});

type Configuration = z.infer<typeof configuration>;

export const workGroupName = text({ min: 1, max: 128, pattern: /[a-zA-Z0-9._-]{1,128}/ });

const workGroups = perAccount<Map<string, WorkGroup>>(() => new Map());

/** By Region and name. */
export function workGroupsOf(world: World, account: string): Map<string, WorkGroup> {
  return workGroups(world, account);
}

export function keyOf({ region }: Pick<Call, "region">, name: string): string {
  return `${region} ${name}`;
}

/** Throws InvalidRequestException. */
export function findWorkGroup(name: string, call: Call): WorkGroup {
  const found = workGroupsOf(call.world, call.caller.account).get(keyOf(call, name));
  if (found) return found;
  throw new AwsError("InvalidRequestException", `WorkGroup ${name} is not found.`);
}

export function onWorkGroup(action: string, name: string, { caller, region }: Call): readonly Access[] {
  const resource = `arn:${PARTITION}:athena:${region}:${caller.account}:workgroup/${name}`;
  return [{ action: `athena:${action}`, resource }];
}
