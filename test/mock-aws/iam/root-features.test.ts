import {
  DisableOrganizationsRootCredentialsManagementCommand,
  DisableOrganizationsRootSessionsCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  GetUserCommand,
  ListOrganizationsFeaturesCommand,
} from "@aws-sdk/client-iam";
import {
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { AssumeRootCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clients } from "../../support/local-aws.ts";
import { otherAccount } from "../../support/other-account.ts";
import { trailOf } from "../sts/federation/cast.ts";
import { ACCOUNT, createUser } from "./cast.ts";
import { type RootCast, startWithRoots } from "./root-cast.ts";

let cast: RootCast;
let admin: Clients;
beforeEach(async () => {
  cast = await startWithRoots();
  admin = cast.aws.admin;
});
afterEach(() => cast.aws.close());

const LIST = new ListOrganizationsFeaturesCommand({});
const IAM = { ServicePrincipal: "iam.amazonaws.com" };

const assume = (who: Clients, task: string) =>
  who.sts.send(
    new AssumeRootCommand({
      TargetPrincipal: cast.account,
      TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
    }),
  );

test("the features are shown as they are enabled and disabled", async () => {
  expect((await admin.iam.send(LIST)).EnabledFeatures).toEqual(["RootSessions", "RootCredentialsManagement"]);
  const sessions = await admin.iam.send(new DisableOrganizationsRootSessionsCommand({}));
  expect(sessions).toMatchObject({
    EnabledFeatures: ["RootCredentialsManagement"],
    OrganizationId: expect.any(String),
  });
  await admin.iam.send(new DisableOrganizationsRootCredentialsManagementCommand({}));
  expect((await admin.iam.send(LIST)).EnabledFeatures).toEqual([]);
  const again = await admin.iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
  expect(again.EnabledFeatures).toEqual(["RootCredentialsManagement"]);
});

test.each([
  ["RootCredentialsManagement", "IAMAuditRootUserCredentials", "S3UnlockBucketPolicy", "Root sessions"],
  ["RootSessions", "SQSUnlockQueuePolicy", "IAMDeleteRootUserCredentials", "Root credentials management"],
])("%s alone opens sessions for its own tasks, and no others", async (feature, open, shut, missing) => {
  const isSessions = feature === "RootSessions";
  if (isSessions) await admin.iam.send(new DisableOrganizationsRootCredentialsManagementCommand({}));
  else await admin.iam.send(new DisableOrganizationsRootSessionsCommand({}));
  await assume(admin, open);
  await expect(assume(admin, shut)).rejects.toMatchObject({
    name: "AccessDenied",
    message: `${missing} feature is not enabled for your AWS Organization.`,
  });
});

test("a session that is open stays open when the features are disabled", async () => {
  const { iam } = await cast.session("Audit");
  await admin.iam.send(new DisableOrganizationsRootCredentialsManagementCommand({}));
  await iam.send(new GetUserCommand({}));
});

test("a delegated administrator lists and disables, and does not enable", async () => {
  const delegate = await cast.createAccount("security");
  const inside = await cast.enter(delegate);
  await cast.org.send(new RegisterDelegatedAdministratorCommand({ AccountId: delegate, ...IAM }));
  expect((await inside.iam.send(LIST)).EnabledFeatures).toHaveLength(2);
  await assume(inside, "IAMAuditRootUserCredentials");
  await inside.iam.send(new DisableOrganizationsRootSessionsCommand({}));
  await expect(inside.iam.send(new EnableOrganizationsRootSessionsCommand({}))).rejects.toMatchObject({
    name: "CallerIsNotManagementAccountException",
    message: `Caller account ${delegate} is not management account of the organization and cannot enable IAM features.`,
  });
  await cast.org.send(new DeregisterDelegatedAdministratorCommand({ AccountId: delegate, ...IAM }));
  await expect(inside.iam.send(LIST)).rejects.toMatchObject({
    name: "AccountNotManagementOrDelegatedAdministratorException",
    message: `Input account ${delegate} is neither management account nor delegated admin.`,
  });
});

test("without trusted access the features are out of reach, and are as they were when it is back", async () => {
  await cast.org.send(new DisableAWSServiceAccessCommand(IAM));
  await expect(admin.iam.send(LIST)).rejects.toMatchObject({
    name: "ServiceAccessNotEnabledException",
    message: `Trusted Access for IAM not enabled by organization of input account ${ACCOUNT}.`,
    $metadata: { httpStatusCode: 400 },
  });
  await expect(assume(admin, "S3UnlockBucketPolicy")).rejects.toMatchObject({
    message: "Service not enabled for AWS Organizations.",
  });
  await cast.org.send(new EnableAWSServiceAccessCommand(IAM));
  expect((await admin.iam.send(LIST)).EnabledFeatures).toHaveLength(2);
});

test("they take a permission each, and an organization", async () => {
  const ann = await createUser(cast.aws, "ann");
  await expect(ann.iam.send(LIST)).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(otherAccount(cast.aws).iam.send(LIST)).rejects.toMatchObject({ name: "OrganizationNotFoundException" });
  const [refused] = (await trailOf(cast.aws, "ListOrganizationsFeatures")).slice(-1);
  expect(refused?.["errorCode"]).toBe("OrganizationNotFoundException");
});
