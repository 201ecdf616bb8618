// Instances: what runs, with which instance profile, and where its metadata service answers.
import type { Instant } from "../clock.ts";
import type { InstanceProfile } from "../iam/entities.ts";
import { PARTITION, perWorld } from "../world.ts";

export type MetadataOptions = {
  readonly httpEndpoint: "enabled" | "disabled";
  readonly httpTokens: "optional" | "required";
  readonly httpPutResponseHopLimit: number;
  readonly httpProtocolIpv6: "enabled" | "disabled";
  readonly instanceMetadataTags: "enabled" | "disabled";
};

/** A new one for each association, as its id is. */
export type ProfileAssociation = {
  readonly id: string;
  readonly profile: InstanceProfile;
  readonly since: Instant;
};

export type Instance = {
  readonly instanceId: string;
  readonly account: string;
  readonly region: string;
  readonly reservationId: string;
  /** 0 for the first instance of its reservation. */
  readonly launchIndex: number;
  readonly imageId: string;
  readonly instanceType: string;
  readonly availabilityZone: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly securityGroupId: string;
  readonly privateIp: string;
  readonly clientToken?: string;
  readonly userData?: Buffer;
  readonly tags: Map<string, string>;
  metadata: MetadataOptions;
  association?: ProfileAssociation | undefined;
  state: "running" | "stopped" | "terminated";
  /** When it last started. */
  launchedAt: Instant;
  /** `User initiated (2026-03-01 09:00:00 GMT)`; empty while it runs. */
  stateReason: string;
  terminatedAt?: Instant;
  /** `http://127.0.0.1:<port>`, while it runs. */
  imds?: string | undefined;
};

/** All instances, of every account, by id. */
export const instances = perWorld<Map<string, Instance>>(() => new Map());

export function instanceArn({
  account,
  region,
  instanceId,
}: Pick<Instance, "account" | "region" | "instanceId">): string {
  return `arn:${PARTITION}:ec2:${region}:${account}:instance/${instanceId}`;
}
