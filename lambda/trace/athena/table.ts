// The table over an organization's trail, as data: what a record looks like, where its log files lie, and which of them a query reads.
//
// https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html

/**
 * What a member of a record is. `json`: AWS's services write what they like there; Athena has it as one text. A column's
 * name is the member's in lower case, since Hive knows no other.
 */
export type Shape = "text" | "flag" | "json" | readonly [Shape] | { readonly [member: string]: Shape };

/** What has no place here is lost on the way through Athena. AWS's own example leaves out what a session carries on. */
export const RECORD = {
  eventVersion: "text",
  userIdentity: {
    type: "text",
    principalId: "text",
    arn: "text",
    accountId: "text",
    accessKeyId: "text",
    userName: "text",
    invokedBy: "text",
    identityProvider: "text",
    credentialId: "text",
    onBehalfOf: { userId: "text", identityStoreArn: "text" },
    sessionContext: {
      attributes: { mfaAuthenticated: "text", creationDate: "text" },
      sessionIssuer: { type: "text", principalId: "text", arn: "text", accountId: "text", userName: "text" },
      webIdFederationData: { federatedProvider: "text" },
      ec2RoleDelivery: "text",
      sourceIdentity: "text",
      assumedRoot: "text",
    },
  },
  eventTime: "text",
  eventSource: "text",
  eventName: "text",
  awsRegion: "text",
  sourceIPAddress: "text",
  userAgent: "text",
  errorCode: "text",
  errorMessage: "text",
  requestParameters: "json",
  responseElements: "json",
  additionalEventData: "json",
  requestID: "text",
  eventID: "text",
  readOnly: "flag",
  resources: [{ ARN: "text", accountId: "text", type: "text" }],
  eventType: "text",
  managementEvent: "flag",
  recipientAccountId: "text",
  serviceEventDetails: "json",
  sharedEventID: "text",
  vpcEndpointId: "text",
  eventCategory: "text",
  sessionCredentialFromConsole: "flag",
  tlsDetails: { tlsVersion: "text", cipherSuite: "text", clientProvidedHostHeader: "text" },
} as const satisfies Readonly<Record<string, Shape>>;

export const DATABASE = "credential_leak_responder";
export const TABLE = "trail";
export const WORKGROUP = "credential-leak-responder";

/** Each part of a log file's path that a query has to name. */
export const PARTITIONS = ["account", "region", "day"] as const;

/** Hive's. */
export function columns(): readonly { readonly name: string; readonly type: string }[] {
  return Object.entries(RECORD).map(([member, shape]) => ({ name: member.toLowerCase(), type: hiveType(shape) }));
}

function hiveType(shape: Shape): string {
  if (typeof shape === "string") return "string";
  if (isList(shape)) return `array<${hiveType(shape[0])}>`;
  const members = Object.entries(shape).map(([name, inner]) => `${name.toLowerCase()}:${hiveType(inner)}`);
  return `struct<${members.join(",")}>`;
}

export function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** How AWS's readers of CloudTrail's files are called in Hive. */
export const STORAGE = {
  serde: "org.apache.hive.hcatalog.data.JsonSerDe",
  inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
} as const;

/**
 * Account and Region are `injected`: the query names them, so that neither a new account nor a new Region is missing before
 * somebody has changed the table, and a query without them fails instead of reading everything. A folder's day is that of
 * the delivery. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 *
 * `location`: what stands before the account: `s3://logs/AWSLogs/o-a1b2c3d4e5`.
 */
export function tableParameters(location: string): Readonly<Record<string, string>> {
  return {
    EXTERNAL: "TRUE",
    classification: "cloudtrail",
    "projection.enabled": "true",
    "projection.account.type": "injected",
    "projection.region.type": "injected",
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.range": "2013/11/01,NOW+2DAYS", // CloudTrail began that month.
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "storage.location.template": `${location}/\${account}/CloudTrail/\${region}/\${day}/`,
  };
}
