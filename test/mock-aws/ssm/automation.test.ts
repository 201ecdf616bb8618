import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  type AutomationExecution,
  DescribeAutomationExecutionsCommand,
  DescribeAutomationStepExecutionsCommand,
  SendAutomationSignalCommand,
  type SignalType,
  type SSMClient,
  StopAutomationExecutionCommand,
} from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { payloadForm } from "../../../mock-aws/ssm/actions/invoke-lambda-function.ts";
import { createDocument, execution, refusal, runDocument, ssmOf, startDocument } from "../../support/automation.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy, sessionWith } from "../../support/session.ts";

let aws: TestAws;
let ssm: SSMClient;
let heard: unknown[];
beforeEach(async () => {
  aws = await startLocalAws();
  ssm = ssmOf(aws);
  heard = [];
  registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: "echo",
    async handler(event) {
      heard.push(event);
      if (Object(event).fail) throw new Error("no");
      return { said: event, colour: "green", count: 3 };
    },
  });
});
afterEach(() => aws.close());

const HOME = "arn:aws:ssm:us-east-1:111122223333";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:echo";
const ask = (InputPayload: object = {}, more: object = {}) => ({
  name: "Ask",
  action: "aws:invokeLambdaFunction",
  inputs: { FunctionName: FUNCTION, InputPayload },
  outputs: [
    { Name: "Colour", Selector: "$.Payload.colour", Type: "String" },
    { Name: "Nothing", Selector: "$.Payload.nothing", Type: "String" },
  ],
  ...more,
});
const end = (name: string) => ({ name, action: "aws:sleep", inputs: { Duration: "PT1S" }, isEnd: true });
const document = (mainSteps: object[], more: object = {}) => ({ schemaVersion: "0.3", mainSteps, ...more });

const ranSteps = (shown: AutomationExecution) =>
  (shown.StepExecutions ?? []).filter(({ StepStatus }) => StepStatus !== "Pending").map(({ StepName }) => StepName);

describe("an execution", () => {
  test("runs its steps one after the other and gives its outputs", async () => {
    await createDocument(ssm, "two-steps", document([ask(), end("Done")], { outputs: ["Ask.Colour", "Ask.Payload"] }));
    const shown = await runDocument(aws, ssm, "two-steps");
    expect(shown).toMatchObject({ AutomationExecutionStatus: "Success", Outputs: { "Ask.Colour": ["green"] } });
    expect(ranSteps(shown)).toEqual(["Ask", "Done"]);
  });

  test("reads no output out of a payload that is one text", async () => {
    payloadForm(aws.aws.world()).form = "text";
    await createDocument(ssm, "text", document([ask()], { outputs: ["Ask.Colour", "Ask.Payload"] }));
    const { Outputs } = await runDocument(aws, ssm, "text");
    expect(Outputs).toMatchObject({ "Ask.Colour": [""], "Ask.Payload": [expect.stringContaining('"colour":"green"')] });
  });

  test("puts parameters in with their types, and looks at no value twice", async () => {
    const parameters = {
      Text: { type: "String" },
      List: { type: "StringList", default: ["a"] },
      Yes: { type: "Boolean", default: true },
      Number: { type: "Integer", default: 1 },
    };
    const payload = {
      text: "{{ Text }}",
      within: "<{{Text}}>",
      list: "{{ List }}",
      yes: "{{ Yes }}",
      number: "{{ Number }}",
      id: "{{ automation:EXECUTION_ID }}",
      account: "{{ global:ACCOUNT_ID }}",
    };
    await createDocument(ssm, "types", document([ask(payload)], { parameters }));
    const hostile = '"}, {"x": "{{ automation:EXECUTION_ID }} $1\n$& {{ Number }}';
    const shown = await runDocument(aws, ssm, "types", { Text: hostile, Number: "7", List: ["b", "c"] });
    expect(heard).toEqual([
      {
        text: hostile,
        within: `<${hostile}>`,
        list: ["b", "c"],
        yes: true,
        number: 7,
        id: shown.AutomationExecutionId,
        account: "111122223333",
      },
    ]);
  });

  test.each([
    ["is missing", {}],
    ["has another pattern", { Name: "b" }],
    ["is too long", { Name: "aaaa" }],
    ["has two values", { Name: ["a", "a"] }],
    ["is no truth", { Name: "a", Yes: "maybe" }],
    ["is none of the allowed", { Name: "a", Colour: "red" }],
    ["nobody knows", { Name: "a", Surprise: "a" }],
  ])("does not begin with a parameter that %s", async (_what, given) => {
    const parameters = {
      Name: { type: "String", allowedPattern: "^a*$", maxChars: 3 },
      Yes: { type: "Boolean", default: true },
      Colour: { type: "String", allowedValues: ["green"], default: "green" },
    };
    await createDocument(ssm, "checked", document([ask()], { parameters }));
    const refused = await refusal(startDocument(ssm, "checked", given as Record<string, string>));
    expect(refused).toBe("InvalidAutomationExecutionParametersException");
    await aws.advance(5);
    expect(heard).toEqual([]);
  });

  test("fails with its function, and nothing comes after", async () => {
    await createDocument(ssm, "fails", document([ask({ fail: true }), end("Done")], { outputs: ["Ask.Colour"] }));
    const shown = await runDocument(aws, ssm, "fails");
    expect(shown).toMatchObject({
      AutomationExecutionStatus: "Failed",
      FailureMessage: expect.stringContaining("Unhandled"),
      Outputs: { "Ask.Colour": ["No output available yet because the step is not successfully executed"] },
    });
    expect(ranSteps(shown)).toEqual(["Ask"]);
  });

  test.each([
    ["Continue", {}, "Success", ["Ask", "Done"]],
    ["Continue", { isCritical: true }, "Failed", ["Ask", "Done"]],
    ["step:Other", {}, "Failed", ["Ask", "Other"]],
    ["step:Other", { isCritical: false }, "Success", ["Ask", "Other"]],
    ["Continue", { isEnd: true }, "Success", ["Ask"]],
  ])("goes on as the failed step says: %s %o", async (onFailure, more, status, ran) => {
    const mainSteps = [ask({ fail: true }, { onFailure, ...more }), end("Done"), end("Other")];
    await createDocument(ssm, "goes-on", document(mainSteps));
    const shown = await runDocument(aws, ssm, "goes-on");
    expect(shown.AutomationExecutionStatus).toBe(status);
    expect(ranSteps(shown)).toEqual(ran);
  });

  test("tries a step as often as it says", async () => {
    await createDocument(ssm, "again", document([ask({ fail: true }, { maxAttempts: 3 })]));
    await runDocument(aws, ssm, "again");
    expect(heard).toHaveLength(3);
  });

  test("is listed, its steps are told, and it can be stopped", async () => {
    await createDocument(ssm, "slow", document([{ ...end("Wait"), inputs: { Duration: "PT1H" } }, ask()]));
    const id = await startDocument(ssm, "slow");
    await aws.advance(1);
    const { StepExecutions } = await ssm.send(
      new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId: id }),
    );
    expect(StepExecutions?.map(({ StepStatus }) => StepStatus)).toEqual(["InProgress", "Pending"]);
    await ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId: id }));
    await aws.advance(2 * 3600);
    const Filters = [{ Key: "DocumentNamePrefix" as const, Values: ["slow"] }];
    const { AutomationExecutionMetadataList } = await ssm.send(new DescribeAutomationExecutionsCommand({ Filters }));
    expect(AutomationExecutionMetadataList).toMatchObject([{ AutomationExecutionStatus: "Cancelled" }]);
    expect(heard).toEqual([]);
  });
});

describe("a branch", () => {
  const chosen = async (choice: object, more: object = {}) => {
    const branch = { name: "Choose", action: "aws:branch", inputs: { Choices: [choice], Default: "No" }, ...more };
    await createDocument(ssm, "branch", document([ask(), branch, end("Yes"), end("No")]));
    return ranSteps(await runDocument(aws, ssm, "branch")).at(-1);
  };
  const colour = (operation: object) => ({ Variable: "{{ Ask.Colour }}", ...operation });
  const count = (operation: object) => ({ Variable: "3", ...operation });

  test.each([
    [colour({ StringEquals: "green" }), "Yes"],
    [colour({ StringEquals: "Green" }), "No"],
    [colour({ EqualsIgnoreCase: "GREEN" }), "Yes"],
    [colour({ StartsWith: "gr" }), "Yes"],
    [colour({ EndsWith: "gr" }), "No"],
    [colour({ Contains: "ree" }), "Yes"],
    [count({ NumericEquals: 3 }), "Yes"],
    [count({ NumericGreater: 3 }), "No"],
    [count({ NumericGreaterOrEquals: 3 }), "Yes"],
    [count({ NumericLesser: 3 }), "No"],
    [count({ NumericLesserOrEquals: 3 }), "Yes"],
    [{ Variable: "true", BooleanEquals: true }, "Yes"],
    [{ And: [colour({ StartsWith: "g" }), colour({ EndsWith: "x" })] }, "No"],
    [{ Or: [colour({ StartsWith: "x" }), colour({ EndsWith: "n" })] }, "Yes"],
    [{ Not: colour({ StringEquals: "green" }) }, "No"],
    [{ Variable: "{{ Ask.Nothing }}", StringEquals: "green" }, "No"],
    [{ Not: { Variable: "{{ Ask.Nothing }}", StringEquals: "green" } }, "Yes"],
  ])("%o leads to %s", async (condition, expected) => {
    expect(await chosen({ NextStep: "Yes", ...condition })).toBe(expected);
  });

  test("takes the first choice that holds, and without any and without a Default what follows", async () => {
    const Choices = [
      { NextStep: "No", Variable: "a", StringEquals: "b" },
      { NextStep: "Yes", Variable: "a", StringEquals: "a" },
      { NextStep: "No", Variable: "a", StringEquals: "a" },
    ];
    const first = { name: "First", action: "aws:branch", inputs: { Choices } };
    const none = { name: "None", action: "aws:branch", inputs: { Choices: Choices.slice(0, 1) }, isEnd: true };
    await createDocument(ssm, "first", document([first, end("No"), end("Yes")]));
    await createDocument(ssm, "none", document([none, end("No")]));
    expect(ranSteps(await runDocument(aws, ssm, "first"))).toEqual(["First", "Yes"]);
    expect(ranSteps(await runDocument(aws, ssm, "none"))).toEqual(["None"]);
  });
});

describe("an assertion", () => {
  test.each([
    ["111122223333", "Success"],
    ["somebody else", "Failed"],
  ])("that the account is %s: %s", async (desired, status) => {
    const inputs = {
      Service: "sts",
      Api: "GetCallerIdentity",
      PropertySelector: "$.Account",
      DesiredValues: [desired],
    };
    await createDocument(ssm, "assert", document([{ name: "Is", action: "aws:assertAwsResourceProperty", inputs }]));
    expect(await runDocument(aws, ssm, "assert")).toMatchObject({ AutomationExecutionStatus: status });
  });
});

describe("an approval", () => {
  const step = (inputs: object) => ({ name: "Approve", action: "aws:approve", timeoutSeconds: 3600, inputs });
  const waiting = async (Approvers: string[], more: object = {}) => {
    await createDocument(ssm, "approval", document([step({ Approvers, Message: "Please.", ...more }), ask()]));
    const shown = await runDocument(aws, ssm, "approval");
    expect(shown).toMatchObject({ AutomationExecutionStatus: "Waiting", CurrentStepName: "Approve" });
    return shown.AutomationExecutionId ?? "";
  };
  const signal = (by: SSMClient, AutomationExecutionId: string, SignalType: SignalType) =>
    by.send(new SendAutomationSignalCommand({ AutomationExecutionId, SignalType, Payload: { Comment: ["seen"] } }));
  const may = { Effect: "Allow", Action: "ssm:SendAutomationSignal", Resource: `${HOME}:automation-execution/*` };
  const status = async (id: string) => {
    await aws.advance(5);
    return (await execution(ssm, id)).AutomationExecutionStatus;
  };

  test("goes on when an approver says yes, by name or by role", async () => {
    const person = await sessionWith(aws, may);
    const { Arn = "" } = await person.sts.send(new GetCallerIdentityCommand());
    const [, name] = Arn.split("/");
    const id = await waiting(["admin", `arn:aws:iam::111122223333:role/${name}`], { MinRequiredApprovals: 2 });
    await signal(ssm, id, "Approve");
    expect(await status(id)).toBe("Waiting");
    expect(await refusal(signal(ssm, id, "Approve"))).toBe("InvalidAutomationSignalException");
    await signal(ssmOf(aws, person.keys), id, "Approve");
    expect(await status(id)).toBe("Success");
    expect(heard).toHaveLength(1);
  });

  test("ends when one says no, or when nobody says anything in time", async () => {
    const id = await waiting(["arn:aws:iam::111122223333:user/admin"]);
    await signal(ssm, id, "Reject");
    expect(await status(id)).toBe("Failed");
    const later = await runDocument(aws, ssm, "approval");
    await aws.advance(3601);
    expect(await status(later.AutomationExecutionId ?? "")).toBe("TimedOut");
    expect(heard).toEqual([]);
  });

  test("once given is not overtaken by the end of its time", async () => {
    const pause = { name: "Pause", action: "aws:sleep", inputs: { Duration: "PT2H" } };
    await createDocument(ssm, "overtaken", document([step({ Approvers: ["admin"] }), pause, ask()]));
    const { AutomationExecutionId: id = "" } = await runDocument(aws, ssm, "overtaken");
    await signal(ssm, id, "Approve");
    await aws.advance(3 * 3600);
    expect(await status(id)).toBe("Success");
    expect(heard).toHaveLength(1);
  });

  test("is not for others", async () => {
    const id = await waiting(["somebody"]);
    expect(await refusal(signal(ssm, id, "Approve"))).toBe("InvalidAutomationSignalException");
    expect(await status(id)).toBe("Waiting");
  });
});

describe("who may", () => {
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
});
