import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  DeleteAccountAliasCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandInput,
  ListAccountAliasesCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { allow, createRole, createUser, policyArn } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const details = (wish: GetAccountAuthorizationDetailsCommandInput = {}) =>
  aws.admin.iam.send(new GetAccountAuthorizationDetailsCommand(wish));

test("the authorization details show who is there and what each may do", async () => {
  await createUser(aws, "ann", allow("s3:*"));
  await createRole(aws, "app", { may: [allow("ec2:*")] });
  await aws.admin.iam.send(new CreateGroupCommand({ GroupName: "g" }));
  await aws.admin.iam.send(new AddUserToGroupCommand({ GroupName: "g", UserName: "ann" }));
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: "p", PolicyDocument: policy(allow("sns:*")) }));
  await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: policyArn("p") }));
  const all = await details();
  const ann = all.UserDetailList?.find(({ UserName }) => UserName === "ann");
  expect(ann).toMatchObject({
    GroupList: ["g"],
    UserPolicyList: [{ PolicyName: "work" }],
    AttachedManagedPolicies: [],
  });
  expect(decodeURIComponent(ann?.UserPolicyList?.[0]?.PolicyDocument ?? "")).toBe(policy(allow("s3:*")));
  expect(all.RoleDetailList).toMatchObject([
    {
      RoleName: "app",
      AttachedManagedPolicies: [{ PolicyName: "p", PolicyArn: policyArn("p") }],
      InstanceProfileList: [],
    },
  ]);
  expect(all.Policies?.map(({ PolicyName, AttachmentCount }) => [PolicyName, AttachmentCount])).toEqual([
    ["p", 1],
    ["AdministratorAccess", 1],
  ]);
  const roles = await details({ Filter: ["Role"] });
  expect([roles.UserDetailList, roles.Policies, roles.RoleDetailList?.length]).toEqual([[], [], 1]);
});

test("the authorization details come in pages across all kinds", async () => {
  await createUser(aws, "ann");
  await createRole(aws, "app");
  const seen: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const part = await details({ MaxItems: 1, ...(Marker ? { Marker } : {}) });
    seen.push(
      ...(part.UserDetailList ?? []).map(({ UserName }) => UserName),
      ...(part.RoleDetailList ?? []).map(({ RoleName }) => RoleName),
    );
    Marker = part.Marker;
  } while (Marker);
  expect(seen).toEqual(["admin", "ann", "app"]);
});

test("an account has one alias", async () => {
  const aliases = async () => (await aws.admin.iam.send(new ListAccountAliasesCommand({}))).AccountAliases;
  expect(await aliases()).toEqual([]);
  await aws.admin.iam.send(new CreateAccountAliasCommand({ AccountAlias: "first-name" }));
  await aws.admin.iam.send(new CreateAccountAliasCommand({ AccountAlias: "second-name" }));
  expect(await aliases()).toEqual(["second-name"]);
  const wrong = aws.admin.iam.send(new DeleteAccountAliasCommand({ AccountAlias: "first-name" }));
  await expect(wrong).rejects.toMatchObject({ name: "NoSuchEntityException" });
  await aws.admin.iam.send(new DeleteAccountAliasCommand({ AccountAlias: "second-name" }));
  expect(await aliases()).toEqual([]);
});
