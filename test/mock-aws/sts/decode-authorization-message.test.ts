import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, DecodeAuthorizationMessageCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { otherAccount } from "../../support/other-account.ts";
import { keysOf } from "../../support/session.ts";
import { TRUSTS_ACCOUNT } from "../iam/cast.ts";

let aws: TestAws;
let session: Clients;
beforeEach(async () => {
  aws = await startLocalAws();
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUSTS_ACCOUNT }));
  const wish = new AssumeRoleCommand({ RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "alice" });
  session = aws.as(keysOf((await aws.admin.sts.send(wish)).Credentials));
});
afterEach(() => aws.close());

const decode = (EncodedMessage: string, who = aws.admin) =>
  who.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));

async function refusal(): Promise<string> {
  const error = await session.ec2.send(new DescribeInstancesCommand({})).catch((cause: Error) => cause);
  return (error as Error).message;
}

test("what EC2 encodes tells an administrator who was refused what, and why", async () => {
  const [, encoded = ""] = (await refusal()).split(". Encoded authorization failure message: ");
  const { DecodedMessage } = await decode(encoded);
  expect(JSON.parse(DecodedMessage ?? "")).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: { action: "ec2:DescribeInstances", principal: { arn: expect.stringContaining("assumed-role/app/alice") } },
  });
});

test("whoever was refused may not read it without the permission, and nonsense is refused as such", async () => {
  const [, encoded = ""] = (await refusal()).split(". Encoded authorization failure message: ");
  await expect(decode(encoded, session)).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(decode("nonsense")).rejects.toMatchObject({ name: "InvalidAuthorizationMessageException" });
});

test("in another account it is nonsense too", async () => {
  const [, encoded = ""] = (await refusal()).split(". Encoded authorization failure message: ");
  const refused = decode(encoded, otherAccount(aws));
  await expect(refused).rejects.toMatchObject({ name: "InvalidAuthorizationMessageException" });
});
