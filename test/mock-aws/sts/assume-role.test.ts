import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TRUSTS_ACCOUNT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" }],
});

test("AssumeRole gives four parts that work until they expire", async () => {
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUSTS_ACCOUNT }));
  await aws.admin.iam.send(
    new PutRolePolicyCommand({
      RoleName: "app",
      PolicyName: "work",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "iam:Get*", Resource: "*" },
      }),
    }),
  );
  const { Credentials } = await aws.admin.sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "alice" }),
  );
  const session = aws.as({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });
  const identity = await session.sts.send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toBe("arn:aws:sts::111122223333:assumed-role/app/alice");

  await aws.advance(3600);
  await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
});
