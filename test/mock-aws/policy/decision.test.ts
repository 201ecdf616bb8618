// What a decision tells beside yes and no: the statements, the missing keys, the kinds of policy, the way to it.
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../mock-aws/policy/document.ts";
import { UnsupportedPolicyError } from "../../../mock-aws/policy/errors.ts";
import { evaluate } from "../../../mock-aws/policy/evaluate.ts";
import type { PolicySource } from "../../../mock-aws/policy/policies.ts";
import type { AccessRequest } from "../../../mock-aws/policy/request.ts";

const request: AccessRequest = {
  principal: { type: "user", account: "111122223333", arn: "arn:aws:iam::111122223333:user/ann", userId: "AIDAANN" },
  action: "s3:GetObject",
  resource: "arn:aws:s3:::reports/q1.csv",
  context: new Map(),
};

function source(id: string, ...statements: readonly object[]): PolicySource {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return { id, kind: "user", document: parsePolicy(text, "identity") };
}

const allowAll = { Sid: "AllowAll", Effect: "Allow", Action: "*", Resource: "*" };
const allowReading = { Sid: "AllowReading", Effect: "Allow", Action: "s3:Get*", Resource: "*" };
const denyOther = { Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::payroll/*" };
const denyReports = { Sid: "DenyReports", Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::reports/*" };

describe("the statements of a decision", () => {
  test("are all that allow, when it is allowed", () => {
    const decision = evaluate(request, { identity: [source("one", allowAll), source("two", denyOther, allowReading)] });
    expect(decision.statements.map(({ sourceId, sid, index }) => [sourceId, sid, index])).toEqual([
      ["one", "AllowAll", 0],
      ["two", "AllowReading", 1],
    ]);
  });

  test("are only those that deny, when it is denied explicitly", () => {
    const decision = evaluate(request, { identity: [source("one", allowAll, denyReports)] });
    expect(decision.statements).toMatchObject([{ sourceId: "one", sid: "DenyReports", index: 1, effect: "Deny" }]);
  });

  test("are none, when nothing allows", () => {
    expect(evaluate(request, { identity: [source("one", denyOther)] }).statements).toEqual([]);
  });
});

describe("the missing context", () => {
  test("names the keys that statements in question asked for, as they write them", () => {
    const condition = { StringEquals: { "aws:PrincipalTag/Team": "red" }, Bool: { "aws:SecureTransport": "true" } };
    const decision = evaluate(
      { ...request, context: new Map([["aws:securetransport", ["true"]]]) },
      { identity: [source("one", { ...allowAll, Condition: condition })] },
    );
    expect(decision.missingContext).toEqual(["aws:PrincipalTag/Team"]);
  });

  test("names the keys of variables in resources", () => {
    const home = { ...allowAll, Resource: `arn:aws:s3:::home/\${aws:username}/*` };
    expect(evaluate(request, { identity: [source("one", home)] }).missingContext).toEqual(["aws:username"]);
  });

  test("leaves out the keys of statements about other actions", () => {
    const other = { ...allowAll, Action: "ec2:*", Condition: { Bool: { "aws:SecureTransport": "true" } } };
    expect(evaluate(request, { identity: [source("one", other)] }).missingContext).toEqual([]);
  });
});

test("the layers say what each kind of policy answers by itself", () => {
  const decision = evaluate(request, {
    identity: [source("one", allowAll)],
    boundary: source("limit", { ...allowAll, Action: "ec2:*" }),
    scps: [[source("organization", allowAll)]],
  });
  expect(decision).toMatchObject({ decision: "implicitDeny", by: "permissions boundary" });
  expect([...decision.layers]).toEqual([
    ["service control policy", "allowed"],
    ["identity-based policy", "allowed"],
    ["permissions boundary", "implicitDeny"],
  ]);
});

test("the explanation ends with what decided", () => {
  const decision = evaluate(request, { identity: [source("one", allowAll, denyReports)] });
  expect(decision.explain).toEqual([
    "identity-based policy: denies explicitly s3:GetObject on arn:aws:s3:::reports/q1.csv",
    'Deny by policy "one", statement 2 (DenyReports)',
    "explicitDeny by the identity-based policy",
  ]);
});

test("what is not known is refused with the thing, the policy and the statement", () => {
  const odd = { ...allowAll, Condition: { StringEquals: { "aws:SourceIpp": "x" } } };
  let refusal: unknown;
  try {
    evaluate(request, { identity: [source("inline", denyOther, odd)] });
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(UnsupportedPolicyError);
  expect(refusal).toMatchObject({
    thing: "condition key aws:SourceIpp is not known",
    policyId: "inline",
    statement: "statement 2 (AllowAll)",
  });
});
