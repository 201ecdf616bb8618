// Parameters of the runbooks that are refused before anything runs, so that one service is enough for all of them.
import type { SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusal, startDocument } from "../support/automation.ts";
import { somebody } from "../support/runbooks.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;
let person: SSMClient;
beforeAll(async () => {
  service = await startService({ whole: true });
  person = await somebody(service);
});
afterAll(() => service.close());

const WHY = { Reason: "The key stood in a public repository" };
const APP = { RoleName: "app", ...WHY };

const hostile = [
  ["a quotation mark", 'app","action":"lift'],
  ["a reference", "{{ automation:EXECUTION_ID }}"],
  ["a parameter of the Parameter Store", "{{ssm:secret}}"],
  ["a line", "app\napp"],
  ["a substitution", "$(AccountId)"],
  ["a blank", "app "],
  ["an ARN with a reference in its path", "arn:aws:iam::111122223333:role/{{ssm:x}}/app"],
] as const;

test.each(hostile)("%s in a name is refused", async (_what, RoleName) => {
  const refused = await refusal(startDocument(person, "CredentialLeak-Contain", { ...APP, RoleName, DryRun: "false" }));
  expect(refused).toBe("InvalidAutomationExecutionParametersException");
});

test.each([
  ["no reason", { RoleName: "app" }],
  ["a reference in the reason", { RoleName: "app", Reason: "{{ssm:secret}}" }],
  ["a reason without end", { RoleName: "app", Reason: "a".repeat(201) }],
  ["DryRun maybe", { ...APP, DryRun: "maybe" }],
  ["a scope that there is not", { ...APP, Scope: "everything" }],
  ["a secret in place of a key id", { ...WHY, AccessKeyId: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }],
  ["an approver that is none", { ...APP, Approvers: ["*"] }],
  ["a parameter that there is not", { ...APP, Force: "true" }],
])("%s is refused", async (_what, parameters) => {
  const refused = await refusal(startDocument(person, "CredentialLeak-Contain", parameters));
  expect(refused).toBe("InvalidAutomationExecutionParametersException");
});

test("what is allowed is not", async () => {
  expect(await refusal(startDocument(person, "CredentialLeak-Contain", APP))).toBeUndefined();
});
