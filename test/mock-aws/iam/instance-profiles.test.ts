import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { allow, createRole, createUser, roleArn } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const APP = { InstanceProfileName: "app", RoleName: "app" };

test("a profile holds one role, and is not deleted while it does", async () => {
  await createRole(aws, "app");
  await createRole(aws, "other");
  const { InstanceProfile } = await aws.admin.iam.send(new CreateInstanceProfileCommand(APP));
  expect(InstanceProfile).toMatchObject({ Arn: "arn:aws:iam::111122223333:instance-profile/app", Roles: [] });
  await aws.admin.iam.send(new AddRoleToInstanceProfileCommand(APP));
  await expect(
    aws.admin.iam.send(new AddRoleToInstanceProfileCommand({ ...APP, RoleName: "other" })),
  ).rejects.toMatchObject({
    name: "LimitExceededException",
    message: "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
  });
  const shown = await aws.admin.iam.send(new GetInstanceProfileCommand(APP));
  expect(shown.InstanceProfile?.Roles).toMatchObject([{ RoleName: "app", Arn: roleArn("app") }]);
  const ofRole = await aws.admin.iam.send(new ListInstanceProfilesForRoleCommand(APP));
  expect(ofRole.InstanceProfiles).toHaveLength(1);
  await expect(aws.admin.iam.send(new DeleteInstanceProfileCommand(APP))).rejects.toMatchObject({
    name: "DeleteConflictException",
  });
  await aws.admin.iam.send(new RemoveRoleFromInstanceProfileCommand(APP));
  await aws.admin.iam.send(new DeleteInstanceProfileCommand(APP));
  expect((await aws.admin.iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles).toEqual([]);
});

test("giving a role to instances takes iam:PassRole on that role", async () => {
  await createRole(aws, "app");
  await aws.admin.iam.send(new CreateInstanceProfileCommand(APP));
  const editor = await createUser(aws, "editor", allow("iam:AddRoleToInstanceProfile"));
  await expect(editor.iam.send(new AddRoleToInstanceProfileCommand(APP))).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining(
      "is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/app",
    ),
  });
  const passer = await createUser(
    aws,
    "passer",
    allow("iam:AddRoleToInstanceProfile"),
    allow("iam:PassRole", roleArn("app")),
  );
  await passer.iam.send(new AddRoleToInstanceProfileCommand(APP));
});
