// Without sockets everything is as with them: the same calls in the same world give the same answers, refusals among them.
import { DescribeInstancesCommand, DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { CreateRoleCommand, GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "vitest";
import { type Clients, clientsOf } from "../../local/clients.ts";
import { directAws } from "../../local/direct-aws.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { startLocalAws, TEST_START, type TestAws } from "../support/local-aws.ts";
import { policy } from "../support/service.ts";

const TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
const ALL = policy({ Effect: "Allow", Action: "*", Resource: "*" });
/** The SDK would throw dice for it. */
const VERSION = "0123456789abcdef0123456789abcdef";
const RoleArn = "arn:aws:iam::111122223333:role/app";

/** A call of each protocol, with queries, signs that need escaping, and things that are refused. */
const CALLS: readonly ((as: Clients) => Promise<unknown>)[] = [
  ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
  ({ iam }) =>
    iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUST, Description: "ü & 'é' (*)" })),
  ({ iam }) => iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "all", PolicyDocument: ALL })),
  ({ iam }) => iam.send(new GetRoleCommand({ RoleName: "app" })),
  ({ iam }) => iam.send(new GetRoleCommand({ RoleName: "absent" })),
  ({ sts }) => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session" })),
  ({ sts }) => sts.send(new AssumeRoleCommand({ RoleArn: `${RoleArn}-absent`, RoleSessionName: "session" })),
  ({ ec2 }) => ec2.send(new DescribeRegionsCommand({ AllRegions: true })),
  ({ ec2 }) => ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-0123456789abcdef0"] })),
  ({ secrets }) =>
    secrets.send(
      new CreateSecretCommand({ Name: "prod/database", SecretString: "jewels, ü", ClientRequestToken: VERSION }),
    ),
  ({ secrets }) => secrets.send(new GetSecretValueCommand({ SecretId: "prod/database" })),
  ({ secrets }) => secrets.send(new GetSecretValueCommand({ SecretId: "absent" })),
  ({ s3 }) => s3.send(new CreateBucketCommand({ Bucket: "reports" })),
  ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: "reports", Key: "a b/ü(1)!*'.txt", Body: "text" })),
  ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: "reports", Prefix: "a b/", Delimiter: "/" })),
  ({ s3 }) => s3.send(new GetObjectCommand({ Bucket: "reports", Key: "absent" })),
];

let socket: TestAws | undefined;
afterEach(() => socket?.close());

test("each answer is the socket's, to the request's id", async () => {
  socket = await startLocalAws();
  const direct = directAws({ start: TEST_START, seed: 7 });
  const { endpoint, requestHandler } = direct;
  const others = clientsOf(endpoint, ADMIN_KEY, { requestHandler });
  for (const call of CALLS) expect(await answerOf(call(others))).toEqual(await answerOf(call(socket.admin)));
  await direct.aws.stop();
});

test("a signature by another secret is refused", async () => {
  const { aws, endpoint, requestHandler } = directAws({ start: TEST_START, seed: 7 });
  const thief = clientsOf(endpoint, { ...ADMIN_KEY, secretAccessKey: "guessed" }, { requestHandler });
  await expect(thief.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
  await aws.stop();
});

/** The answer or the refusal, with what the SDK tells of the exchange. */
async function answerOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return asData(await call);
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata: object };
    return { name, message, ...asData($metadata) };
  }
}

function asData(answer: unknown): object {
  return JSON.parse(JSON.stringify(answer));
}
