// What an automation does: its steps, branches, assertions and approvals.
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
import { payloadForm } from "../../../mock-aws/ssm/actions/invoke-lambda-function.ts";
import { createDocument, execution, refusal, runDocument, ssmOf, startDocument } from "../../support/automation.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { ask, document, echoOf } from "./echo.ts";

let aws: TestAws;
let ssm: SSMClient;
let heard: readonly unknown[];
beforeEach(async () => {
  aws = await startLocalAws();
  ssm = ssmOf(aws);
  heard = echoOf(aws);
});
afterEach(() => aws.close());

const HOME = "arn:aws:ssm:us-east-1:111122223333";
const end = (name: string) => ({ name, action: "aws:sleep", inputs: { Duration: "PT1S" }, isEnd: true });

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
