import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  DetachRolePolicyCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drawer } from "../../../mock-aws/iam/drawer.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });

async function createRole(RoleName: string, Path = "/"): Promise<void> {
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: TRUST }));
}

async function rolePage(MaxItems: number, Marker?: string, PathPrefix?: string) {
  const { Roles = [], ...more } = await aws.admin.iam.send(new ListRolesCommand({ MaxItems, Marker, PathPrefix }));
  return { names: Roles.map(({ RoleName }) => RoleName), more: more.IsTruncated, marker: more.Marker };
}

test("roles come by name, in pages, whatever the order in which they were made", async () => {
  for (const name of ["delta", "alpha", "Charlie", "bravo", "echo"]) await createRole(name);
  const first = await rolePage(2);
  expect(first).toMatchObject({ names: ["alpha", "bravo"], more: true });
  const second = await rolePage(2, first.marker);
  expect(second).toMatchObject({ names: ["Charlie", "delta"], more: true });
  expect(await rolePage(2, second.marker)).toEqual({ names: ["echo"], more: false, marker: undefined });
  expect(await rolePage(5)).toMatchObject({ more: false });
});

test("a page begins where the last one ended, although its last role is gone and others came before it", async () => {
  for (const name of ["a", "b", "c", "d"]) await createRole(name);
  const { marker } = await rolePage(2);
  await aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "b" }));
  await createRole("aa");
  expect((await rolePage(10, marker)).names).toEqual(["c", "d"]);
});

test("a path picks some of them, and pages hold only those", async () => {
  for (const name of ["a", "b", "c"]) await createRole(`app-${name}`, "/app/");
  for (const name of ["a", "b"]) await createRole(`db-${name}`, "/db/");
  const first = await rolePage(2, undefined, "/app/");
  expect(first).toMatchObject({ names: ["app-a", "app-b"], more: true });
  expect(await rolePage(2, first.marker, "/app/")).toMatchObject({ names: ["app-c"], more: false });
});

test("a user that was renamed is at its new place", async () => {
  for (const UserName of ["alice", "bob"]) await aws.admin.iam.send(new CreateUserCommand({ UserName }));
  await aws.admin.iam.send(new UpdateUserCommand({ UserName: "alice", NewUserName: "Zoe" }));
  await aws.admin.iam.send(new UpdateUserCommand({ UserName: "bob", NewUserName: "Bob" }));
  const { Users = [] } = await aws.admin.iam.send(new ListUsersCommand({}));
  expect(Users.map(({ UserName }) => UserName)).toEqual(["admin", "Bob", "Zoe"]);
});

test("a list of policies counts who uses each at the moment of asking", async () => {
  const PolicyDocument = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
  const created = await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: "read", PolicyDocument }));
  const PolicyArn = created.Policy?.Arn;
  const uses = async () => {
    const { Policies = [] } = await aws.admin.iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    return Policies.map(({ AttachmentCount, PermissionsBoundaryUsageCount }) => [
      AttachmentCount,
      PermissionsBoundaryUsageCount,
    ]);
  };
  expect(await uses()).toEqual([[0, 0]]);
  await createRole("app");
  await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  expect(await uses()).toEqual([[1, 0]]);
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "alice", PermissionsBoundary: PolicyArn }));
  expect(await uses()).toEqual([[1, 1]]);
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "alice" }));
  await aws.admin.iam.send(new DetachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  expect(await uses()).toEqual([[0, 0]]);
});

test("a marker that no page gave is refused", async () => {
  await expect(rolePage(2, "nonsense")).rejects.toMatchObject({ name: "ValidationError", message: "Invalid Marker." });
});

test("whatever comes and goes, a drawer holds what a map would, ordered by name", () => {
  const name = fc.constantFrom("a", "B", "b", "c", "C", "d", "e");
  const step = fc.record({ name, isSet: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), fc.option(name, { nil: undefined }), (steps, after) => {
      const [kept, model] = [drawer<number>(), new Map<string, number>()];
      for (const [index, { name: wanted, isSet }] of steps.entries()) {
        if (isSet) kept.set(wanted, index);
        else kept.delete(wanted);
        if (isSet) model.set(wanted.toLowerCase(), index);
        else model.delete(wanted.toLowerCase());
      }
      const names = [...model.keys()].sort().filter((one) => after === undefined || one > after.toLowerCase());
      expect([...kept.behind(after)]).toEqual(names.map((one) => model.get(one)));
      expect([...kept.values()]).toEqual([...model.values()]);
      expect(kept.size).toBe(model.size);
    }),
  );
});
