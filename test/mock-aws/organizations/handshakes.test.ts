import {
  AcceptHandshakeCommand,
  CancelHandshakeCommand,
  DeclineHandshakeCommand,
  DescribeHandshakeCommand,
  EnableAWSServiceAccessCommand,
  InviteAccountToOrganizationCommand,
  type InviteAccountToOrganizationCommandInput,
  ListHandshakesForAccountCommand,
  ListHandshakesForOrganizationCommand,
  type OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Clients } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
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

const DAY = 24 * 3600;
const DENIED = { name: "AccessDeniedException", message: "You don't have permissions to access this resource." };

async function invite(wish: Partial<InviteAccountToOrganizationCommandInput> = {}): Promise<string> {
  const Target = { Type: "ACCOUNT", Id: OTHER_ACCOUNT } as const;
  const { Handshake } = await cast.org.send(new InviteAccountToOrganizationCommand({ Target, ...wish }));
  return Handshake?.Id ?? "";
}

const stateOf = async (HandshakeId: string) =>
  (await cast.org.send(new DescribeHandshakeCommand({ HandshakeId }))).Handshake?.State;

const accept = (HandshakeId: string, who = guest) => who.send(new AcceptHandshakeCommand({ HandshakeId }));
const decline = (HandshakeId: string, who = guest) => who.send(new DeclineHandshakeCommand({ HandshakeId }));
const cancel = (HandshakeId: string, who = cast.org) => who.send(new CancelHandshakeCommand({ HandshakeId }));

describe("an invitation", () => {
  test("shows both sides who asks whom, and until when", async () => {
    const id = await invite({ Notes: "join us" });
    const [, org = ""] = /handshake\/(o-\w+)\/invite/.exec((await shown(id))?.Arn ?? "") ?? [];
    const handshake = {
      Id: id,
      Arn: `arn:aws:organizations::111122223333:handshake/${org}/invite/${id}`,
      Action: "INVITE",
      State: "OPEN",
      RequestedTimestamp: new Date(cast.aws.now()),
      ExpirationTimestamp: new Date(cast.aws.now() + 15 * DAY * 1000),
      Parties: [
        { Id: org.slice(2), Type: "ORGANIZATION" },
        { Id: OTHER_ACCOUNT, Type: "ACCOUNT" },
      ],
      Resources: [
        {
          Type: "ORGANIZATION",
          Value: org,
          Resources: [
            { Type: "MASTER_EMAIL", Value: "management@example.com" },
            { Type: "MASTER_NAME", Value: "management" },
            { Type: "ORGANIZATION_FEATURE_SET", Value: "ALL" },
          ],
        },
        { Type: "ACCOUNT", Value: OTHER_ACCOUNT },
        { Type: "NOTES", Value: "join us" },
      ],
    };
    expect(await shown(id)).toEqual(handshake);
    expect((await guest.send(new ListHandshakesForAccountCommand({}))).Handshakes).toEqual([handshake]);
    expect((await cast.org.send(new ListHandshakesForOrganizationCommand({}))).Handshakes).toEqual([handshake]);
  });

  const shown = async (HandshakeId: string) =>
    (await guest.send(new DescribeHandshakeCommand({ HandshakeId }))).Handshake;

  test("is hidden from those whom it does not concern", async () => {
    const id = await invite();
    const member = cast.as((await cast.enter(await cast.createAccount("workload"))).keys);
    await expect(member.send(new DescribeHandshakeCommand({ HandshakeId: id }))).rejects.toMatchObject(DENIED);
    expect((await member.send(new ListHandshakesForAccountCommand({}))).Handshakes).toEqual([]);
    await expect(member.send(new ListHandshakesForOrganizationCommand({}))).rejects.toMatchObject(DENIED);
    await expect(guest.send(new ListHandshakesForOrganizationCommand({}))).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
    });
  });

  test("is shown to delegated administrators", async () => {
    const ServicePrincipal = "guardduty.amazonaws.com";
    const delegate = await cast.createAccount("security");
    await cast.org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    await cast.org.send(new RegisterDelegatedAdministratorCommand({ AccountId: delegate, ServicePrincipal }));
    const security = cast.as((await cast.enter(delegate)).keys);
    const id = await invite();
    expect((await security.send(new DescribeHandshakeCommand({ HandshakeId: id }))).Handshake?.Id).toBe(id);
    expect((await security.send(new ListHandshakesForOrganizationCommand({}))).Handshakes).toHaveLength(1);
  });

  test("is sent by the management account alone", async () => {
    const Target = { Type: "ACCOUNT", Id: OTHER_ACCOUNT } as const;
    const member = cast.as((await cast.enter(await cast.createAccount("workload"))).keys);
    await expect(member.send(new InviteAccountToOrganizationCommand({ Target }))).rejects.toMatchObject(DENIED);
  });

  test.each<[string, object, string, string]>([
    ["no target", {}, "INVALID_PATTERN", "does not match the required pattern"],
    ["an empty target", { Target: {} }, "INVALID_PARTY_TYPE_TARGET", "invalid party type"],
    ["an organization", { Target: { Type: "ORGANIZATION", Id: "o-x" } }, "INVALID_PARTY_TYPE_TARGET", "party type"],
    ["no number", { Target: { Type: "ACCOUNT", Id: "bad" } }, "INVALID_PATTERN", "required pattern"],
    ["no address", { Target: { Type: "EMAIL", Id: "bad" } }, "INVALID_EMAIL_ADDRESS_TARGET", "invalid email address"],
    ["a number that no account has", { Target: { Type: "ACCOUNT", Id: "999999999999" } }, "TARGET_NOT_SUPPORTED", ""],
    ["long notes", { Notes: "x".repeat(1025) }, "MAX_LENGTH_EXCEEDED:NOTES", "exceeds that maximum length"],
    ["a tag twice", { Tags: ["a", "b"].map((Value) => ({ Key: "k", Value })) }, "DUPLICATE_TAG_KEY", "duplicate tag"],
  ])("to %s is refused", async (_what, wish, Reason, words) => {
    const Target = { Type: "ACCOUNT", Id: OTHER_ACCOUNT };
    const input = Object.keys(wish).length === 0 ? {} : { Target, ...wish };
    const bad = new InviteAccountToOrganizationCommand(input as InviteAccountToOrganizationCommandInput);
    await expect(cast.org.send(bad)).rejects.toMatchObject({
      name: "InvalidInputException",
      Reason,
      message: expect.stringContaining(words),
    });
  });

  test("to a member, and a second one to the same account, is refused", async () => {
    const Id = await cast.createAccount("workload");
    await expect(invite({ Target: { Type: "ACCOUNT", Id } })).rejects.toMatchObject({
      name: "HandshakeConstraintViolationException",
      Reason: "ALREADY_IN_AN_ORGANIZATION",
    });
    await invite();
    await expect(invite()).rejects.toMatchObject({ name: "DuplicateHandshakeException" });
  });

  test("is one of 20 a day at most", async () => {
    for (let count = 0; count < 20; count++) await decline(await invite());
    await expect(invite()).rejects.toMatchObject({ Reason: "HANDSHAKE_RATE_LIMIT_EXCEEDED" });
    await cast.aws.advance(DAY);
    await invite();
  });

  test("expires after 15 days, and is forgotten 30 days later", async () => {
    const id = await invite();
    await cast.aws.advance(15 * DAY);
    expect(await stateOf(id)).toBe("EXPIRED");
    await expect(accept(id)).rejects.toMatchObject({ name: "InvalidHandshakeTransitionException" });
    await cast.aws.advance(30 * DAY);
    await expect(stateOf(id)).rejects.toMatchObject({ name: "HandshakeNotFoundException" });
  });
});

describe("a handshake", () => {
  test("is accepted and declined by whom it is for, and cancelled by who sent it", async () => {
    const id = await invite();
    await expect(accept(id, cast.org)).rejects.toMatchObject(DENIED);
    await expect(decline(id, cast.org)).rejects.toMatchObject(DENIED);
    await expect(cancel(id, guest)).rejects.toMatchObject(DENIED);
    expect((await decline(id)).Handshake?.State).toBe("DECLINED");
    const second = await invite();
    expect((await cancel(second)).Handshake?.State).toBe("CANCELED");
  });

  test("that has ended says so, and stays as it ended", async () => {
    const already = { name: "HandshakeAlreadyInStateException" };
    const wrong = { name: "InvalidHandshakeTransitionException" };
    const declined = await invite();
    await decline(declined);
    await expect(decline(declined)).rejects.toMatchObject(already);
    await expect(accept(declined)).rejects.toMatchObject(wrong);
    await expect(cancel(declined)).rejects.toMatchObject(wrong);
    const accepted = await invite();
    await accept(accepted);
    await expect(accept(accepted)).rejects.toMatchObject(already);
    await expect(decline(accepted)).rejects.toMatchObject(wrong);
    expect([await stateOf(declined), await stateOf(accepted)]).toEqual(["DECLINED", "ACCEPTED"]);
  });

  test.each([
    ["DescribeHandshake", DescribeHandshakeCommand],
    ["AcceptHandshake", AcceptHandshakeCommand],
    ["DeclineHandshake", DeclineHandshakeCommand],
    ["CancelHandshake", CancelHandshakeCommand],
  ])("that is not there, or cannot be, is refused by %s", async (_name, Command) => {
    const ask = (HandshakeId: string | undefined) => cast.org.send(new Command({ HandshakeId }) as never);
    await expect(ask("h-00000000")).rejects.toMatchObject({ name: "HandshakeNotFoundException" });
    await expect(ask("bad")).rejects.toMatchObject({ Reason: "INVALID_PATTERN:HANDSHAKE_ID" });
    await expect(ask(undefined)).rejects.toMatchObject({ Reason: "INPUT_REQUIRED:HANDSHAKE_ID" });
  });
});

describe("the lists of handshakes", () => {
  test("take one filter", async () => {
    await invite();
    const list = async (Filter: object) =>
      (await guest.send(new ListHandshakesForAccountCommand({ Filter }))).Handshakes?.length;
    expect(await list({ ActionType: "INVITE" })).toBe(1);
    expect(await list({ ActionType: "ENABLE_ALL_FEATURES" })).toBe(0);
    expect(await list({ ParentHandshakeId: "h-00000000" })).toBe(0);
    await expect(list({ ActionType: "INVITE", ParentHandshakeId: "h-00000000" })).rejects.toMatchObject({
      Reason: "MAX_LIMIT_EXCEEDED_FILTER",
    });
    await expect(list({ ActionType: "odd" })).rejects.toMatchObject({ Reason: "INVALID_ENUM:FILTER_ACTION_TYPE" });
  });

  test("come in pages", async () => {
    const ids = [];
    for (let count = 0; count < 3; count++) {
      const id = await invite();
      ids.push(id);
      await decline(id);
    }
    const first = await cast.org.send(new ListHandshakesForOrganizationCommand({ MaxResults: 2 }));
    const { NextToken } = first;
    const rest = await cast.org.send(new ListHandshakesForOrganizationCommand({ MaxResults: 2, NextToken }));
    const all = [...(first.Handshakes ?? []), ...(rest.Handshakes ?? [])].map(({ Id }) => Id);
    expect([all.length, new Set(all)]).toEqual([3, new Set(ids)]);
    await expect(cast.org.send(new ListHandshakesForOrganizationCommand({ NextToken: "bad" }))).rejects.toMatchObject({
      Reason: "INVALID_NEXT_TOKEN",
    });
  });
});
