// The permission that an operation on instances takes, with the condition keys that describe an instance.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html
import type { Access, Call } from "../operation.ts";
import { ownInstance } from "./find.ts";
import { type Instance, instanceArn } from "./instances.ts";

/** `ec2:<name>` on each instance; one that does not exist is asked for under its id all the same. */
export function onInstances(
  name: string,
  ids: readonly string[],
  call: Call,
  context: Access["context"] = {},
): readonly Access[] {
  return ids.map((instanceId) => {
    const instance = ownInstance(instanceId, call);
    return {
      action: `ec2:${name}`,
      resource: instanceArn({ account: call.caller.account, region: call.region, instanceId }),
      context: { "ec2:Region": call.region, ...(instance ? instanceKeys(instance) : {}), ...context },
    };
  });
}

function instanceKeys(instance: Instance): NonNullable<Access["context"]> {
  const tags = [...instance.tags].flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`ec2:ResourceTag/${key}`, value],
  ]);
  return {
    "ec2:InstanceID": instance.instanceId,
    "ec2:InstanceType": instance.instanceType,
    "ec2:InstanceProfile": instance.association?.profile.arn,
    "ec2:AvailabilityZone": instance.availabilityZone,
    ...LAUNCH_DEFAULTS,
    ...metadataKeys(instance.metadata),
    ...Object.fromEntries(tags),
  };
}

/** What holds of every instance here. */
export const LAUNCH_DEFAULTS = {
  "ec2:Tenancy": "default",
  "ec2:RootDeviceType": "ebs",
  "ec2:EbsOptimized": "false",
  "ec2:InstanceMarketType": "on-demand",
} as const;

export function metadataKeys(metadata: Instance["metadata"]) {
  return {
    "ec2:MetadataHttpEndpoint": metadata.httpEndpoint,
    "ec2:MetadataHttpTokens": metadata.httpTokens,
    "ec2:MetadataHttpPutResponseHopLimit": String(metadata.httpPutResponseHopLimit),
    "ec2:InstanceMetadataTags": metadata.instanceMetadataTags,
  };
}
