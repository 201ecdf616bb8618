// What a trust policy says by itself: a table of policies, and that nothing odd in one makes a way in disappear.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOf } from "../../../lambda/ways-in/trust/answer-of.ts";
import { readTrust } from "../../../lambda/ways-in/trust/read-trust.ts";
import { waysNamed } from "../../../lambda/ways-in/trust/ways-named.ts";

const HOME = "111122223333";
const ALICE = `arn:aws:iam::${HOME}:user/alice`;
const APP = `arn:aws:iam::${HOME}:role/team/app`;
const NIGHT = `arn:aws:sts::${HOME}:assumed-role/app/night`;
const SAML = `arn:aws:iam::${HOME}:saml-provider/Employees`;
const GITHUB = `arn:aws:iam::${HOME}:oidc-provider/token.actions.githubusercontent.com`;

type Statement = Readonly<Record<string, unknown>>;
const lets = (Principal: unknown, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...more,
});
const refuses = (Principal: unknown, more: Statement = {}): Statement => lets(Principal, { ...more, Effect: "Deny" });
const text = (...Statement: readonly Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement });

/** `kind who by call: open, under conditions`. */
const said = (policy: string) =>
  waysNamed(readTrust(policy)).map(({ kind, who, call, open, conditions, denied }) =>
    [`${kind} ${who} by ${call.slice(4)}: ${open}`, ...conditions, ...(denied === undefined ? [] : [denied])].join(
      " | ",
    ),
  );

describe("whom a trust policy names", () => {
  test.each<[string, readonly Statement[], readonly string[]]>([
    [
      "a user and a role",
      [lets({ AWS: [ALICE, APP] })],
      [`principal ${ALICE} by AssumeRole: not-visible`, `principal ${APP} by AssumeRole: not-visible`],
    ],
    ["one session", [lets({ AWS: NIGHT })], [`principal ${NIGHT} by AssumeRole: not-visible`]],
    [
      "an account in both forms is one",
      [lets({ AWS: [HOME, `arn:aws:iam::${HOME}:root`] })],
      [`account ${HOME} by AssumeRole: not-visible`],
    ],
    ["a service", [lets({ Service: "ec2.amazonaws.com" })], ["service ec2.amazonaws.com by AssumeRole: not-visible"]],
    [
      "a canonical user",
      [lets({ CanonicalUser: "79a59d" })],
      ["account canonical user 79a59d by AssumeRole: not-visible"],
    ],
    [
      "identity providers, each by its own call",
      [lets({ Federated: [SAML, GITHUB, "accounts.google.com"] }, { Action: "sts:*" })],
      [
        `identity-provider ${SAML} by AssumeRoleWithSAML: not-visible`,
        `identity-provider ${GITHUB} by AssumeRoleWithWebIdentity: not-visible`,
        "identity-provider accounts.google.com by AssumeRoleWithWebIdentity: not-visible",
      ],
    ],
    [
      "everybody, by every call that is allowed",
      [lets("*", { Action: ["sts:AssumeRole", "sts:AssumeRoleWithWeb*"] })],
      ["anybody * by AssumeRole: yes", "anybody * by AssumeRoleWithWebIdentity: not-visible"],
    ],
    [
      "everybody but some",
      [{ Effect: "Allow", NotPrincipal: { AWS: ALICE }, Action: "sts:AssumeRole" }],
      [`anybody * by AssumeRole: depends | not ${ALICE} | Statement 1 has a NotPrincipal`],
    ],
    [
      "all calls but some",
      [lets({ AWS: HOME, Federated: SAML }, { Action: undefined, NotAction: "sts:AssumeRole" })],
      [`identity-provider ${SAML} by AssumeRoleWithSAML: not-visible`],
    ],
    [
      "who was deleted",
      [lets({ AWS: ["AROAEXAMPLEEXAMPLE123", "AIDAEXAMPLEEXAMPLE123"] })],
      [
        "principal AROAEXAMPLEEXAMPLE123 by AssumeRole: no | It was deleted: nobody comes in under a unique id.",
        "principal AIDAEXAMPLEEXAMPLE123 by AssumeRole: no | It was deleted: nobody comes in under a unique id.",
      ],
    ],
    [
      "a federated user",
      [lets({ AWS: `arn:aws:sts::${HOME}:federated-user/partner` })],
      [
        `principal arn:aws:sts::${HOME}:federated-user/partner by AssumeRole: no | A federated user can assume no role.`,
      ],
    ],
    [
      "something that AWS has invented since",
      [lets({ AWS: "urn:aws:robot/7", Robot: "r7" })],
      [
        "principal urn:aws:robot/7 by AssumeRole: depends | this form of a principal is not understood",
        "principal Robot r7 by AssumeRole: depends | this form of a principal is not understood",
      ],
    ],
    ["nobody, where the call is none that opens a session", [lets({ AWS: HOME }, { Action: "sts:TagSession" })], []],
    ["nobody, where it only denies", [refuses("*")], []],
  ])("%s", (_what, statements, expected) => expect(said(text(...statements))).toEqual(expected));

  test("a statement alone may stand where a list may", () => {
    expect(said(JSON.stringify({ Statement: lets({ AWS: HOME }) }))).toEqual([
      `account ${HOME} by AssumeRole: not-visible`,
    ]);
  });
});

describe("what closes a way, and what only may", () => {
  test.each<[string, readonly Statement[], readonly string[]]>([
    [
      "a deny for everybody",
      [lets({ AWS: HOME, Service: "ec2.amazonaws.com" }), refuses({ AWS: "*" })],
      [
        `account ${HOME} by AssumeRole: no | Statement 2 of the trust policy denies it.`,
        "service ec2.amazonaws.com by AssumeRole: no | Statement 2 of the trust policy denies it.",
      ],
    ],
    [
      "a deny for the account closes its users' ways",
      [refuses({ AWS: HOME }), lets({ AWS: ALICE })],
      [`principal ${ALICE} by AssumeRole: no | Statement 1 of the trust policy denies it.`],
    ],
    [
      "a deny for one user leaves the account's",
      [lets({ AWS: HOME }), refuses({ AWS: ALICE })],
      [`account ${HOME} by AssumeRole: not-visible`],
    ],
    [
      "a deny of another call",
      [lets({ Federated: SAML }, { Action: "sts:*" }), refuses("*")],
      [`identity-provider ${SAML} by AssumeRoleWithSAML: not-visible`],
    ],
    [
      "a deny under a condition",
      [lets({ AWS: HOME }), refuses("*", { Condition: { Bool: { "aws:SecureTransport": false } } })],
      [`account ${HOME} by AssumeRole: not-visible | not refused by statement 2: aws:SecureTransport must be "false"`],
    ],
    [
      "a deny with an element that nobody knows",
      [lets({ AWS: HOME }), refuses("*", { Sometimes: true })],
      [
        `account ${HOME} by AssumeRole: not-visible | not refused by statement 2: Statement 2 has an element that is not understood: Sometimes`,
      ],
    ],
  ])("%s", (_what, statements, expected) => expect(said(text(...statements))).toEqual(expected));
});

describe("conditions in words", () => {
  const worded = (operator: string, key: string, values: unknown) =>
    waysNamed(readTrust(text(lets({ AWS: HOME }, { Condition: { [operator]: { [key]: values } } }))))[0]?.conditions;

  test.each<[string, string, unknown, string]>([
    ["StringEquals", "sts:ExternalId", "Example987", 'sts:ExternalId must be "Example987"'],
    ["ArnNotLike", "aws:PrincipalArn", ["a", "b"], 'aws:PrincipalArn must not be like one of "a", "b"'],
    [
      "BoolIfExists",
      "aws:MultiFactorAuthPresent",
      true,
      'aws:MultiFactorAuthPresent must be "true", where it is known at all',
    ],
    [
      "ForAnyValue:StringLike",
      "aws:PrincipalOrgPaths",
      "o-1/*",
      'a value of aws:PrincipalOrgPaths must be like "o-1/*"',
    ],
    ["NumericLessThan", "aws:MultiFactorAuthAge", 3600, 'aws:MultiFactorAuthAge must pass NumericLessThan with "3600"'],
    ["StringEquals", "k", ["1", "2", "3", "4", "5", "6", "7"], 'k must be one of "1", "2", "3", "4", "5", and 2 more'],
  ])("%s %s", (operator, key, values, expected) => expect(worded(operator, key, values)).toEqual([expected]));

  test("an attacker's words stay in quotes and short", () => {
    const [words = ""] = worded("StringEquals", 'x". Nobody can get in.', `\n${"a".repeat(5_000)}`) ?? [];
    expect(words).toMatch(/^"x\\"\. Nobody can get in\." must be "\\na+…"$/);
    expect(words.length).toBeLessThan(200);
  });
});

describe("what cannot be understood is said", () => {
  test.each<[string, string, RegExp]>([
    ["no JSON", "{", /no policy/],
    ["no statements", "{}", /no policy/],
    ["a member that copies lose", '{"Statement":[{"__proto__":{"Effect":"Allow"}}]}', /neither allows nor denies/],
    ["no effect", text({ ...lets("*"), Effect: "allow" }), /Statement 1 neither allows nor denies/],
    ["no principal", text({ Effect: "Allow", Action: "sts:AssumeRole" }), /Statement 1 lets in whom nobody can read/],
    ["a principal of numbers", text(lets({ AWS: [1] })), /Statement 1 lets in whom nobody can read/],
    ["no action", text({ Effect: "Allow", Principal: "*" }), /Statement 1 has no action/],
    ["a call that AWS has added", text(lets("*", { Action: "sts:AssumeRoleWithDNA" })), /sts:AssumeRoleWithDNA/],
  ])("%s", (_what, policy, problem) => expect(readTrust(policy).problems.join(" ")).toMatch(problem));
});

const name = fc.constantFrom(ALICE, APP, NIGHT, HOME, "*", "AROAEXAMPLEEXAMPLE123");
const principal = fc.oneof(
  fc.constant("*"),
  name.map((AWS) => ({ AWS })),
  fc.uniqueArray(name, { minLength: 1 }).map((AWS) => ({ AWS })),
  fc.constantFrom({ Service: "ec2.amazonaws.com" }, { Federated: SAML }),
);
const condition = fc.constantFrom<Statement>(
  {},
  { Condition: { StringEquals: { "aws:PrincipalAccount": HOME } } },
  { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } } },
  { Condition: { StringEquals: { "sts:ExternalId": "Example987" } } },
);
const statement = fc
  .tuple(fc.constantFrom("Allow", "Deny"), principal, condition)
  .map(([Effect, Principal, when]): Statement => ({ Effect, Principal, Action: "sts:*", ...when }));
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
/** No policy has such a member yet. */
const strange = fc.tuple(
  fc.string().map((of) => `New${of}`),
  fc.jsonValue(),
);

const CALLERS = [
  { account: HOME, arn: ALICE },
  { account: HOME, arn: APP },
  { account: HOME, arn: APP, session: NIGHT },
];

/** Every name that is not surely shut out, with its call; and the callers to whom the trust policy does not surely say no. */
function openIn(policy: string): readonly string[] {
  const trust = readTrust(policy);
  const named = waysNamed(trust).flatMap(({ kind, who, call, open }) =>
    open === "no" ? [] : [`${kind} ${who} ${call}`],
  );
  const callers = CALLERS.flatMap((caller) => {
    const { allowed, denied } = answerOf(trust, caller);
    return allowed.length > 0 && denied === undefined ? [`caller ${caller.session ?? caller.arn}`] : [];
  });
  return [...named, ...callers];
}

test("an element that nobody knows, anywhere in a policy, closes no way", () => {
  fc.assert(
    fc.property(statements, fc.nat(), strange, (policy, at, [member, value]) => {
      const changed = policy.map((one, index) => (index === at % policy.length ? { ...one, [member]: value } : one));
      expect(openIn(text(...changed))).toEqual(expect.arrayContaining([...openIn(text(...policy))]));
    }),
  );
});

test("a condition that nobody can judge closes no way that is there without it", () => {
  const name = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString"));
  const unknown = fc.tuple(name, name).map(([operator, key]) => ({ [`New${operator}`]: { [key]: "x" } }));
  fc.assert(
    fc.property(statements, fc.nat(), unknown, (policy, at, Condition) => {
      const change = (member: Statement) =>
        policy.map((one, index) => (index === at % policy.length ? { ...one, ...member } : one));
      const before = openIn(text(...change({ Condition: undefined })));
      expect(openIn(text(...change({ Condition })))).toEqual(expect.arrayContaining([...before]));
    }),
  );
});

test("a statement more that allows closes no way, and the order of statements says nothing", () => {
  fc.assert(
    fc.property(statements, statement, (policy, one) => {
      const before = openIn(text(...policy));
      const more = openIn(text({ ...one, Effect: "Allow" }, ...policy));
      expect(more).toEqual(expect.arrayContaining([...before]));
      expect([...openIn(text(...policy.toReversed()))].sort()).toEqual([...before].sort());
    }),
  );
});

test("whatever the text is, it is read or said not to be", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (policy) => {
      const { statements: read, problems } = readTrust(policy);
      expect(read.length + problems.length).toBeGreaterThan(0);
    }),
  );
});
