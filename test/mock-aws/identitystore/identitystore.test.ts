import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  DescribeGroupCommand,
  DescribeGroupMembershipCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetGroupMembershipIdCommand,
  GetUserIdCommand,
  IsMemberInGroupsCommand,
  ListGroupMembershipsCommand,
  ListGroupMembershipsForMemberCommand,
  ListGroupsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-identitystore";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherAccount } from "../../support/other-account.ts";
import { sessionWith } from "../../support/session.ts";
import { identityClients, startWorkforce, type Workforce } from "../sso-admin/workforce.ts";

let force: Workforce;
let store: Workforce["admin"]["store"];
let IdentityStoreId: string;

beforeEach(async () => {
  force = await startWorkforce();
  ({ store } = force.admin);
  ({ IdentityStoreId } = force);
});
afterEach(() => force.aws.close());

const ANA = {
  UserName: "ana",
  DisplayName: "Ana Example",
  Name: { GivenName: "Ana", FamilyName: "Example" },
  Emails: [{ Value: "ana@example.com", Type: "work", Primary: true }],
};

async function createAna(): Promise<string> {
  return (await store.send(new CreateUserCommand({ IdentityStoreId, ...ANA }))).UserId ?? "";
}

describe("a user", () => {
  test("is described as created", async () => {
    const UserId = await createAna();
    expect(await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).toMatchObject({ UserId, ...ANA });
  });

  test("is found by user name and by e-mail address, in whatever case", async () => {
    const UserId = await createAna();
    const find = async (AttributePath: string, AttributeValue: string) => {
      const UniqueAttribute = { AttributePath, AttributeValue };
      const wish = { IdentityStoreId, AlternateIdentifier: { UniqueAttribute } };
      return (await store.send(new GetUserIdCommand(wish))).UserId;
    };
    expect(await find("userName", "ANA")).toBe(UserId);
    expect(await find("emails.value", "ana@example.com")).toBe(UserId);
    await expect(find("userName", "nobody")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "USER not found.",
      ResourceType: "USER",
    });
    await expect(find("title", "x")).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("has a user name of its own", async () => {
    await createAna();
    const again = store.send(new CreateUserCommand({ IdentityStoreId, ...ANA, UserName: "Ana" }));
    await expect(again).rejects.toMatchObject({ name: "ConflictException", message: "Duplicate UserName" });
  });

  test("has a given name and a family name", async () => {
    const nameless = { IdentityStoreId, UserName: "x", DisplayName: "x" };
    await expect(store.send(new CreateUserCommand(nameless))).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("is listed by user name, page by page", async () => {
    await createAna();
    await force.createUser("ben");
    const Filters = [{ AttributePath: "UserName", AttributeValue: "ben" }];
    const { Users } = await store.send(new ListUsersCommand({ IdentityStoreId, Filters }));
    expect(Users).toMatchObject([{ UserName: "ben" }]);
    const first = await store.send(new ListUsersCommand({ IdentityStoreId, MaxResults: 1 }));
    const { NextToken } = first;
    const second = await store.send(new ListUsersCommand({ IdentityStoreId, MaxResults: 1, NextToken }));
    const names = [...(first.Users ?? []), ...(second.Users ?? [])].map(({ UserName }) => UserName);
    expect(names.sort()).toEqual(["ana", "ben"]);
    expect(second.NextToken).toBeUndefined();
  });

  test("that is deleted is gone, from groups too", async () => {
    const UserId = await createAna();
    const { GroupId } = await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: "ops" }));
    await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }));
    await store.send(new DeleteUserCommand({ IdentityStoreId, UserId }));
    await expect(store.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    const members = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
    expect(members.GroupMemberships).toEqual([]);
  });
});

test("a group is created, found, listed and deleted", async () => {
  const wish = { IdentityStoreId, DisplayName: "ops", Description: "on call" };
  const { GroupId } = await store.send(new CreateGroupCommand(wish));
  await expect(store.send(new CreateGroupCommand(wish))).rejects.toMatchObject({
    name: "ConflictException",
    message: "Duplicate GroupDisplayName",
  });
  const described = await store.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }));
  expect(described).toMatchObject({ GroupId, DisplayName: "ops", Description: "on call" });
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: "displayName", AttributeValue: "ops" } };
  const found = await store.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier }));
  expect(found.GroupId).toBe(GroupId);
  expect((await store.send(new ListGroupsCommand({ IdentityStoreId }))).Groups).toMatchObject([{ GroupId }]);
  await store.send(new DeleteGroupCommand({ IdentityStoreId, GroupId }));
  expect((await store.send(new ListGroupsCommand({ IdentityStoreId }))).Groups).toEqual([]);
});

test("a membership is made once, found from both sides and ended", async () => {
  const MemberId = { UserId: await createAna() };
  const { GroupId } = await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: "ops" }));
  const wish = { IdentityStoreId, GroupId, MemberId };
  const { MembershipId } = await store.send(new CreateGroupMembershipCommand(wish));
  const again = store.send(new CreateGroupMembershipCommand(wish));
  await expect(again).rejects.toMatchObject({ name: "ConflictException" });
  const membership = { MembershipId, GroupId, MemberId };
  const one = await store.send(new DescribeGroupMembershipCommand({ IdentityStoreId, MembershipId }));
  expect(one).toMatchObject(membership);
  expect(await store.send(new GetGroupMembershipIdCommand(wish))).toMatchObject({ MembershipId });
  const theirs = await store.send(new ListGroupMembershipsForMemberCommand({ IdentityStoreId, MemberId }));
  expect(theirs.GroupMemberships).toMatchObject([membership]);
  const isMember = async () => {
    const ask = new IsMemberInGroupsCommand({ IdentityStoreId, MemberId, GroupIds: [GroupId ?? ""] });
    return (await store.send(ask)).Results?.[0]?.MembershipExists;
  };
  expect(await isMember()).toBe(true);
  await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
  expect(await isMember()).toBe(false);
});

describe("the store", () => {
  test("is for its own account: strangers are denied, whatever they may at home", async () => {
    const stranger = identityClients(force.aws, otherAccount(force.aws).keys).store;
    await expect(stranger.send(new ListUsersCommand({ IdentityStoreId }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("takes the permission on the store and on the user", async () => {
    const UserId = await createAna();
    const storeArn = `arn:aws:identitystore::111122223333:identitystore/${IdentityStoreId}`;
    const describeAs = async (Resource: string[]) => {
      const who = await sessionWith(force.aws, { Effect: "Allow", Action: "identitystore:DescribeUser", Resource });
      return identityClients(force.aws, who.keys).store.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
    };
    await expect(describeAs([storeArn])).rejects.toMatchObject({ name: "AccessDeniedException" });
    await describeAs([storeArn, `arn:aws:identitystore:::user/${UserId}`]);
  });

  test("keeps what it knows of people off the trail", async () => {
    await createAna();
    const records = await (await fetch(`${force.aws.endpoint}/_mock/trail`)).text();
    expect(records).toContain("CreateUser");
    expect(records).toContain("HIDDEN_DUE_TO_SECURITY_REASONS");
    expect(records).not.toContain("Ana Example");
  });
});
