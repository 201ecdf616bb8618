// The runbooks' documents as they are deployed, and that what they let through is what the function reads.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leakAlert } from "../../lambda/intake/credential-leak.ts";
import { readRequest } from "../../lambda/request.ts";
import { RUNBOOKS } from "../../lib/runbooks/index.ts";
import { WHO } from "../../lib/runbooks/parameters.ts";
import { roleIn, stacksOf } from "./deployed.ts";

describe("the stack", () => {
  const { CredentialLeakResponder: template } = stacksOf({});

  test("has a document for each runbook, within what AWS allows", () => {
    const documents = Object.values(template?.Resources ?? {}).filter(({ Type }) => Type === "AWS::SSM::Document");
    expect(documents.map(({ Properties }) => Properties?.["Name"])).toEqual(RUNBOOKS.map(({ name }) => name));
    for (const { Properties = {} } of documents) {
      expect(Properties).toMatchObject({ DocumentType: "Automation", UpdateMethod: "NewVersion" });
      expect(JSON.stringify(Properties["Content"]).length).toBeLessThan(65_536);
    }
  });

  test("has a role that may call the one function and nothing else, and only for Automation of its own account", () => {
    const { statements, trust } = roleIn(template, "credential-leak-responder-runbook");
    expect(statements).toMatchObject([{ Effect: "Allow", Action: ["lambda:InvokeFunction"] }]);
    expect(statements[0]?.Resource).toHaveLength(1);
    expect(trust).toMatchObject([
      {
        Principal: { Service: "ssm.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": expect.any(String) },
          ArnLike: { "aws:SourceArn": expect.stringMatching(/:automation-execution\/\*$/) },
        },
      },
    ]);
  });
});

describe("a pattern allows what the function reads, and nothing else", () => {
  const name = fc.string({ unit: fc.constantFrom(..."aZ09_+=,.@-"), maxLength: 66, size: "max" });
  const odd = fc.string({ unit: fc.constantFrom(..."aA0:/ \n\"'$é{}*"), maxLength: 4 });
  const account = fc.constantFrom("111122223333", "1111", "");
  const kind = fc.constantFrom("iam::", "sts::");
  const resource = fc.constantFrom("role", "user", "assumed-role", "root", "instance-profile");
  const arn = fc
    .tuple(fc.constantFrom("aws", "aws-cn", "AWS"), kind, account, resource, fc.constantFrom("", "/a", "/a/b"), name)
    .map(([partition, service, of, what, path, last]) => `arn:${partition}:${service}${of}:${what}${path}/${last}`);
  const key = fc
    .tuple(
      fc.constantFrom("AKIA", "ASIA", "AROA", "akia"),
      fc.string({ unit: fc.constantFrom(..."AZ09"), maxLength: 130, size: "max" }),
    )
    .map((parts) => parts.join(""));
  const written = fc.oneof(
    name,
    odd,
    arn,
    key,
    account,
    fc.constantFrom("role", "session", "Role"),
    fc.tuple(name, odd).map((two) => two.join("")),
  );

  const fields = {
    AccessKeyId: "accessKeyId",
    RoleName: "roleName",
    SessionName: "sessionName",
    UserName: "userName",
    Account: "account",
    Scope: "scope",
  } as const;

  /** Beside something that names somebody, so that only the one field counts. A role has no long-term key. */
  function reads(field: string, value: string): boolean {
    const beside =
      field === "sessionName"
        ? { roleName: "app" }
        : field === "accessKeyId"
          ? {}
          : { accessKeyId: field === "roleName" ? "ASIAIOSFODNN7EXAMPLE" : "AKIAIOSFODNN7EXAMPLE" };
    try {
      const wish = readRequest({ action: "plan", reason: "r", form: { ...beside, [field]: value } });
      if (wish.action !== "plan") return false;
      leakAlert(wish, { source: "request", id: "1", at: "2026-03-01T09:00:00Z", account: "111122223333" });
      return true;
    } catch {
      return false;
    }
  }

  test.each(Object.entries(fields))("%s", (parameter, field) => {
    const { allowedPattern = "", maxChars = 512 } = WHO[parameter] ?? {};
    const pattern = new RegExp(allowedPattern, "u");
    const accepted = new Set<boolean>();
    fc.assert(
      fc.property(written, (value) => {
        fc.pre(value !== "" && value.length <= maxChars);
        accepted.add(pattern.test(value));
        expect(pattern.test(value)).toBe(reads(field, value));
      }),
      { numRuns: 2000 },
    );
    expect(accepted.size).toBe(2);
    expect(pattern.test("")).toBe(true);
  });
});
