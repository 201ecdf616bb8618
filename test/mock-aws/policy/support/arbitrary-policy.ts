// Random requests and policies over a small world, so that statements meet and conflict often.
import fc from "fast-check";
import { parsePolicy } from "../../../../mock-aws/policy/document.ts";
import type { ApplicablePolicies, PolicySource, PolicySourceKind } from "../../../../mock-aws/policy/policies.ts";
import type { AccessRequest, RequestPrincipal } from "../../../../mock-aws/policy/request.ts";
import type { PolicyKind } from "../../../../mock-aws/policy/statement.ts";

export type StatementJson = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly Principal?: unknown;
};

/** Policies as lists of statements, by the place they hang. */
export type World = {
  readonly identity: readonly (readonly StatementJson[])[];
  readonly boundary: readonly StatementJson[] | undefined;
  readonly session: readonly (readonly StatementJson[])[] | undefined;
  readonly resource: readonly StatementJson[] | undefined;
  readonly scps: readonly (readonly (readonly StatementJson[])[])[];
};

const HOME = "111122223333";
const SESSION = `arn:aws:sts::${HOME}:assumed-role/app/i-0abc`;
const ROLE = `arn:aws:iam::${HOME}:role/app`;
const USER = `arn:aws:iam::${HOME}:user/ann`;

const principals: readonly RequestPrincipal[] = [
  { type: "user", account: HOME, arn: USER, userId: "AIDAANNEXAMPLE" },
  { type: "role-session", account: HOME, arn: SESSION, roleArn: ROLE, roleId: "AROAAPPEXAMPLE" },
  { type: "root", account: HOME, arn: `arn:aws:iam::${HOME}:root` },
  { type: "service", service: "lambda.amazonaws.com" },
];

const effect = fc.constantFrom("Allow" as const, "Allow" as const, "Allow" as const, "Allow" as const, "Deny" as const);
const actions = fc.uniqueArray(
  fc.constantFrom("*", "*", "s3:*", "s3:Get*", "s3:GetObject", "iam:GetRole", "iam:?etRole"),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const resources = fc.uniqueArray(
  fc.constantFrom(
    "*",
    "*",
    "*",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::a/1",
    `arn:aws:s3:::\${aws:username}/*`,
    "arn:aws:iam::*:role/app",
  ),
  { minLength: 1, maxLength: 3 },
);
const condition = fc.constantFrom(
  { StringEquals: { "aws:username": ["ann", "bob"] } },
  { StringNotLike: { "aws:userid": ["AROA*"] } },
  { DateLessThan: { "aws:TokenIssueTime": ["2026-03-01T12:00:30Z"] } },
  { BoolIfExists: { "aws:MultiFactorAuthPresent": ["false"] } },
  { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
  { Null: { "aws:TokenIssueTime": ["false"] }, IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
);

const ownStatement: fc.Arbitrary<StatementJson> = fc
  .record({ effect, actions, resources, condition: fc.option(condition, { nil: undefined, freq: 1 }), form: fc.nat(5) })
  .map((one) => ({
    Effect: one.effect,
    ...(one.form === 1 ? { NotAction: one.actions } : { Action: one.actions }),
    // A NotResource with a variable that has no value is refused; that is another test's business.
    ...(one.form === 2 ? { NotResource: ["arn:aws:s3:::a/*"] } : { Resource: one.resources }),
    ...(one.condition === undefined ? {} : { Condition: one.condition }),
  }));

const resourceStatement: fc.Arbitrary<StatementJson> = fc
  .record({
    one: ownStatement,
    principal: fc.constantFrom(
      "*",
      { AWS: [USER] },
      { AWS: [ROLE] },
      { AWS: [HOME] },
      { Service: "lambda.amazonaws.com" },
    ),
  })
  .map(({ one, principal }) => ({ ...one, Principal: principal }));

const policy = fc.array(ownStatement, { minLength: 1, maxLength: 3 });

export const arbitraryStatement = ownStatement;

export const arbitraryWorld: fc.Arbitrary<World> = fc.record({
  identity: fc.array(policy, { maxLength: 3 }),
  boundary: seldom(policy),
  session: seldom(fc.array(policy, { minLength: 1, maxLength: 2 })),
  resource: seldom(fc.array(resourceStatement, { minLength: 1, maxLength: 3 })),
  scps: fc.oneof(
    fc.constant([]),
    fc.constant([]),
    fc.array(fc.array(policy, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  ),
});

const contextEntries = fc.record({
  "aws:username": fc.constantFrom(["ann"], ["a"], undefined),
  "aws:userid": fc.constantFrom(["AIDAANNEXAMPLE"], ["AROAAPPEXAMPLE:i-0abc"], undefined),
  "aws:tokenissuetime": fc.constantFrom(["2026-03-01T12:00:29Z"], ["2026-03-01T12:00:30Z"], undefined),
  "aws:multifactorauthpresent": fc.constantFrom(["true"], ["false"], undefined),
  "aws:tagkeys": fc.constantFrom(["a"], ["a", "c"], undefined),
  "aws:sourceip": fc.constantFrom(["203.0.113.9"], ["198.51.100.9"], undefined),
});

export const arbitraryRequest: fc.Arbitrary<AccessRequest> = fc
  .record({
    principal: fc.constantFrom(...principals),
    target: fc.constantFrom(
      { action: "s3:GetObject", resource: "arn:aws:s3:::a/1" },
      { action: "s3:PutObject", resource: "arn:aws:s3:::b/2" },
      { action: "iam:GetRole", resource: ROLE },
      { action: "s3:ListAllMyBuckets", resource: "*" },
    ),
    resourceAccount: fc.constantFrom(HOME, HOME, HOME, "444455556666"),
    context: contextEntries,
  })
  .map(({ principal, target, resourceAccount, context }) => ({
    principal,
    ...target,
    resourceAccount,
    context: new Map(Object.entries(context).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  }));

/** Once in three times: each layer more leaves less that is allowed. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(fc.constant(undefined), fc.constant(undefined), arbitrary);
}

export function policiesIn(world: World): ApplicablePolicies {
  return {
    identity: world.identity.map(source("identity", "user")),
    ...(world.boundary === undefined ? {} : { boundary: source("boundary", "boundary")(world.boundary) }),
    ...(world.session === undefined ? {} : { session: world.session.map(source("session", "session")) }),
    ...(world.resource === undefined ? {} : { resource: source("resource", "resource")(world.resource) }),
    scps: world.scps.map((level) => level.map(source("scp", "scp"))),
  };
}

function source(
  kind: PolicyKind,
  sourceKind: PolicySourceKind,
): (statements: readonly StatementJson[]) => PolicySource {
  return (statements) => ({
    id: kind,
    kind: sourceKind,
    document: parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), kind),
  });
}
