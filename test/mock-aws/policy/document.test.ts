// Parsing: it never fails in another way than AWS does, and it keeps the places of statements.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../mock-aws/policy/document.ts";
import { MalformedPolicyError, UnsupportedPolicyError } from "../../../mock-aws/policy/errors.ts";
import { evaluate } from "../../../mock-aws/policy/evaluate.ts";
import type { PolicyDocument, PolicyKind } from "../../../mock-aws/policy/statement.ts";
import { arbitraryRequest } from "./support/arbitrary-policy.ts";

const KINDS: readonly PolicyKind[] = ["identity", "managed", "trust", "resource", "boundary", "session", "scp", "rcp"];
const kind = fc.constantFrom(...KINDS);

/** Things that look enough like parts of a policy to get past the first checks. */
const part = fc.oneof(
  fc.constantFrom(
    "Allow",
    "Deny",
    "*",
    "s3:*",
    "arn:aws:s3:::a",
    "sts:AssumeRole",
    `\${aws:username}`,
    "${",
    `\${}`,
    "a:b:c",
  ),
  fc.constantFrom("2026-01-01", "1767225600", "203.0.113.0/24", "::1/64", "true", "QQ=="),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
);
const list = fc.oneof(part, fc.array(part, { maxLength: 3 }));
const conditions = fc.dictionary(
  fc.constantFrom(
    "StringEquals",
    "ForAnyValue:StringLikeIfExists",
    "DateLessThan",
    "Null",
    "IpAddress",
    "ArnLike",
    "Bool",
  ),
  fc.oneof(fc.dictionary(fc.constantFrom("aws:username", "x:y", "aws:TokenIssueTime"), list, { maxKeys: 2 }), part),
  { maxKeys: 2 },
);
const principals = fc.oneof(
  part,
  fc.dictionary(fc.constantFrom("AWS", "Service", "Federated", "X"), list, { maxKeys: 2 }),
);
const statement = fc.record(
  {
    Sid: part,
    Effect: fc.oneof(fc.constantFrom("Allow", "Deny"), part),
    Action: list,
    NotAction: list,
    Resource: list,
    NotResource: list,
    Principal: principals,
    NotPrincipal: principals,
    Condition: fc.oneof(conditions, part),
  },
  { requiredKeys: [] },
);
const document = fc.record(
  {
    Version: fc.oneof(fc.constantFrom("2012-10-17", "2008-10-17"), part),
    Id: part,
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 }), part),
  },
  { requiredKeys: [] },
);
/** A document that AWS stores, with one element replaced: this gets past the first checks and fails late, or not. */
const base: Readonly<Record<PolicyKind, object>> = {
  identity: { Effect: "Allow", Action: "s3:*", Resource: "*" },
  managed: { Effect: "Deny", NotAction: ["s3:*"], Resource: ["*"] },
  boundary: { Effect: "Allow", Action: "s3:*", Resource: "*" },
  session: { Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::a" },
  trust: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "111122223333" } },
  resource: { Effect: "Deny", Action: "s3:*", Resource: "*", NotPrincipal: { Service: "ec2.amazonaws.com" } },
  scp: { Effect: "Allow", Action: "s3:*", Resource: "*" },
  rcp: { Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" },
};
const ARN_WITH = "arn:aws:s3:::a/";
const element = fc.oneof(
  fc.record({ Resource: list }),
  fc.record({
    Resource: fc
      .tuple(fc.constant(ARN_WITH), fc.constantFrom("${", `\${}`, `\${a b}`, `\${*}`, `\${a, 'b'}`), fc.string())
      .map((all) => all.join("")),
  }),
  fc.record({ Action: list }),
  fc.record({ Sid: part }),
  fc.record({ Principal: principals }),
  fc.record({ Condition: conditions }),
  fc.record({
    Condition: fc.dictionary(
      fc.constantFrom("StringLike", "ArnLike", "DateLessThan", "NumericEquals", "IpAddress", "BinaryEquals"),
      fc.dictionary(
        fc.constantFrom("aws:username", "aws:SourceIp"),
        fc.oneof(fc.string(), fc.constantFrom("${", "1".repeat(25), "::/300", "1.2.3.4/", "2026-99-99")),
        { maxKeys: 1 },
      ),
      { maxKeys: 2 },
    ),
  }),
);
const nearly = (as: PolicyKind) =>
  element.map((one) => JSON.stringify({ Version: "2012-10-17", Statement: { ...base[as], ...one } }));

const text = fc.oneof(
  fc.string(),
  fc.json(),
  document.map((one) => JSON.stringify(one)),
  // Cut off, so that it is not quite JSON.
  fc.tuple(document, fc.nat(200)).map(([one, at]) => JSON.stringify(one).slice(0, at)),
);

function parsed(source: string, as: PolicyKind): PolicyDocument | undefined {
  try {
    return parsePolicy(source, as);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedPolicyError);
    return undefined;
  }
}

describe("parsePolicy", () => {
  test("answers every text with a document or a MalformedPolicyError", () => {
    fc.assert(
      fc.property(text, kind, (source, as) => {
        parsed(source, as);
      }),
      { numRuns: 5_000 },
    );
  });

  test("answers a document with one wrong element in the same way", () => {
    const stored = { yes: 0, no: 0 };
    fc.assert(
      fc.property(
        kind.chain((as) => fc.tuple(fc.constant(as), nearly(as))),
        ([as, source]) => {
          stored[parsed(source, as) === undefined ? "no" : "yes"]++;
        },
      ),
      { numRuns: 5_000 },
    );
    expect(Math.min(stored.yes, stored.no)).toBeGreaterThan(500);
  });

  test("takes only documents that can be evaluated, or that are refused loudly", () => {
    fc.assert(
      fc.property(
        kind.chain((as) => fc.tuple(fc.constant(as), nearly(as))),
        arbitraryRequest,
        ([as, source], request) => {
          const found = parsed(source, as);
          if (found === undefined) return;
          const policy = { id: "random", kind: "none" as const, document: found };
          try {
            const inResource = as === "trust" || as === "resource";
            evaluate(request, inResource ? { identity: [], resource: policy } : { identity: [policy] });
          } catch (error) {
            expect(error).toBeInstanceOf(UnsupportedPolicyError);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("is not hurt by depth or by length", () => {
    expect(() => parsePolicy("[".repeat(200_000), "identity")).toThrow(MalformedPolicyError);
    expect(() => parsePolicy(`${"[".repeat(5_000)}${"]".repeat(5_000)}`, "identity")).toThrow(MalformedPolicyError);
    expect(() => parsePolicy(`"${"\\\\".repeat(200_000)}"`, "trust")).toThrow(MalformedPolicyError);
  });

  test("sees a key twice however it is written", () => {
    const twice =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","\\u0045ffect":"Deny","Action":"*","Resource":"*"}}';
    expect(() => parsePolicy(twice, "identity")).toThrow("Syntax errors in policy.");
  });
});

describe("places of statements", () => {
  test("are those that SimulatePrincipalPolicy reports", () => {
    // Recorded: begin 1:41 and end 1:113 for a document of this shape and length.
    const recorded =
      '{"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}';
    const [one] = parsePolicy(recorded, "identity").statements;
    expect(one?.begin).toEqual({ line: 1, column: 41 });
    expect(one?.end).toEqual({ line: 1, column: 113 });
  });

  test("count lines, and columns within a line", () => {
    const source = JSON.stringify(
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
      undefined,
      2,
    );
    const [one] = parsePolicy(source, "identity").statements;
    expect(one?.begin).toEqual({ line: 4, column: 6 });
    expect(one?.end).toEqual({ line: 8, column: 6 });
  });
});
