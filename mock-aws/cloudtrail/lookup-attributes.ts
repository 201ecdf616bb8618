// What LookupEvents can search an event by: one attribute at a time.
import type { TrailRecord } from "./trail-record.ts";

export const LOOKUP_ATTRIBUTES = [
  "EventId",
  "EventName",
  "ReadOnly",
  "Username",
  "ResourceType",
  "ResourceName",
  "EventSource",
  "AccessKeyId",
] as const;

export type LookupAttribute = (typeof LOOKUP_ATTRIBUTES)[number];

/** `<attribute> <value>` of each but the event's id, which is an index of its own. */
export function lookupAttributesOf(record: TrailRecord): ReadonlySet<string> {
  const keys = new Set([
    `EventName ${record.eventName}`,
    `EventSource ${record.eventSource}`,
    `ReadOnly ${record.readOnly}`,
  ]);
  const { accessKeyId } = record.userIdentity;
  const username = lookupUsername(record);
  if (accessKeyId !== undefined) keys.add(`AccessKeyId ${accessKeyId}`);
  if (username !== undefined) keys.add(`Username ${username}`);
  for (const { ResourceName, ResourceType } of lookupResources(record)) {
    keys.add(`ResourceName ${ResourceName}`);
    if (ResourceType !== undefined) keys.add(`ResourceType ${ResourceType}`);
  }
  return keys;
}

/** The user's name, a session's name, or `root`: what the event history shows and searches as "User name". */
export function lookupUsername({ userIdentity }: TrailRecord): string | undefined {
  if (userIdentity.userName !== undefined) return userIdentity.userName;
  if (userIdentity.type === "Root") return "root";
  const isSession = userIdentity.type === "AssumedRole" || userIdentity.type === "FederatedUser";
  return isSession ? userIdentity.principalId?.split(":")[1] : undefined;
}

export type LookupResource = { readonly ResourceType?: string; readonly ResourceName: string };

/** Members of requestParameters and responseElements that name a resource, as recorded answers of LookupEvents show them. */
const NAMED_BY: Readonly<Record<string, string>> = {
  roleName: "AWS::IAM::Role",
  roleArn: "AWS::IAM::Role",
  roleSessionName: "AWS::STS::AssumedRole",
  userName: "AWS::IAM::User",
  groupName: "AWS::IAM::Group",
  policyName: "AWS::IAM::Policy",
  policyArn: "AWS::IAM::Policy",
  instanceProfileName: "AWS::IAM::InstanceProfile",
  bucketName: "AWS::S3::Bucket",
};

/** Inside members of responseElements. */
const NAMED_BY_RESPONSE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  credentials: { accessKeyId: "AWS::IAM::AccessKey" },
  accessKey: { accessKeyId: "AWS::IAM::AccessKey" },
  assumedRoleUser: { arn: "AWS::STS::AssumedRole", assumedRoleId: "AWS::STS::AssumedRole" },
  role: { arn: "AWS::IAM::Role", roleId: "AWS::IAM::Role" },
  user: { arn: "AWS::IAM::User", userId: "AWS::IAM::User" },
};

export function lookupResources(record: TrailRecord): readonly LookupResource[] {
  const named = [
    ...membersOf(record.requestParameters, NAMED_BY),
    ...Object.entries(NAMED_BY_RESPONSE).flatMap(([name, types]) =>
      membersOf(member(record.responseElements, name), types),
    ),
    ...(record.resources ?? []).map(
      ({ ARN, type }): LookupResource => ({
        ...(type === undefined ? {} : { ResourceType: type }),
        ResourceName: ARN,
      }),
    ),
  ];
  return [
    ...new Map(named.map((resource) => [`${resource.ResourceType} ${resource.ResourceName}`, resource])).values(),
  ];
}

function membersOf(value: unknown, types: Readonly<Record<string, string>>): LookupResource[] {
  return Object.entries(types).flatMap(([name, ResourceType]) => {
    const text = member(value, name);
    return typeof text === "string" ? [{ ResourceType, ResourceName: text }] : [];
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
