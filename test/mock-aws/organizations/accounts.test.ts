import { ListUsersCommand } from "@aws-sdk/client-iam";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DeleteOrganizationalUnitCommand,
  DeregisterDelegatedAdministratorCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  LeaveOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListChildrenCommand,
  ListCreateAccountStatusCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationalUnitCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherAccount } from "../../support/other-account.ts";
import { policy, sessionWith } from "../../support/session.ts";
import { type Cast, startOrganization } from "./cast.ts";

let cast: Cast;
beforeEach(async () => {
  cast = await startOrganization();
});
afterEach(() => cast.aws.close());

const HOME = "111122223333";

describe("an account", () => {
  test("is created once for an e-mail address; the request tells what became of it", async () => {
    const wish = new CreateAccountCommand({ AccountName: "a", Email: "a@example.com" });
    const first = (await cast.org.send(wish)).CreateAccountStatus;
    expect(first).toMatchObject({ State: "SUCCEEDED", AccountName: "a" });
    const second = (await cast.org.send(wish)).CreateAccountStatus;
    expect(second).toMatchObject({ State: "FAILED", FailureReason: "EMAIL_ALREADY_EXISTS" });
    const ask = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: second?.Id });
    expect((await cast.org.send(ask)).CreateAccountStatus).toEqual(second);
    const failed = await cast.org.send(new ListCreateAccountStatusCommand({ States: ["FAILED"] }));
    expect(failed.CreateAccountStatuses).toEqual([second]);
  });

  test("is closed after some minutes: then no key of it opens anything, and it is still listed", async () => {
    const AccountId = await cast.createAccount("a");
    const inside = await cast.enter(AccountId);
    const close = () => cast.org.send(new CloseAccountCommand({ AccountId }));
    const status = async () => (await cast.org.send(new DescribeAccountCommand({ AccountId }))).Account?.Status;
    await close();
    expect(await status()).toBe("PENDING_CLOSURE");
    await expect(close()).rejects.toMatchObject({ name: "ConflictException" });
    await inside.iam.send(new ListUsersCommand({}));
    await cast.aws.advance(300);
    expect(await status()).toBe("SUSPENDED");
    await expect(inside.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await expect(close()).rejects.toMatchObject({ name: "AccountAlreadyClosedException" });
    expect((await cast.org.send(new ListAccountsCommand({}))).Accounts).toHaveLength(2);
    const home = cast.org.send(new CloseAccountCommand({ AccountId: HOME }));
    await expect(home).rejects.toMatchObject({ Reason: "CANNOT_CLOSE_MANAGEMENT_ACCOUNT" });
  });

  test("does not leave without a means of payment, the management account never", async () => {
    const AccountId = await cast.createAccount("a");
    const remove = (id: string) => cast.org.send(new RemoveAccountFromOrganizationCommand({ AccountId: id }));
    const inside = cast.as((await cast.enter(AccountId)).keys);
    await expect(remove(AccountId)).rejects.toMatchObject({ Reason: "WAIT_PERIOD_ACTIVE" });
    await expect(inside.send(new LeaveOrganizationCommand({}))).rejects.toMatchObject({ Reason: "WAIT_PERIOD_ACTIVE" });
    await cast.aws.advance(4 * 86_400);
    await expect(remove(AccountId)).rejects.toMatchObject({
      name: "ConstraintViolationException",
      Reason: "MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED",
    });
    await expect(remove(HOME)).rejects.toMatchObject({ name: "MasterCannotLeaveOrganizationException" });
    await expect(remove("999999999999")).rejects.toMatchObject({ name: "AccountNotFoundException" });
  });

  test("is moved from where it is to where there is something", async () => {
    const AccountId = await cast.createAccount("a");
    const unit = await cast.createUnit("unit");
    const move = (SourceParentId: string, DestinationParentId: string) =>
      cast.org.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
    const nowhere = `${unit.slice(0, -8)}00000000`;
    await expect(move(unit, cast.rootId)).rejects.toMatchObject({ name: "SourceParentNotFoundException" });
    await expect(move(cast.rootId, nowhere)).rejects.toMatchObject({ name: "DestinationParentNotFoundException" });
    await expect(move(cast.rootId, cast.rootId)).rejects.toMatchObject({ name: "DuplicateAccountException" });
    await move(cast.rootId, unit);
    const { Accounts } = await cast.org.send(new ListAccountsForParentCommand({ ParentId: unit }));
    const { Organization } = await cast.org.send(new DescribeOrganizationCommand({}));
    const Paths = [`${Organization?.Id}/${cast.rootId}/${unit}/${AccountId}/`];
    expect(Accounts).toMatchObject([{ Id: AccountId, Paths }]);
    const parents = await cast.org.send(new ListParentsCommand({ ChildId: AccountId }));
    expect(parents.Parents).toEqual([{ Id: unit, Type: "ORGANIZATIONAL_UNIT" }]);
  });

  test("keeps its name and its address off the trail", async () => {
    await cast.createAccount("secretive");
    const trail = await (await fetch(`${cast.aws.endpoint}/_mock/trail`)).text();
    expect(trail).toContain("CreateAccount");
    expect(trail).not.toContain("secretive");
  });
});

describe("a unit", () => {
  test("is made, renamed, listed and deleted when it is empty", async () => {
    const outer = await cast.createUnit("outer");
    const inner = await cast.createUnit("inner", outer);
    const rename = (Name: string) =>
      cast.org.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: inner, Name }));
    expect((await rename("renamed")).OrganizationalUnit).toMatchObject({ Id: inner, Name: "renamed" });
    const wish = new CreateOrganizationalUnitCommand({ ParentId: outer, Name: "renamed" });
    await expect(cast.org.send(wish)).rejects.toMatchObject({ name: "DuplicateOrganizationalUnitException" });
    const units = await cast.org.send(new ListOrganizationalUnitsForParentCommand({ ParentId: outer }));
    expect(units.OrganizationalUnits).toMatchObject([{ Id: inner }]);
    const list = new ListChildrenCommand({ ParentId: outer, ChildType: "ORGANIZATIONAL_UNIT" });
    expect((await cast.org.send(list)).Children).toEqual([{ Id: inner, Type: "ORGANIZATIONAL_UNIT" }]);
    const drop = (OrganizationalUnitId: string) =>
      cast.org.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    await expect(drop(outer)).rejects.toMatchObject({ name: "OrganizationalUnitNotEmptyException" });
    await drop(inner);
    await drop(outer);
    const gone = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: outer });
    await expect(cast.org.send(gone)).rejects.toMatchObject({ name: "OrganizationalUnitNotFoundException" });
  });

  test("lies at most five deep", async () => {
    let parent = cast.rootId;
    for (const name of ["1", "2", "3", "4", "5"]) parent = await cast.createUnit(name, parent);
    await expect(cast.createUnit("6", parent)).rejects.toMatchObject({ Reason: "OU_DEPTH_LIMIT_EXCEEDED" });
  });
});

describe("a delegated administrator", () => {
  const ServicePrincipal = "guardduty.amazonaws.com";

  test("needs trusted access for the service first, and keeps it from being withdrawn", async () => {
    const AccountId = await cast.createAccount("security");
    const register = () => cast.org.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
    await expect(register()).rejects.toMatchObject({ Reason: "SERVICE_ACCESS_NOT_ENABLED" });
    await cast.org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    const trusted = await cast.org.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(trusted.EnabledServicePrincipals).toMatchObject([{ ServicePrincipal }]);
    await register();
    await expect(register()).rejects.toMatchObject({ name: "AccountAlreadyRegisteredException" });
    const services = await cast.org.send(new ListDelegatedServicesForAccountCommand({ AccountId }));
    expect(services.DelegatedServices).toMatchObject([{ ServicePrincipal }]);
    const admins = await cast.org.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal }));
    expect(admins.DelegatedAdministrators).toMatchObject([{ Id: AccountId }]);
    const disable = () => cast.org.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
    await expect(disable()).rejects.toMatchObject({ name: "ConstraintViolationException" });
    await cast.org.send(new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
    await disable();
    const none = cast.org.send(new ListDelegatedServicesForAccountCommand({ AccountId }));
    await expect(none).rejects.toMatchObject({ name: "AccountNotRegisteredException" });
  });

  test("is never the management account, and serves a service that there is", async () => {
    await cast.org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    const wish = new RegisterDelegatedAdministratorCommand({ AccountId: HOME, ServicePrincipal });
    const Reason = "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR";
    await expect(cast.org.send(wish)).rejects.toMatchObject({ Reason });
    const odd = new EnableAWSServiceAccessCommand({ ServicePrincipal: "guardduty" });
    await expect(cast.org.send(odd)).rejects.toMatchObject({ Reason: "UNRECOGNIZED_SERVICE_PRINCIPAL" });
  });
});

describe("permissions", () => {
  test("can be limited to a unit, to a type of policy and by tags", async () => {
    const [ours, theirs] = [await cast.createUnit("ours"), await cast.createUnit("theirs")];
    const { Organization } = await cast.org.send(new DescribeOrganizationCommand({}));
    const Resource = `arn:aws:organizations::${HOME}:ou/${Organization?.Id}/${ours}`;
    const who = await sessionWith(cast.aws, {
      Effect: "Allow",
      Action: "organizations:CreateOrganizationalUnit",
      Resource,
    });
    const make = (ParentId: string) =>
      cast.as(who.keys).send(new CreateOrganizationalUnitCommand({ ParentId, Name: "sub" }));
    await make(ours);
    await expect(make(theirs)).rejects.toMatchObject({ name: "AccessDeniedException" });

    const Condition = { StringEquals: { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" } };
    const writer = await sessionWith(cast.aws, {
      Effect: "Allow",
      Action: "organizations:*",
      Resource: "*",
      Condition,
    });
    const Content = policy({ Effect: "Deny", Action: "*", Resource: "*" });
    const write = (Type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY") =>
      cast.as(writer.keys).send(new CreatePolicyCommand({ Name: Type, Description: "", Type, Content }));
    await write("SERVICE_CONTROL_POLICY");
    await expect(write("RESOURCE_CONTROL_POLICY")).rejects.toMatchObject({ name: "AccessDeniedException" });

    const tagged = { StringEquals: { "aws:ResourceTag/stage": "test" } };
    const mover = await sessionWith(cast.aws, {
      Effect: "Allow",
      Action: "organizations:DescribeOrganizationalUnit",
      Resource: "*",
      Condition: tagged,
    });
    const look = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: ours });
    await expect(cast.as(mover.keys).send(look)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await cast.org.send(new TagResourceCommand({ ResourceId: ours, Tags: [{ Key: "stage", Value: "test" }] }));
    await cast.as(mover.keys).send(look);
  });

  test("end at the organization: another account is told that it is in none", async () => {
    const stranger = cast.as(otherAccount(cast.aws).keys);
    await expect(stranger.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
      message: "Your account is not a member of an organization.",
    });
  });
});

test("tags are put on what is made, listed and taken off", async () => {
  const Tags = [{ Key: "team", Value: "red" }];
  const wish = new CreateAccountCommand({ AccountName: "a", Email: "a@example.com", Tags });
  const ResourceId = (await cast.org.send(wish)).CreateAccountStatus?.AccountId;
  const list = async () => (await cast.org.send(new ListTagsForResourceCommand({ ResourceId }))).Tags;
  expect(await list()).toEqual(Tags);
  await cast.org.send(new UntagResourceCommand({ ResourceId, TagKeys: ["team"] }));
  expect(await list()).toEqual([]);
  const twice = new TagResourceCommand({ ResourceId, Tags: [...Tags, ...Tags] });
  await expect(cast.org.send(twice)).rejects.toMatchObject({ Reason: "DUPLICATE_TAG_KEY" });
});

test("lists come in pages of at most twenty", async () => {
  for (let number = 0; number < 25; number++) await cast.createAccount(`a${number}`);
  const first = await cast.org.send(new ListAccountsCommand({}));
  expect(first.Accounts).toHaveLength(20);
  const { NextToken } = first;
  const second = await cast.org.send(new ListAccountsCommand({ NextToken }));
  expect(second.Accounts).toHaveLength(6);
  expect(second.NextToken).toBeUndefined();
  const made = cast.org.send(new ListAccountsCommand({ NextToken: "made-up" }));
  await expect(made).rejects.toMatchObject({ name: "InvalidInputException", Reason: "INVALID_NEXT_TOKEN" });
});

test("quotas: 5,120 characters a policy, five on a target; AWS's own cannot be changed; ids have their form", async () => {
  await cast.enable("SERVICE_CONTROL_POLICY");
  const large = policy({ Sid: "x".repeat(5120), Effect: "Deny", Action: "*", Resource: "*" });
  await expect(cast.createPolicy("large", large)).rejects.toMatchObject({ Reason: "POLICY_CONTENT_LIMIT_EXCEEDED" });
  const target = await cast.createUnit("unit");
  for (const name of ["1", "2", "3", "4", "5"]) {
    const Content = policy({ Effect: "Deny", Action: "s3:*", Resource: "*" });
    const attached = cast.attach(await cast.createPolicy(name, Content), target);
    if (name === "5") {
      await expect(attached).rejects.toMatchObject({
        Reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        message: "You have attached the maximum number of policies to the specified target.",
      });
    } else await attached;
  }
  const change = new UpdatePolicyCommand({ PolicyId: "p-FullAWSAccess", Description: "mine" });
  await expect(cast.org.send(change)).rejects.toMatchObject({ Reason: "IMMUTABLE_POLICY" });
  const odd = new DescribeAccountCommand({ AccountId: "12" });
  await expect(cast.org.send(odd)).rejects.toMatchObject({
    name: "InvalidInputException",
    message: "You provided a value that does not match the required pattern.",
  });
});
