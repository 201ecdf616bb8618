import {
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy, sessionWith } from "../../support/session.ts";

const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

let aws: TestAws;
let arn: string;
beforeEach(async () => {
  aws = await startLocalAws();
  const { ARN } = await aws.admin.secrets.send(
    new CreateSecretCommand({ Name: "prod/db", SecretString: "hunter2", KmsKeyId: KEY }),
  );
  arn = ARN ?? "";
});
afterEach(() => aws.close());

const read = (SecretId: string) => new GetSecretValueCommand({ SecretId });

const share = (...statements: Record<string, unknown>[]) =>
  aws.admin.secrets.send(new PutResourcePolicyCommand({ SecretId: "prod/db", ResourcePolicy: policy(...statements) }));

const TO_OTHERS = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
  Action: "secretsmanager:GetSecretValue",
  Resource: "*",
};

test("a permission names the secret by its ARN, the six characters as wildcards or as they are", async () => {
  for (const Resource of [arn, "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-??????"]) {
    const reader = await sessionWith(aws, { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource });
    expect((await reader.secrets.send(read("prod/db"))).SecretString).toBe("hunter2");
  }
  const stranger = await sessionWith(aws, {
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: "arn:aws:secretsmanager:*:*:secret:test/*",
  });
  await expect(stranger.secrets.send(read("prod/db"))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(
      `secretsmanager:GetSecretValue on resource: ${arn} because no identity-based policy allows`,
    ),
  });
});

test("who may not read a secret does not learn whether there is one", async () => {
  const stranger = await sessionWith(aws);
  await expect(stranger.secrets.send(read("nothing"))).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test("the secret's own policy lets in a role that has no permission of its own", async () => {
  const reader = await sessionWith(aws);
  await expect(reader.secrets.send(read("prod/db"))).rejects.toMatchObject({ name: "AccessDeniedException" });
  await share({
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
  });
  expect((await reader.secrets.send(read("prod/db"))).SecretString).toBe("hunter2");
});

test("another account needs both its own permission and the secret's policy, and names the secret by its whole ARN", async () => {
  const other = otherAccount(aws);
  await expect(other.secrets.send(read(arn))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("because no resource-based policy allows"),
  });
  await share(TO_OTHERS);
  expect((await other.secrets.send(read(arn))).SecretString).toBe("hunter2");
  await expect(other.secrets.send(read("prod/db"))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(other.secrets.send(read(arn.slice(0, -7)))).rejects.toMatchObject({ name: "AccessDeniedException" });
  await aws.admin.secrets.send(new DeleteResourcePolicyCommand({ SecretId: "prod/db" }));
  await expect(other.secrets.send(read(arn))).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test("another account cannot read what the account's default key encrypts, whatever the policy says", async () => {
  const { ARN } = await aws.admin.secrets.send(new CreateSecretCommand({ Name: "plain", SecretString: "x" }));
  await aws.admin.secrets.send(new PutResourcePolicyCommand({ SecretId: "plain", ResourcePolicy: policy(TO_OTHERS) }));
  await expect(otherAccount(aws).secrets.send(read(ARN ?? ""))).rejects.toMatchObject({
    name: "InvalidRequestException",
    message:
      "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
  });
});

test("both accounts have a call from one to the other on their trails, under one shared id", async () => {
  const other = otherAccount(aws);
  await share(TO_OTHERS);
  await other.secrets.send(read(arn));
  const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
  const [callers, owners] = records.filter(({ eventName }) => eventName === "GetSecretValue");
  expect([callers?.recipientAccountId, owners?.recipientAccountId]).toEqual([OTHER_ACCOUNT, "111122223333"]);
  expect(owners?.userIdentity).toMatchObject({ type: "AWSAccount", accountId: OTHER_ACCOUNT });
  expect(callers?.sharedEventID).toBe(owners?.sharedEventID);
});

test("a resource policy is read back as it was written, and refused where it is none or too open", async () => {
  const ResourcePolicy = policy(TO_OTHERS);
  await share(TO_OTHERS);
  const shown = await aws.admin.secrets.send(new GetResourcePolicyCommand({ SecretId: "prod/db" }));
  expect(shown.ResourcePolicy).toBe(ResourcePolicy);
  await expect(
    aws.admin.secrets.send(new PutResourcePolicyCommand({ SecretId: "prod/db", ResourcePolicy: '{"Statement": 7}' })),
  ).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
  const open = policy({ ...TO_OTHERS, Principal: "*" });
  await expect(
    aws.admin.secrets.send(
      new PutResourcePolicyCommand({ SecretId: "prod/db", ResourcePolicy: open, BlockPublicPolicy: true }),
    ),
  ).rejects.toMatchObject({ name: "PublicPolicyException" });
});
