import { CreateRoleCommand } from "@aws-sdk/client-iam";
import {
  DeleteDocumentCommand,
  DescribeDocumentCommand,
  GetDocumentCommand,
  ListDocumentsCommand,
  type SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDocument, refusal, ssmOf } from "../../support/automation.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy, sessionWith } from "../../support/session.ts";

let aws: TestAws;
let ssm: SSMClient;
beforeAll(async () => {
  aws = await startLocalAws();
  ssm = ssmOf(aws);
});
afterAll(() => aws.close());

const WAIT = { name: "Wait", action: "aws:sleep", inputs: { Duration: "PT1S" } };
const document = (more: object = {}) => ({ schemaVersion: "0.3", mainSteps: [WAIT], ...more });
const steps = (...mainSteps: object[]) => document({ mainSteps });
const parameter = (more: object) => document({ parameters: { Name: { type: "String", ...more } } });
const invoke = (inputs: object = {}) => ({
  name: "Ask",
  action: "aws:invokeLambdaFunction",
  inputs: { FunctionName: "echo", ...inputs },
});
const branch = (...Choices: object[]) => ({
  name: "Choose",
  action: "aws:branch",
  inputs: { Choices, Default: "Wait" },
});

describe("a document", () => {
  test("is created, listed, described, read back and deleted", async () => {
    const content = parameter({ description: "Who", default: "ann" });
    await createDocument(ssm, "hello", content);
    const Filters = [{ Key: "Owner", Values: ["Self"] }];
    const { DocumentIdentifiers } = await ssm.send(new ListDocumentsCommand({ Filters }));
    expect(DocumentIdentifiers).toMatchObject([{ Name: "hello", DocumentType: "Automation", DocumentVersion: "1" }]);
    const { Document } = await ssm.send(new DescribeDocumentCommand({ Name: "hello" }));
    expect(Document).toMatchObject({
      Status: "Active",
      Parameters: [{ Name: "Name", Type: "String", Description: "Who", DefaultValue: "ann" }],
    });
    const { Content } = await ssm.send(new GetDocumentCommand({ Name: "hello" }));
    expect(JSON.parse(Content ?? "")).toEqual(content);
    await ssm.send(new DeleteDocumentCommand({ Name: "hello" }));
    expect(await refusal(ssm.send(new GetDocumentCommand({ Name: "hello" })))).toBe("InvalidDocument");
  });

  test("exists once", async () => {
    await createDocument(ssm, "once", document());
    expect(await refusal(createDocument(ssm, "once", document()))).toBe("DocumentAlreadyExists");
  });

  test("has versions, of which one is the default until somebody says another", async () => {
    await createDocument(ssm, "versions", document({ description: "one" }));
    const update = (description: string) =>
      ssm.send(
        new UpdateDocumentCommand({
          Name: "versions",
          Content: JSON.stringify(document({ description })),
          DocumentVersion: "$LATEST",
        }),
      );
    await update("two");
    expect(await refusal(update("two"))).toBe("DuplicateDocumentContent");
    const described = async () =>
      (await ssm.send(new DescribeDocumentCommand({ Name: "versions" }))).Document?.Description;
    expect(await described()).toBe("one");
    await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name: "versions", DocumentVersion: "2" }));
    expect(await described()).toBe("two");
  });

  test("that names a role is written by whoever may pass that role, and by nobody else", async () => {
    const trust = { Effect: "Allow", Principal: { Service: "ssm.amazonaws.com" }, Action: "sts:AssumeRole" };
    await aws.admin.iam.send(
      new CreateRoleCommand({ RoleName: "automation", AssumeRolePolicyDocument: policy(trust) }),
    );
    const assumeRole = "arn:aws:iam::111122223333:role/automation";
    const create = { Effect: "Allow", Action: "ssm:CreateDocument", Resource: "*" };
    const pass = { Effect: "Allow", Action: "iam:PassRole", Resource: assumeRole };
    const author = await sessionWith(aws, create);
    expect(await refusal(createDocument(ssmOf(aws, author.keys), "acting", document({ assumeRole })))).toBe(
      "AccessDeniedException",
    );
    const trusted = await sessionWith(aws, create, pass);
    await createDocument(ssmOf(aws, trusted.keys), "acting", document({ assumeRole }));
  });
});

describe("what Automation would not take is refused when it is created", () => {
  test.each([
    ["no JSON", "---\nschemaVersion: '0.3'"],
    ["another schema version", document({ schemaVersion: "2.2" })],
    ["a key that nobody knows", document({ surprise: 1 })],
    ["no steps", document({ mainSteps: [] })],
    ["an action that nobody knows", steps({ ...WAIT, action: "aws:nonsense" })],
    ["a key of a step that nobody knows", steps({ ...WAIT, surprise: 1 })],
    ["two steps of one name", steps(WAIT, WAIT)],
    ["an input that the action does not have", steps({ ...WAIT, inputs: { Duration: "PT1S", Surprise: 1 } })],
    ["a missing input", steps({ ...WAIT, inputs: {} })],
    ["a way to no step", steps({ ...WAIT, nextStep: "Nowhere" })],
    ["a way to no step on failure", steps({ ...WAIT, onFailure: "step:Nowhere" })],
    ["a choice of no step", steps(branch({ NextStep: "Nowhere", Variable: "a", StringEquals: "a" }), WAIT)],
    ["a choice without an operation", steps(branch({ NextStep: "Wait", Variable: "a" }), WAIT)],
    ["a choice with an unknown operation", steps(branch({ NextStep: "Wait", Variable: "a", Looks: "a" }), WAIT)],
    ["an endless loop", steps(WAIT, { ...WAIT, name: "Again", nextStep: "Wait" })],
    ["a reference to no parameter", steps({ ...WAIT, inputs: { Duration: "{{ Length }}" } })],
    ["a reference to no output", steps(invoke(), { ...WAIT, inputs: { Duration: "{{ Ask.Nothing }}" } })],
    ["a reference to no step", steps({ ...WAIT, inputs: { Duration: "{{ Nobody.Payload }}" } })],
    ["an output of no step", document({ outputs: ["Wait.Time"] })],
    ["a Selector that is no path", steps({ ...invoke(), outputs: [{ Name: "A", Selector: "Payload.a" }] })],
    ["outputs of an action that has none", steps({ ...WAIT, outputs: [{ Name: "A", Selector: "$.a" }] })],
    ["a pattern that RE2 does not know", parameter({ allowedPattern: "^(?!aws)" })],
    ["a pattern that is none", parameter({ allowedPattern: "^(" })],
    ["a default of another type", parameter({ default: 1 })],
    ["a role that is none", document({ assumeRole: "admin" })],
  ])("%s", async (_what, content) => {
    expect(await refusal(createDocument(ssm, "wrong", content))).toBe("InvalidDocumentContent");
  });
});

describe("what AWS would run and the local AWS does not is refused by its name", () => {
  test.each([
    ["aws:executeScript", steps({ ...WAIT, action: "aws:executeScript" })],
    ["StringMap", parameter({ type: "StringMap" })],
    ["variables", document({ variables: {} })],
    ["deep scan", steps({ ...invoke(), outputs: [{ Name: "A", Selector: "$.Payload..a" }] })],
    ["LogType", steps(invoke({ LogType: "Tail" }))],
    ["onCancel", steps({ ...WAIT, onCancel: "Abort" })],
    [
      "NotificationArn",
      steps({ name: "Approve", action: "aws:approve", inputs: { Approvers: ["a"], NotificationArn: "x" } }),
    ],
    [
      "ec2:DescribeInstances",
      steps({
        ...WAIT,
        action: "aws:assertAwsResourceProperty",
        inputs: { Service: "ec2", Api: "DescribeInstances", PropertySelector: "$.a", DesiredValues: ["a"] },
      }),
    ],
  ])("%s", async (name, content) => {
    const refused = await createDocument(ssm, "missing", content).catch((error: Error) => error);
    expect(refused).toMatchObject({ name: "NotImplemented", message: expect.stringContaining(name) });
  });
});
