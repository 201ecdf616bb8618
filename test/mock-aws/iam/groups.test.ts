import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  GetRoleCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { createRole, createUser } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const LOOK = new GetRoleCommand({ RoleName: "app" });
const READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

test("members may do what their group may, from the moment they are in it until they are out of it", async () => {
  await createRole(aws, "app");
  const ann = await createUser(aws, "ann");
  await aws.admin.iam.send(new CreateGroupCommand({ GroupName: "readers" }));
  await aws.admin.iam.send(new AttachGroupPolicyCommand({ GroupName: "readers", PolicyArn: READ_ONLY }));
  await expect(ann.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  await aws.admin.iam.send(new AddUserToGroupCommand({ GroupName: "readers", UserName: "ann" }));
  await ann.iam.send(LOOK);
  const { Groups } = await ann.iam.send(new ListGroupsForUserCommand({ UserName: "ann" }));
  expect(Groups).toMatchObject([{ GroupName: "readers", Arn: "arn:aws:iam::111122223333:group/readers" }]);
  await aws.admin.iam.send(new RemoveUserFromGroupCommand({ GroupName: "readers", UserName: "ann" }));
  await expect(ann.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a group with members or policies is not deleted", async () => {
  await createUser(aws, "ann");
  const group = { GroupName: "readers", UserName: "ann", PolicyArn: READ_ONLY };
  await aws.admin.iam.send(new CreateGroupCommand(group));
  await aws.admin.iam.send(new AddUserToGroupCommand(group));
  await aws.admin.iam.send(new AttachGroupPolicyCommand(group));
  const { Users } = await aws.admin.iam.send(new GetGroupCommand(group));
  expect(Users?.map(({ UserName }) => UserName)).toEqual(["ann"]);
  const remove = () => aws.admin.iam.send(new DeleteGroupCommand(group));
  await expect(remove()).rejects.toMatchObject({
    message: "Cannot delete entity, must remove users from group first.",
  });
  await aws.admin.iam.send(new RemoveUserFromGroupCommand(group));
  await expect(remove()).rejects.toMatchObject({ message: "Cannot delete entity, must detach all policies first." });
  await aws.admin.iam.send(new DetachGroupPolicyCommand(group));
  await remove();
  expect((await aws.admin.iam.send(new ListGroupsCommand({}))).Groups).toEqual([]);
});

test("a group that is renamed keeps its members", async () => {
  await createUser(aws, "ann");
  await aws.admin.iam.send(new CreateGroupCommand({ GroupName: "old" }));
  await aws.admin.iam.send(new AddUserToGroupCommand({ GroupName: "old", UserName: "ann" }));
  await aws.admin.iam.send(new UpdateGroupCommand({ GroupName: "old", NewGroupName: "new" }));
  const { Users } = await aws.admin.iam.send(new GetGroupCommand({ GroupName: "new" }));
  expect(Users).toHaveLength(1);
});

test("a user is in ten groups at most", async () => {
  await createUser(aws, "ann");
  const join = async (GroupName: string) => {
    await aws.admin.iam.send(new CreateGroupCommand({ GroupName }));
    await aws.admin.iam.send(new AddUserToGroupCommand({ GroupName, UserName: "ann" }));
  };
  for (let count = 0; count < 10; count++) await join(`g${count}`);
  await expect(join("g10")).rejects.toMatchObject({ message: "Cannot exceed quota for GroupsPerUser: 10" });
});
