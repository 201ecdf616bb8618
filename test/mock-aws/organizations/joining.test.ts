// An account that somebody opened by itself joins the organization, lives under its policies, and leaves it again.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AcceptHandshakeCommand,
  DescribeAccountCommand,
  DescribeHandshakeCommand,
  EnableAWSServiceAccessCommand,
  InviteAccountToOrganizationCommand,
  type InviteAccountToOrganizationCommandInput,
  LeaveOrganizationCommand,
  ListAccountsCommand,
  ListHandshakesForAccountCommand,
  ListTagsForResourceCommand,
  type OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
} from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { giveAccountFacts } from "../../../mock-aws/plant.ts";
import type { Clients } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy } from "../../support/session.ts";
import { trailOf } from "../sts/federation/cast.ts";
import { type Cast, startOrganization } from "./cast.ts";

let cast: Cast;
let outside: Clients;
let guest: OrganizationsClient;
beforeEach(async () => {
  cast = await startOrganization();
  outside = otherAccount(cast.aws);
  guest = cast.as(outside.keys);
});
afterEach(() => cast.aws.close());

async function invite(wish: Partial<InviteAccountToOrganizationCommandInput> = {}): Promise<string> {
  const Target = { Type: "ACCOUNT", Id: OTHER_ACCOUNT } as const;
  const { Handshake } = await cast.org.send(new InviteAccountToOrganizationCommand({ Target, ...wish }));
  return Handshake?.Id ?? "";
}

const accept = (HandshakeId: string, who = guest) => who.send(new AcceptHandshakeCommand({ HandshakeId }));
const stateOf = async (HandshakeId: string) =>
  (await cast.org.send(new DescribeHandshakeCommand({ HandshakeId }))).Handshake?.State;

/** Organizations' client of a new user of the account outside. */
async function userWith(UserName: string, PolicyDocument: string): Promise<OrganizationsClient> {
  await outside.iam.send(new CreateUserCommand({ UserName }));
  await outside.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
  const { AccessKey } = await outside.iam.send(new CreateAccessKeyCommand({ UserName }));
  return cast.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

describe("an account that accepts", () => {
  test("becomes a member under the root, with its own name, the tags and Organizations' role", async () => {
    giveAccountFacts(cast.aws.aws.world(), OTHER_ACCOUNT, { name: "payments", email: "pay@example.com" });
    const id = await invite({ Tags: [{ Key: "team", Value: "blue" }] });
    const { Handshake } = await accept(id);
    expect(Handshake).toMatchObject({ State: "ACCEPTED" });
    const { Account } = await cast.org.send(new DescribeAccountCommand({ AccountId: OTHER_ACCOUNT }));
    expect(Account).toMatchObject({ Name: "payments", Email: "pay@example.com", JoinedMethod: "INVITED" });
    const { Tags } = await cast.org.send(new ListTagsForResourceCommand({ ResourceId: OTHER_ACCOUNT }));
    expect(Tags).toEqual([{ Key: "team", Value: "blue" }]);
    const { Role } = await outside.iam.send(new GetRoleCommand({ RoleName: "AWSServiceRoleForOrganizations" }));
    expect(Role?.Path).toBe("/aws-service-role/organizations.amazonaws.com/");
    await expect(cast.enter(OTHER_ACCOUNT)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("is on the trail of its own account", async () => {
    const id = await invite();
    await accept(id);
    const [line] = await trailOf(cast.aws, "AcceptHandshake");
    expect(line).toMatchObject({ recipientAccountId: OTHER_ACCOUNT, requestParameters: { handshakeId: id } });
  });

  test("must be allowed to make Organizations' role", async () => {
    const ann = await userWith("ann", policy({ Effect: "Allow", Action: "organizations:*", Resource: "*" }));
    const id = await invite();
    await expect(accept(id, ann)).rejects.toMatchObject({
      name: "AccessDeniedForDependencyException",
      Reason: "ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE",
    });
    expect(await stateOf(id)).toBe("OPEN");
    await accept(id);
  });

  test("may be invited under its address, whoever is asked for it", async () => {
    giveAccountFacts(cast.aws.aws.world(), OTHER_ACCOUNT, { email: "pay@example.com" });
    const id = await invite({ Target: { Type: "EMAIL", Id: "Pay@example.com" } });
    expect((await guest.send(new ListHandshakesForAccountCommand({}))).Handshakes).toHaveLength(1);
    const { Handshake } = await accept(id);
    expect(Handshake?.Parties?.[1]).toEqual({ Id: OTHER_ACCOUNT, Type: "ACCOUNT" });
    expect(Handshake?.Resources?.[1]).toEqual({ Type: "EMAIL", Value: "Pay@example.com" });
  });

  test("and is a member already is refused, and the handshake ends all the same", async () => {
    const account = await cast.createAccount("workload");
    const member = cast.as((await cast.enter(account)).keys);
    const id = await invite({ Target: { Type: "EMAIL", Id: "workload@example.com" } });
    await expect(accept(id, member)).rejects.toMatchObject({
      name: "HandshakeConstraintViolationException",
      Reason: "ALREADY_IN_AN_ORGANIZATION",
    });
    expect(await stateOf(id)).toBe("ACCEPTED");
  });
});

describe("a member that was invited", () => {
  const WORK = new ListUsersCommand({});
  const remove = () => cast.org.send(new RemoveAccountFromOrganizationCommand({ AccountId: OTHER_ACCOUNT }));

  beforeEach(async () => {
    await cast.enable("SERVICE_CONTROL_POLICY");
    const Content = policy({ Effect: "Deny", Action: "iam:ListUsers", Resource: "*" });
    await cast.attach(await cast.createPolicy("no", Content), cast.rootId);
  });

  test("is under the organization's policies from the moment at which joining has propagated, root too", async () => {
    cast.aws.aws.world().settings.iamPropagation = 4_000;
    await cast.aws.advance(10);
    await outside.iam.send(WORK);
    await accept(await invite());
    await outside.iam.send(WORK);
    await cast.aws.advance(4);
    await expect(outside.iam.send(WORK)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
    await remove();
    await expect(outside.iam.send(WORK)).rejects.toMatchObject({ name: "AccessDenied" });
    await cast.aws.advance(4);
    await outside.iam.send(WORK);
  });

  test("leaves by itself or is removed, at once, and may come back", async () => {
    await accept(await invite());
    await guest.send(new LeaveOrganizationCommand({}));
    await expect(guest.send(new LeaveOrganizationCommand({}))).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
    });
    expect((await cast.org.send(new ListAccountsCommand({}))).Accounts).toHaveLength(1);
    await outside.iam.send(WORK);
    await accept(await invite());
    await expect(outside.iam.send(WORK)).rejects.toMatchObject({ name: "AccessDenied" });
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: "AccountNotFoundException" });
    await outside.sts.send(new GetCallerIdentityCommand({}));
  });

  test("stays while it is a delegated administrator", async () => {
    await accept(await invite());
    const ServicePrincipal = "guardduty.amazonaws.com";
    await cast.org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    await cast.org.send(new RegisterDelegatedAdministratorCommand({ AccountId: OTHER_ACCOUNT, ServicePrincipal }));
    await expect(remove()).rejects.toMatchObject({ Reason: "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG" });
  });

  test("has Organizations' role once, however often it joins", async () => {
    await accept(await invite());
    await remove();
    await accept(await invite());
    const { Roles } = await outside.iam.send(new ListRolesCommand({}));
    expect(Roles?.map(({ RoleName }) => RoleName)).toEqual(["AWSServiceRoleForOrganizations"]);
  });
});
