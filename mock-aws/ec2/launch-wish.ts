// What a request to RunInstances may ask for.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { integer, list, oneOf } from "../input.ts";
import type { MetadataOptions } from "./instances.ts";
import { profileWish } from "./profile.ts";

const ON_OFF = oneOf(["enabled", "disabled"]);

export const metadataWish = {
  HttpEndpoint: ON_OFF.optional(),
  HttpTokens: oneOf(["optional", "required"]).optional(),
  HttpPutResponseHopLimit: integer(1, 64).optional(),
  HttpProtocolIpv6: ON_OFF.optional(),
  InstanceMetadataTags: ON_OFF.optional(),
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export const launchWish = {
  ImageId: z.string(),
  MinCount: integer(1, 1000),
  MaxCount: integer(1, 1000),
  InstanceType: z
    .string()
    .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "is not an instance type")
    .default("m1.small"),
  IamInstanceProfile: profileWish.optional(),
  MetadataOptions: z.object(metadataWish).optional(),
  TagSpecification: list(
    z.object({
      ResourceType: z.string(),
      Tag: list(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256).default("") })),
    }),
  ).optional(),
  UserData: z.string().optional(),
  ClientToken: z.string().max(64).optional(),
};

export type LaunchWish = z.output<z.ZodObject<typeof launchWish>>;

/** IMDSv1 is allowed unless the launch, the image or the account says otherwise. */
const DEFAULT_METADATA: MetadataOptions = {
  httpEndpoint: "enabled",
  httpTokens: "optional",
  httpPutResponseHopLimit: 1,
  httpProtocolIpv6: "disabled",
  instanceMetadataTags: "disabled",
};

export function metadataOptions(
  wish: z.output<z.ZodObject<typeof metadataWish>> = {},
  before: MetadataOptions = DEFAULT_METADATA,
): MetadataOptions {
  return {
    httpEndpoint: wish.HttpEndpoint ?? before.httpEndpoint,
    httpTokens: wish.HttpTokens ?? before.httpTokens,
    httpPutResponseHopLimit: wish.HttpPutResponseHopLimit ?? before.httpPutResponseHopLimit,
    httpProtocolIpv6: wish.HttpProtocolIpv6 ?? before.httpProtocolIpv6,
    instanceMetadataTags: wish.InstanceMetadataTags ?? before.instanceMetadataTags,
  };
}

export function refuseImpossible({ ImageId, MinCount, MaxCount, UserData }: LaunchWish): void {
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(ImageId)) {
    throw new AwsError("InvalidAMIID.Malformed", `Invalid id: "${ImageId}" (expecting "ami-...")`, 400);
  }
  if (MinCount > MaxCount) {
    const message = `Value (${MinCount}) for parameter minCount is invalid. It must not be greater than maxCount (${MaxCount}).`;
    throw new AwsError("InvalidParameterValue", message, 400);
  }
  if (UserData !== undefined && Buffer.from(UserData, "base64").length > 16 * 1024) {
    throw new AwsError("InvalidParameterValue", "User data is limited to 16384 bytes", 400);
  }
}

/** Tags of the instances themselves; volumes and the like, which exist in name only, keep none. */
export function instanceTags({ TagSpecification = [] }: LaunchWish): ReadonlyMap<string, string> {
  const own = TagSpecification.filter(({ ResourceType }) => ResourceType === "instance");
  return new Map(own.flatMap(({ Tag }) => Tag.map(({ Key, Value }): [string, string] => [Key, Value])));
}
