// The permissions that a launch takes: on each thing that it uses or makes, and on the role that it hands over.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
import type { Access, Call } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { LAUNCH_DEFAULTS, metadataKeys } from "./access.ts";
import { type LaunchWish, metadataOptions } from "./launch-wish.ts";
import { defaultNetwork } from "./network.ts";
import { passRole, profileOf } from "./profile.ts";

export function launchAccess(wish: LaunchWish, call: Call): readonly Access[] {
  const { caller, region, world } = call;
  const network = defaultNetwork(world, caller.account, region);
  const arn = (resource: string, account = caller.account) => `arn:${PARTITION}:ec2:${region}:${account}:${resource}`;
  const instance = arn("instance/*");
  const tags = (wish.TagSpecification ?? []).flatMap(({ Tag }) => Tag);
  const requestTags = {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    "aws:TagKeys": tags.length > 0 ? tags.map(({ Key }) => Key) : undefined,
  };
  const context = {
    "ec2:Region": region,
    "ec2:InstanceType": wish.InstanceType,
    "ec2:InstanceProfile": wish.IamInstanceProfile && profileOf(wish.IamInstanceProfile, call).arn,
    "ec2:AvailabilityZone": network.availabilityZone,
    ...LAUNCH_DEFAULTS,
    ...metadataKeys(metadataOptions(wish.MetadataOptions)),
    ...requestTags,
  };
  const run = (resource: string, more: Access["context"] = { "ec2:Region": region }) => ({
    action: "ec2:RunInstances",
    resource,
    context: more,
  });
  const placed = {
    "ec2:Region": region,
    "ec2:Vpc": arn(`vpc/${network.vpcId}`),
    "ec2:AvailabilityZone": network.availabilityZone,
  };
  return [
    run(instance, context),
    run(arn(`image/${wish.ImageId}`, ""), { "ec2:Region": region, "ec2:ImageID": wish.ImageId }),
    run(arn(`subnet/${network.subnetId}`), { ...placed, "ec2:SubnetID": network.subnetId }),
    run(arn("network-interface/*"), { ...placed, "ec2:Subnet": arn(`subnet/${network.subnetId}`) }),
    run(arn(`security-group/${network.securityGroupId}`), {
      ...placed,
      "ec2:SecurityGroupID": network.securityGroupId,
    }),
    run(arn("volume/*")),
    ...taggedTypes(wish).map((type) => ({
      action: "ec2:CreateTags",
      resource: arn(`${type}/*`),
      context: { "ec2:Region": region, "ec2:CreateAction": "RunInstances", ...requestTags },
    })),
    ...(wish.IamInstanceProfile ? passRole(wish.IamInstanceProfile, instance, call) : []),
  ];
}

function taggedTypes({ TagSpecification = [] }: LaunchWish): readonly string[] {
  return [...new Set(TagSpecification.map(({ ResourceType }) => ResourceType))];
}
