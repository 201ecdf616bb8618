import { describe, expect, test } from "vitest";
import type { CallerIdentity } from "../../lambda/caller-identity.ts";
import type { Incident } from "../../lambda/incident.ts";
import { mayApprove } from "../../lambda/may-approve.ts";

const HOME = "111122223333";
const MEMBER = "444455556666";

const caller = (arn: string, userId = "AIDAEXAMPLEEXAMPLE999"): CallerIdentity => ({
  arn,
  account: arn.split(":")[4] ?? "",
  userId,
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
});
const session = (role: string, name = "ann", id = "AROAOTHEROTHEROTHER12", account = HOME) =>
  caller(`arn:aws:sts::${account}:assumed-role/${role}/${name}`, `${id}:${name}`);
const user = (path: string, account = HOME) => caller(`arn:aws:iam::${account}:user/${path}`);

type About = Pick<Incident, "account" | "principal"> & Partial<Pick<Incident, "alerts">>;
const APP: About = {
  account: HOME,
  principal: { kind: "role", name: "app", id: "AROAEXAMPLEEXAMPLE123", session: "i-0123456789abcdef0" },
};
const BEN: About = { account: HOME, principal: { kind: "user", name: "ben", id: "AIDAEXAMPLEEXAMPLE123" } };

const may = (who: CallerIdentity, approvers: string[] = [], about = APP) =>
  mayApprove(who, approvers, { alerts: [], ...about }, [HOME, MEMBER]);

describe("approvers", () => {
  const SECURITY = [`arn:aws:iam::${HOME}:role/security-*`];

  test("are matched by the ARN of the role whose session they hold, or of the session", () => {
    expect(may(session("security-oncall"), SECURITY)).toEqual({ may: true });
    expect(may(session("security-oncall"), [`arn:aws:sts::${HOME}:assumed-role/security-oncall/ann`])).toEqual({
      may: true,
    });
    expect(may(session("security-oncall", "bob"), [`arn:aws:sts::${HOME}:assumed-role/*/ann`]).may).toBe(false);
  });

  test("are users by their ARN", () => {
    expect(may(user("staff/eve"), [`arn:aws:iam::${HOME}:user/staff/*`])).toEqual({ may: true });
  });

  test.each<[string, CallerIdentity]>([
    ["a role of the same name in another account", session("security-oncall", "ann", "AROAX", "999988887777")],
    ["a session that calls itself so", session("app2", "security-oncall")],
    ["a user of that name", user("security-oncall")],
    ["a user whose path looks like a role", user("x:role/security-oncall")],
    ["a federated user", caller(`arn:aws:sts::${HOME}:federated-user/security-oncall`)],
    ["nobody in particular", caller("arn:aws:iam::111122223333:root")],
  ])("are not %s", (_what, who) => {
    expect(may(who, SECURITY)).toMatchObject({ may: false, because: expect.stringContaining("approval.approvers") });
    expect(may(who, ["arn:aws:iam::*:role/security-oncall"]).may).toBe(who.account === "999988887777");
  });

  test("where none are named, are all of the accounts that are served, and nobody else", () => {
    expect(may(user("eve"))).toEqual({ may: true });
    expect(may(session("ops", "ann", "AROAX", MEMBER))).toEqual({ may: true });
    expect(may(user("mallory", "999988887777"))).toMatchObject({
      may: false,
      because: expect.stringMatching(/does not serve/),
    });
  });
});

describe("nobody answers for an incident about a credential of theirs, approver or not", () => {
  test.each<[string, CallerIdentity, About]>([
    ["the leaked session", session("app", "i-0123456789abcdef0", "AROAEXAMPLEEXAMPLE123"), APP],
    ["another session of the role", session("app", "new", "AROAEXAMPLEEXAMPLE123"), APP],
    ["a session of the role that was made anew under its name", session("app", "new", "AROANEWNEWNEWNEWNEW12"), APP],
    ["the role under another name, by its id", session("renamed", "x", "AROAEXAMPLEEXAMPLE123"), APP],
    ["the user, below a path", user("staff/ben"), BEN],
    [
      "somebody federated in the user's account, by whichever key",
      caller(`arn:aws:sts::${HOME}:federated-user/x`),
      BEN,
    ],
    [
      "any user of the account, where it is not known who issued the federated user",
      user("eve"),
      { account: HOME, principal: { kind: "federated-user", name: "guest" } },
    ],
    [
      "the issuer of the federated user",
      user("ben"),
      { account: HOME, principal: { kind: "federated-user", name: "guest", issuer: "ben" } },
    ],
    [
      "whoever has the unique id",
      session("app", "x", "AROAEXAMPLEEXAMPLE123"),
      { account: HOME, principal: { kind: "unique-id", id: "AROAEXAMPLEEXAMPLE123" } },
    ],
    [
      "whoever holds the role that an alert names in another case",
      session("app"),
      { account: HOME, principal: { kind: "role", name: "APP" } },
    ],
    [
      "the user whom an alert names in another case",
      user("staff/ben"),
      { account: HOME, principal: { kind: "user", name: "Ben" } },
    ],
    ["root", caller(`arn:aws:iam::${MEMBER}:root`, MEMBER), { account: MEMBER, principal: { kind: "root" } }],
    [
      "whoever root's key has made a token for",
      caller(`arn:aws:sts::${MEMBER}:federated-user/helper`, MEMBER),
      { account: MEMBER, principal: { kind: "root" } },
    ],
    [
      "anybody, where it is not known whose credential it is",
      user("eve"),
      { account: HOME, principal: { kind: "access-key" } },
    ],
  ])("%s", (_what, who, about) => {
    expect(may(who, ["arn:*"], about).may).toBe(false);
    expect(may(who, [], about).may).toBe(false);
  });

  const ANN: About = {
    account: MEMBER,
    principal: {
      kind: "identity-center-user",
      account: MEMBER,
      name: "AWSReservedSSO_Security_0123456789abcdef",
      arn: `arn:aws:iam::${MEMBER}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Security_0123456789abcdef`,
      id: "AROAEXAMPLEEXAMPLE123",
      session: "ann@example.com",
      administration: {
        account: HOME,
        region: "us-east-1",
        instanceArn: "arn:aws:sso:::instance/ssoins-1111111111111111",
        permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111",
        userId: "11111111-2222-3333-4444-555555555555",
        inlinePolicy: null,
      },
    },
  };

  test("a person of Identity Center in no account and with no permission set, but colleagues of the same set", () => {
    const sso = (set: string, name: string, account: string) =>
      session(`AWSReservedSSO_${set}_0123456789abcdef`, name, "AROAEXAMPLEEXAMPLE123", account);
    expect(may(sso("Security", "ann@example.com", MEMBER), [], ANN).may).toBe(false);
    expect(may(sso("Admin", "ann@example.com", HOME), [], ANN).may).toBe(false);
    expect(may(sso("Security", "bob@example.com", MEMBER), [], ANN)).toEqual({ may: true });
  });
});

test("others answer, also of the same account", () => {
  expect(may(session("ops"))).toEqual({ may: true });
  expect(may(user("eve"), [], BEN)).toEqual({ may: true });
  expect(may(session("ops"), [], { account: MEMBER, principal: { kind: "root" } })).toEqual({ may: true });
});
