// By which names LookupEvents would find a record: the same for whoever searches log files.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html names the attributes. Which members a
// resource's name is taken from is not documented: these are the ones that recorded answers of LookupEvents show.
import { textAt, valueAt } from "../record-text.ts";
import type { TrailQuestion } from "../source.ts";

type Attribute = TrailQuestion["attribute"];

export function isFoundBy(record: unknown, attribute: Attribute, value: string): boolean {
  return FINDS[attribute](record, value);
}

const FINDS: Readonly<Record<Attribute, (record: unknown, value: string) => boolean>> = {
  AccessKeyId: (record, value) => textAt(record, "userIdentity", "accessKeyId") === value,
  Username: (record, value) => userNameOf(record) === value,
  ResourceName: (record, value) =>
    ASKED.some((name) => textAt(record, "requestParameters", name) === value) ||
    ANSWERED.some((path) => textAt(record, "responseElements", ...path) === value) ||
    resourcesOf(record).some((resource) => textAt(resource, "ARN") === value),
};

/** A user's name, or a session's. */
function userNameOf(record: unknown): string | undefined {
  const name = textAt(record, "userIdentity", "userName");
  if (name !== undefined) return name;
  const type = textAt(record, "userIdentity", "type");
  if (type !== "AssumedRole" && type !== "FederatedUser") return undefined;
  return textAt(record, "userIdentity", "principalId")?.split(":")[1];
}

const ASKED = [
  ...["roleName", "roleArn", "roleSessionName", "userName", "groupName"],
  ...["policyName", "policyArn", "instanceProfileName", "bucketName"],
];

const ANSWERED = [
  ["credentials", "accessKeyId"],
  ["accessKey", "accessKeyId"],
  ["assumedRoleUser", "arn"],
  ["assumedRoleUser", "assumedRoleId"],
  ["role", "arn"],
  ["role", "roleId"],
  ["user", "arn"],
  ["user", "userId"],
];

function resourcesOf(record: unknown): readonly unknown[] {
  const resources = valueAt(record, "resources");
  return Array.isArray(resources) ? resources : [];
}
