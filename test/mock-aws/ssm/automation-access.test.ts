// As whom an automation acts, and who may start one.
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDocument, execution, refusal, ssmOf, startDocument } from "../../support/automation.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy, sessionWith } from "../../support/session.ts";
import { ask, document, echoOf, FUNCTION } from "./echo.ts";

let aws: TestAws;
let ssm: SSMClient;
beforeEach(async () => {
  aws = await startLocalAws();
  ssm = ssmOf(aws);
  echoOf(aws);
});
afterEach(() => aws.close());

const HOME = "arn:aws:ssm:us-east-1:111122223333";
const start = (...Resource: string[]) => ({ Effect: "Allow", Action: "ssm:StartAutomationExecution", Resource });
const invoke = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: FUNCTION };
const both = start(`${HOME}:document/acts`, `${HOME}:automation-execution/*`);

async function createRole(condition: object, ...statements: object[]): Promise<string> {
  const trust = { Effect: "Allow", Principal: { Service: "ssm.amazonaws.com" }, Action: "sts:AssumeRole" };
  const RoleName = "automation";
  await aws.admin.iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy({ ...trust, Condition: condition }) }),
  );
  const PolicyDocument = policy(...(statements as Record<string, unknown>[]));
  if (statements.length > 0) {
    await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  }
  return `arn:aws:iam::111122223333:role/${RoleName}`;
}
const ofAccount = (account: string) => ({
  StringEquals: { "aws:SourceAccount": account },
  ArnLike: { "aws:SourceArn": `arn:aws:ssm:us-east-1:${account}:automation-execution/*` },
});

test("a document without a role acts as whoever started it", async () => {
  await createDocument(ssm, "acts", document([ask()]));
  const able = await sessionWith(aws, both, invoke);
  const unable = await sessionWith(aws, both);
  const run = async ({ keys }: typeof able) => execution(ssm, await startDocument(ssmOf(aws, keys), "acts"));
  const [one, other] = [await run(able), await run(unable)];
  await aws.advance(5);
  const status = async ({ AutomationExecutionId: id = "" }: typeof one) => execution(ssm, id);
  expect(await status(one)).toMatchObject({ AutomationExecutionStatus: "Success" });
  expect(await status(other)).toMatchObject({
    AutomationExecutionStatus: "Failed",
    FailureMessage: expect.stringContaining("lambda:InvokeFunction"),
  });
});

test("a document with a role acts as the role: whoever starts it needs no permission of its own, nor to pass it", async () => {
  const assumeRole = await createRole(ofAccount("111122223333"), invoke);
  await createDocument(ssm, "acts", document([ask()], { assumeRole }));
  const person = await sessionWith(aws, both);
  const id = await startDocument(ssmOf(aws, person.keys), "acts");
  await aws.advance(5);
  expect(await execution(ssm, id)).toMatchObject({
    AutomationExecutionStatus: "Success",
    ExecutedBy: expect.stringContaining("assumed-role/automation/"),
  });
});

test("a role that a parameter names is passed by whoever starts", async () => {
  const role = await createRole(ofAccount("111122223333"), invoke);
  const parameters = { Role: { type: "String" } };
  await createDocument(ssm, "acts", document([ask()], { assumeRole: "{{ Role }}", parameters }));
  const person = await sessionWith(aws, both);
  const passing = await sessionWith(aws, both, { Effect: "Allow", Action: "iam:PassRole", Resource: role });
  const run = ({ keys }: typeof person) => startDocument(ssmOf(aws, keys), "acts", { Role: role });
  expect(await refusal(run(person))).toBe("AccessDeniedException");
  expect(await run(passing)).toMatch(/^[0-9a-f-]{36}$/);
});

test("a role that trusts Automation for another account only is not assumed", async () => {
  const assumeRole = await createRole(ofAccount("999999999999"), invoke);
  await createDocument(ssm, "acts", document([ask()], { assumeRole }));
  expect(await refusal(startDocument(ssm, "acts"))).toBe("InvalidAutomationExecutionParametersException");
});

test.each([
  ["the document", `${HOME}:document/other`, `${HOME}:automation-execution/*`],
  ["the execution", `${HOME}:document/acts`, `${HOME}:automation-execution/x`],
])("nobody starts without the permission on %s", async (_what, ...resources) => {
  await createDocument(ssm, "acts", document([ask()]));
  const person = await sessionWith(aws, start(...resources), invoke);
  expect(await refusal(startDocument(ssmOf(aws, person.keys), "acts"))).toBe("AccessDeniedException");
});
