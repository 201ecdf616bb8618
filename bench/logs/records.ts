// Records as CloudTrail writes them for a busy account: sessions of roles that call the APIs one meets in every trail.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { createHash } from "node:crypto";

export type BenchSession = {
  readonly accessKeyId: string;
  readonly account: string;
  readonly role: string;
  readonly roleId: string;
  readonly name: string;
  readonly issuedAt: number;
};

/** A number from 0 up to, and without, `below`. */
export type Roll = (below: number) => number;

/** The same numbers each time: xorshift, https://www.jstatsoft.org/article/view/v008i14 */
export function dice(seed: number): Roll {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Hexadecimal digits that nothing compresses. */
export function digits(seed: string, length: number): string {
  return createHash("sha512").update(seed).digest("hex").slice(0, length);
}

const CALLS = [
  ["ec2.amazonaws.com", "DescribeInstances", true, "maxResults 100 nextToken"],
  ["s3.amazonaws.com", "GetBucketAcl", true, "bucketName Host"],
  ["kms.amazonaws.com", "Decrypt", true, "encryptionContext encryptionAlgorithm"],
  ["sts.amazonaws.com", "GetCallerIdentity", true, ""],
  ["dynamodb.amazonaws.com", "DescribeTable", true, "tableName"],
  ["logs.amazonaws.com", "CreateLogStream", false, "logGroupName logStreamName"],
  ["lambda.amazonaws.com", "GetFunction20150331v2", true, "functionName"],
  ["iam.amazonaws.com", "GetRole", true, "roleName"],
  ["secretsmanager.amazonaws.com", "GetSecretValue", true, "secretId"],
  ["ssm.amazonaws.com", "UpdateInstanceInformation", false, "instanceId agentVersion platformType"],
] as const;

const AGENTS = [
  "aws-sdk-go-v2/1.30.3 ua/2.1 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.173.0",
  "Boto3/1.34.144 md/Botocore#1.34.144 ua/2.0 os/linux#5.10.219 md/arch#x86_64 lang/python#3.12.3",
  "aws-cli/2.17.9 md/awscrt#0.20.11 ua/2.0 os/macos#23.5.0 md/arch#arm64 lang/python#3.11.9 cfg/retry-mode#standard",
  "[aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.219-208.866.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/25.412-b08]",
] as const;

type Said = { readonly at: number; readonly region: string; readonly id: string };

/** One of the usual calls. */
export function usualRecord(session: BenchSession, said: Said, roll: Roll): object {
  const [source, name, readOnly, members] = CALLS[roll(CALLS.length)] ?? CALLS[0];
  const asked = members.split(" ").filter(Boolean);
  const requestParameters =
    asked.length === 0 ? null : Object.fromEntries(asked.map((member) => [member, `${member}-${roll(5000)}`]));
  return record(session, said, { source, name, readOnly, requestParameters, responseElements: null }, roll);
}

/** A session that opens another one. */
export function openingRecord(by: BenchSession, opened: BenchSession, said: Said, roll: Roll) {
  const requestParameters = {
    roleArn: `arn:aws:iam::${opened.account}:role/${opened.role}`,
    roleSessionName: opened.name,
    durationSeconds: 3600,
  };
  const responseElements = {
    credentials: {
      accessKeyId: opened.accessKeyId,
      sessionToken: Buffer.from(digits(opened.accessKeyId, 128).repeat(4), "hex").toString("base64"),
      expiration: new Date(said.at + 3_600_000).toUTCString(),
    },
    assumedRoleUser: {
      assumedRoleId: `${opened.roleId}:${opened.name}`,
      arn: `arn:aws:sts::${opened.account}:assumed-role/${opened.role}/${opened.name}`,
    },
  };
  const call = { source: "sts.amazonaws.com", name: "AssumeRole", readOnly: true, requestParameters, responseElements };
  return record(by, said, call, roll);
}

type Call = {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly requestParameters: object | null;
  readonly responseElements: object | null;
};

function record(
  { accessKeyId, account, role, roleId, name: session, issuedAt }: BenchSession,
  { at, region, id }: Said,
  { source, name, readOnly, requestParameters, responseElements }: Call,
  roll: Roll,
): object {
  const random = digits(id, 64);
  return {
    eventVersion: "1.09",
    userIdentity: {
      type: "AssumedRole",
      principalId: `${roleId}:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      accountId: account,
      accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: roleId,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        attributes: { creationDate: second(issuedAt), mfaAuthenticated: "false" },
      },
    },
    eventTime: second(at),
    eventSource: source,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: `10.${roll(16)}.${roll(256)}.${roll(256)}`,
    userAgent: AGENTS[roll(AGENTS.length)],
    requestParameters,
    responseElements,
    requestID: uuid(random.slice(32)),
    eventID: uuid(random),
    readOnly,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: `${source.split(".")[0]}.${region}.amazonaws.com`,
    },
  };
}

function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** As CloudTrail writes times. */
function second(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
