// What the deployed roles are allowed, what they are forbidden, and whom they trust: read from the templates.
import { describe, expect, test } from "vitest";
import { roleIn, type Statement, stacksOf } from "./deployed.ts";

const HOME = "111122223333";
const ADMINISTRATION = "555566667777";
const ORGANIZATION = {
  members: { accounts: ["444455556666", ADMINISTRATION], role: "ops/leak-member", externalId: "clr-7f3a" },
  administration: { account: ADMINISTRATION, identityCenterRegion: "eu-west-1", scp: true, backstop: true },
  deployment: { organization: "o-a1b2c3d4e5" },
};
const ATHENA = {
  athena: {
    location: "s3://aws-controltower-logs-111122223333-us-east-1/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5",
    key: "arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  },
};
const WRITES = /^iam:(Add|Attach|Create|Delete|Detach|Put|Remove|Set|Tag|Untag|Update|Upload)/;

const responder = (config: unknown = {}, region?: string, partition?: string) =>
  roleIn(stacksOf(config, region)["CredentialLeakResponder"], "credential-leak-responder", partition);
const member = (config: unknown = ORGANIZATION) => roleIn(stacksOf(config)["CredentialLeakMember"], "leak-member");
const administration = (config: unknown = ORGANIZATION) =>
  roleIn(stacksOf(config)["CredentialLeakAdministration-us-east-1"], "credential-leak-responder-administration");

function allowed(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : []));
}

function denied(statements: readonly Statement[], sid: string): readonly string[] {
  return statements.find(({ Effect, Sid }) => Effect === "Deny" && Sid === sid)?.Resource ?? [];
}

describe.each([
  ["the responder's", () => responder({ fallback: "boundary", denyAssume: true, ...ATHENA, ...ORGANIZATION })],
  ["a member's", () => member({ fallback: "boundary", denyAssume: true, ...ORGANIZATION })],
  ["the administration's", () => administration({ fallback: "boundary", denyAssume: true, ...ORGANIZATION })],
])("%s role", (_, role) => {
  test("writes in IAM only on roles, on users, and on policies below its own path", () => {
    const writes = role().statements.filter(
      ({ Effect, Action }) => Effect === "Allow" && Action.some((one) => WRITES.test(one)),
    );
    expect(writes.length).toBeGreaterThan(0);
    for (const { Resource } of writes) {
      for (const arn of Resource) expect(arn).toMatch(/:(role|user)\/\*$|:policy\/credential-leak-responder\/\*$/);
    }
  });

  test("attaches and detaches no policy but its own", () => {
    const attaching = role().statements.filter(
      ({ Action }) => Action.some((one) => /^iam:(At|De)tach/.test(one)) && !Action.includes("iam:Attach*"),
    );
    expect(attaching).toHaveLength(1);
    expect(attaching[0]?.Condition).toEqual({
      ArnLike: { "iam:PolicyARN": "arn:aws:iam::*:policy/credential-leak-responder/*" },
    });
  });

  test("makes nobody: no user, role, group, key or password", () => {
    const made =
      /^(iam:(Create(User|Role|Group|AccessKey|LoginProfile)|AddUser|UpdateLoginProfile|PassRole|SetDefault)|sts:Get(Session|Federation)Token|lambda:(Create|Update|Add))/;
    expect(allowed(role().statements).filter((action) => made.test(action))).toEqual([]);
  });

  test("has no wildcard in what it is allowed", () => {
    expect(allowed(role().statements).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("is capped by its boundary at the same, and forbidden the same", () => {
    const { statements, boundary } = role();
    const isReach = ({ Sid }: Statement) => Sid === "OtherAccounts";
    expect(boundary.filter((one) => !isReach(one))).toEqual(statements.filter((one) => !isReach(one)));
    expect(boundary.filter(isReach).map(({ Action }) => Action)).toEqual(
      statements.filter(isReach).map(({ Action }) => Action),
    );
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify({ Version: "2012-10-17", Statement: boundary }).length).toBeLessThan(6_144);
    expect(JSON.stringify({ Version: "2012-10-17", Statement: statements }).length).toBeLessThan(10_240);
  });
});

test("the responder's role is forbidden to change itself, the roles beside it, its boundary and its stack", () => {
  const { statements } = responder();
  expect(denied(statements, "OwnRoles")).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/:role\/credential-leak-responder$/),
      expect.stringMatching(/:role\/credential-leak-responder-forward$/),
      expect.stringMatching(/:policy\/credential-leak-responder-boundary$/),
    ]),
  );
  expect(denied(statements, "OwnStack").map((arn) => arn.split(":")[2])).toEqual(
    expect.arrayContaining(["cloudformation", "events", "lambda", "scheduler"]),
  );
});

test("a member's role is forbidden to change itself and the role that forwards", () => {
  expect(denied(member().statements, "OwnRoles")).toEqual([
    "arn:aws:iam::444455556666:role/ops/leak-member",
    "arn:aws:iam::444455556666:role/credential-leak-responder-forward",
    "arn:aws:iam::444455556666:policy/credential-leak-responder-boundary",
  ]);
});

test("what is untouchable, and other responders' roles, every role of ours is forbidden to change", () => {
  const untouchable = ["arn:aws:iam::*:role/break-glass-*"];
  const ownRoles = ["arn:aws:iam::*:role/cdk-*-deploy-*", "arn:aws:*::*:role/cannot-be-in-a-policy"];
  const config = { ...ORGANIZATION, untouchable, ownRoles };
  for (const { statements } of [responder(config), member(config), administration(config)]) {
    expect(denied(statements, "Untouchable")).toEqual(["arn:aws:iam::*:role/cdk-*-deploy-*", ...untouchable]);
  }
});

test("more untouchable than a policy has room for are refused, with what to do", () => {
  const many = Array.from({ length: 41 }, (_, index) => `arn:aws:iam::111122223333:role/break-glass-${index}`);
  expect(() => responder({ untouchable: many })).toThrow(/untouchable.*one pattern/);
  const { boundary } = responder({
    ...ORGANIZATION,
    fallback: "boundary",
    denyAssume: true,
    untouchable: many.slice(0, 35),
  });
  expect(JSON.stringify({ Version: "2012-10-17", Statement: boundary }).length).toBeLessThan(6_144);
});

test("a member's role trusts nobody but the responder's, with the external id, of the organization", () => {
  expect(member().trust).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${HOME}:root` },
      Action: "sts:AssumeRole",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/credential-leak-responder` },
        StringEquals: { "sts:ExternalId": "clr-7f3a", "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
      },
    },
  ]);
});

test("the boundary has room for the roles in other accounts, however many there are, and for no other role", () => {
  const accounts = Array.from({ length: 40 }, (_, index) => String(100_000_000_000 + index));
  const { boundary } = responder({ ...ORGANIZATION, deployment: {}, members: { ...ORGANIZATION.members, accounts } });
  expect(boundary.find(({ Action }) => Action.includes("sts:AssumeRole"))?.Resource).toEqual([
    "arn:aws:iam::*:role/ops/leak-member",
    "arn:aws:iam::*:role/credential-leak-responder-administration",
  ]);
});

describe("which roles the responder may assume", () => {
  const reach = (config: unknown) =>
    responder(config).statements.find(({ Action }) => Action.includes("sts:AssumeRole"));

  test("none, where no other account is served", () => {
    expect(reach({})).toBeUndefined();
  });

  test("one by one, where no organization is named", () => {
    expect(reach({ ...ORGANIZATION, deployment: {} })).toMatchObject({
      Resource: [
        "arn:aws:iam::444455556666:role/ops/leak-member",
        `arn:aws:iam::${ADMINISTRATION}:role/credential-leak-responder-administration`,
      ],
    });
  });

  test("those of the organization, however many accounts it has", () => {
    const accounts = Array.from({ length: 10_000 }, (_, index) => String(100_000_000_000 + index));
    const statement = reach({ ...ORGANIZATION, members: { ...ORGANIZATION.members, accounts } });
    expect(statement).toMatchObject({
      Resource: ["arn:aws:iam::*:role/ops/leak-member", "arn:aws:iam::*:role/credential-leak-responder-administration"],
      Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
    });
  });
});

describe("what is switched off is not allowed", () => {
  test.each([
    [{}, /PermissionsBoundary/],
    [{ fallback: "none" }, /AttachRolePolicy|CreatePolicy|PermissionsBoundary/],
    [{ trace: false }, /UpdateAssumeRolePolicy|PermissionsBoundary/],
    [{ denyAssume: true }, /PermissionsBoundary/],
  ])("with %j", (config, never) => {
    expect(allowed(responder(config).statements).filter((action) => never.test(action))).toEqual([]);
  });

  test("at the organization", () => {
    const asked = { account: ADMINISTRATION };
    const actions = (config: object) => allowed(administration({ ...ORGANIZATION, administration: config }).statements);
    const writes = /^organizations:(Attach|Create|Delete|Detach|Update)/;
    expect(actions(asked).filter((action) => writes.test(action))).toEqual([]);
    for (const one of [{ scp: true }, { backstop: true }]) {
      expect(actions({ ...asked, ...one })).toContain("organizations:AttachPolicy");
    }
  });
});

test.each([
  ["us-gov-west-1", "aws-us-gov"],
  ["cn-north-1", "aws-cn"],
])("in %s every ARN is of the partition %s", (region, partition) => {
  const { statements, boundary } = responder({ members: ORGANIZATION.members }, region, partition);
  const arns = [...statements, ...boundary].flatMap(({ Resource }) => Resource).filter((arn) => arn !== "*");
  expect(arns.length).toBeGreaterThan(10);
  expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
});
