// Runs the JSON cases of test/policy-cases: the evaluator's conformance to AWS's documentation.
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../mock-aws/policy/document.ts";
import { MalformedPolicyError, UnsupportedPolicyError } from "../../../mock-aws/policy/errors.ts";
import { evaluate } from "../../../mock-aws/policy/evaluate.ts";
import {
  type DocumentCase,
  documentTopic,
  type PolicyCase,
  policiesOf,
  requestOf,
  topics,
} from "./support/policy-case.ts";

for (const { topic, cases } of topics) {
  describe(topic, () => {
    test.each(cases)("$name", (one) => {
      const answer = answerTo(one);
      if (one.expect.startsWith("unsupported: ")) expect(answer).toContain(one.expect.slice("unsupported: ".length));
      else expect(answer).toBe(one.expect);
    });
  });
}

describe(documentTopic.topic, () => {
  test.each(documentTopic.cases)("$name", (one) => {
    expect(storing(one)).toBe(one.expect);
  });
});

test("there are cases enough, and no two of one topic have the same name", () => {
  const all = [...topics, documentTopic];
  expect(all.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThan(220);
  for (const { cases } of all) expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

/** In the words of the cases; what is refused loudly answers with its reason. */
function answerTo(one: PolicyCase): string {
  const request = requestOf(one);
  const policies = policiesOf(one);
  try {
    const answer = evaluate(request, policies);
    if (answer.decision === "allowed") return "allowed";
    return `${answer.decision === "explicitDeny" ? "explicit" : "implicit"} deny: ${answer.by}`;
  } catch (error) {
    if (error instanceof UnsupportedPolicyError) return `unsupported: ${error.message}`;
    throw error;
  }
}

function storing({ kind, document, text }: DocumentCase): string {
  try {
    parsePolicy(text ?? JSON.stringify(document), kind);
    return "accepted";
  } catch (error) {
    if (error instanceof MalformedPolicyError) return `malformed: ${error.message}`;
    throw error;
  }
}
