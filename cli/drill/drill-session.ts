// A session of the drill's role: the one that leaks, or the team's next one. What it may do is tried by a harmless call.
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import type { RegionalConnection } from "../regional-connection.ts";

/** `unclear`: AWS did not say, as where it throttles. */
export type Tried = "works" | "refused" | "unclear";

export type DrillSession = {
  readonly accessKeyId: string;
  try(): Promise<Tried>;
};

export const SESSION_NAME = "leaked-in-a-drill";

/** The shortest that STS gives: what cannot be cleaned up ends by itself. */
const SECONDS = 900;

const REFUSED = /^(UnauthorizedOperation|Client\.UnauthorizedOperation|AccessDenied|AccessDeniedException)$/;

/** Undefined where the role cannot be assumed yet: IAM takes some seconds to tell STS of a new one. */
export async function openSession(
  sts: STSClient,
  connection: RegionalConnection,
  RoleArn: string,
): Promise<DrillSession | undefined> {
  const wish = { RoleArn, RoleSessionName: SESSION_NAME, DurationSeconds: SECONDS };
  const answer = await sts.send(new AssumeRoleCommand(wish)).catch(absent);
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer?.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) return undefined;
  const credentials = async () => ({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  });
  const ec2 = new EC2Client({ ...connection, credentials, maxAttempts: 1 });
  return { accessKeyId: AccessKeyId, try: () => tryHarmless(ec2, connection.region) };
}

async function tryHarmless(ec2: EC2Client, region: string): Promise<Tried> {
  try {
    await ec2.send(new DescribeRegionsCommand({ RegionNames: [region] }));
    return "works";
  } catch (error) {
    return REFUSED.test((error as Error).name) ? "refused" : "unclear";
  }
}

function absent(error: Error): undefined {
  if (/^(AccessDenied|AccessDeniedException|MalformedPolicyDocument)$/.test(error.name)) return undefined;
  throw error;
}
