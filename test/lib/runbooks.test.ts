// A person who starts the runbooks: what the intruder and the team can do then, and what the execution says.
import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { SendAutomationSignalCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { payloadForm } from "../../mock-aws/ssm/actions/invoke-lambda-function.ts";
import { execution, type Parameters, refusal, runDocument, ssmOf } from "../support/automation.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { COMMANDS, somebody, startCommand } from "../support/runbooks.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;
let leak: Leak;
let person: SSMClient;

async function begin(config: object = {}): Promise<void> {
  service = await startService({ config, whole: true });
  leak = await leakSession(service);
  person = await somebody(service);
}
beforeEach(() => begin());
afterEach(() => service.close());

const WHY = { Reason: "The key stood in a public repository" };
const APP = { RoleName: "app", ...WHY };
const run = (name: string, parameters: Parameters) =>
  runDocument(service, person, `CredentialLeak-${name}`, parameters);
const contain = (parameters: Parameters = APP) => run("Contain", { ...parameters, DryRun: "false" });
const incidents = () => service.deps.ledger.list(10);
const cutOff = (stolen = leak.stolen) => expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });

describe.each(["object", "text"] as const)("where the payload of a function is one %s", (form) => {
  beforeEach(() => {
    payloadForm(service.aws.world()).form = form;
  });

  test("a plan says what would be done, and touches nothing", async () => {
    const { AutomationExecutionStatus, Outputs } = await run("Plan", APP);
    expect(AutomationExecutionStatus).toBe("Success");
    const plan = JSON.parse(Outputs?.["Plan.Payload"]?.[0] ?? "");
    expect(plan).toMatchObject({ verdict: { type: "contain" }, steps: [{ type: "deny-role-sessions" }] });
    await works(leak.stolen);
    expect(await incidents()).toEqual([]);
  });

  test("Contain by itself is a dry run: nobody is touched, and nothing is on record", async () => {
    const shown = await run("Contain", APP);
    expect(shown).toMatchObject({
      AutomationExecutionStatus: "Success",
      Outputs: { "Contain.Status": [expect.stringContaining("No output available")] },
    });
    await works(leak.stolen);
    expect(await incidents()).toEqual([]);
  });

  test("Contain cuts the intruder off while the team signs in again, and Lift gives access back", async () => {
    const { AutomationExecutionStatus, Outputs } = await contain();
    expect(AutomationExecutionStatus).toBe("Success");
    await cutOff();
    await service.advance(31);
    await works(await service.assume("app", "alice"));
    const { id } = await service.incident();
    expect(Outputs?.["Contain.Payload"]?.[0]).toContain(id);

    const lifted = await run("Lift", { IncidentId: id, ...WHY });
    expect(lifted.AutomationExecutionStatus).toBe("Success");
    await works(leak.stolen);
  });

  test("Contain of what a guardrail refuses fails, with the reason among its outputs", async () => {
    const RoleName = "credential-leak-responder";
    const { AutomationExecutionStatus, FailureMessage, Outputs } = await contain({ ...APP, RoleName });
    expect(AutomationExecutionStatus).toBe("Failed");
    expect(FailureMessage).toContain("NOT contained");
    expect(Outputs?.["Contain.Payload"]?.[0]).toMatch(/"status": ?"refused"[\s\S]*own role/);
  });

  test("Lift of what there is not fails", async () => {
    const shown = await run("Lift", { IncidentId: "20260301T090000Z-00000000", ...WHY });
    expect(shown.AutomationExecutionStatus).toBe("Failed");
    expect(shown.Outputs?.["Lift.Payload"]?.[0]).toContain("There is no incident");
  });
});

test("the outputs of Contain are the incident, its status and its proof", async () => {
  const { Outputs } = await contain();
  expect(Outputs).toMatchObject({
    "Contain.IncidentId": [(await service.incident()).id],
    "Contain.Status": ["contained"],
    "Contain.Proof": ["in-place"],
    "Plan.Verdict": ["contain"],
  });
});

test("the record names the execution, and the trail who has started it", async () => {
  const { AutomationExecutionId = "" } = await contain({ RoleName: "app", Reason: "😀".repeat(200) });
  const { alerts } = await service.incident();
  expect(alerts[0]?.title).toContain(`SSM Automation ${AutomationExecutionId}`);
  const LookupAttributes = [{ AttributeKey: "EventName" as const, AttributeValue: "StartAutomationExecution" }];
  await service.advance(600);
  const { Events = [] } = await service.admin.cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
  expect(JSON.parse(Events[0]?.CloudTrailEvent ?? "")).toMatchObject({
    userIdentity: { arn: "arn:aws:sts::111122223333:assumed-role/on-call/ann" },
    responseElements: { automationExecutionId: AutomationExecutionId },
  });
});

test("a user's leaked key is switched off by its id alone", async () => {
  await service.admin.iam.send(new CreateUserCommand({ UserName: "ci" }));
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  await service.admin.iam.send(new AttachUserPolicyCommand({ UserName: "ci", PolicyArn }));
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
  const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
  const thief = service.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
  await works(thief);
  expect(await contain({ AccessKeyId, ...WHY })).toMatchObject({ AutomationExecutionStatus: "Success" });
  await expect(works(thief)).rejects.toThrow();
});

test("a key that the trail does not show yet: the execution is red, and the responder goes on looking for it", async () => {
  const shown = await contain({ AccessKeyId: leak.stolen.keys.accessKeyId, ...WHY });
  expect(shown.AutomationExecutionStatus).toBe("Failed");
  await works(leak.stolen);
  await service.advance(20 * 60);
  await cutOff();
});

test.each([
  ["a dry run", {}],
  [
    "a question to approvers",
    { DryRun: "false", AskFirst: "true", Approvers: ["arn:aws:iam::111122223333:role/chief"] },
  ],
])("where nothing can be planned, %s ends red, and nothing is done later either", async (_what, more) => {
  const shown = await run("Contain", { AccessKeyId: leak.stolen.keys.accessKeyId, ...WHY, ...more });
  expect(shown.AutomationExecutionStatus).toBe("Failed");
  await service.advance(20 * 60);
  expect(await incidents()).toEqual([]);
  await works(leak.stolen);
});

test("Scope session denies the one session, and an ARN of a session names both", async () => {
  const colleague = await service.assume("app", "alice");
  const RoleName = "arn:aws:sts::111122223333:assumed-role/app/i-0123456789abcdef0";
  expect(await contain({ RoleName, Scope: "session", ...WHY })).toMatchObject({ AutomationExecutionStatus: "Success" });
  await cutOff();
  await works(colleague);
});

describe("with AskFirst", () => {
  const ask = () => contain({ ...APP, AskFirst: "true", Approvers: ["arn:aws:iam::111122223333:role/chief"] });

  test("nothing happens until an approver says yes", async () => {
    const chief = await somebody(service, "chief");
    const { AutomationExecutionId: id = "", AutomationExecutionStatus } = await ask();
    expect(AutomationExecutionStatus).toBe("Waiting");
    await works(leak.stolen);
    const approve = { AutomationExecutionId: id, SignalType: "Approve" } as const;
    expect(await refusal(person.send(new SendAutomationSignalCommand(approve)))).toBe(
      "InvalidAutomationSignalException",
    );
    await chief.send(new SendAutomationSignalCommand(approve));
    await service.advance(5);
    expect(await execution(person, id)).toMatchObject({ AutomationExecutionStatus: "Success" });
    await cutOff();
  });

  test("a no, or nobody for an hour, leaves everybody alone", async () => {
    const chief = await somebody(service, "chief");
    const { AutomationExecutionId: id = "" } = await ask();
    await chief.send(new SendAutomationSignalCommand({ AutomationExecutionId: id, SignalType: "Reject" }));
    const { AutomationExecutionId: other = "" } = await ask();
    await service.advance(3601);
    const admin = ssmOf(service); // The others' sessions have ended by now.
    expect(await execution(admin, id)).toMatchObject({ AutomationExecutionStatus: "Failed" });
    expect(await execution(admin, other)).toMatchObject({ AutomationExecutionStatus: "TimedOut" });
    expect(await incidents()).toEqual([]);
  });

  test("and nobody to ask it fails", async () => {
    expect(await contain({ ...APP, AskFirst: "true" })).toMatchObject({ AutomationExecutionStatus: "Failed" });
    await works(leak.stolen);
  });
});

test("where the configuration names who may lift, Lift is refused, and says that it needs a proof", async () => {
  await service.close();
  await begin({ approval: { approvers: ["arn:aws:iam::111122223333:role/chief"] } });
  await contain();
  const shown = await run("Lift", { IncidentId: (await service.incident()).id, ...WHY });
  expect(shown.AutomationExecutionStatus).toBe("Failed");
  expect(shown.Outputs?.["Lift.Refused"]?.[0]).toContain("needs a proof");
  await cutOff();
});

test("a tag that asks for a question does not stop a person's runbook", async () => {
  const Tags = [{ Key: "credential-leak-responder", Value: "ask" }];
  await service.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags }));
  expect(await contain()).toMatchObject({ AutomationExecutionStatus: "Success" });
});

test("whatever else stands in a reason stays a reason", async () => {
  const Reason = `"] , 'action': \`lift\` $1 $& \\u0022 <b>\n"dryRun": true`;
  expect(await contain({ RoleName: "app", Reason })).toMatchObject({ AutomationExecutionStatus: "Success" });
  expect((await service.incident()).alerts[0]?.title).toContain(Reason);
  await cutOff();
});

test.each([
  ["nobody", WHY],
  ["a role and a user", { RoleName: "app", UserName: "ci", ...WHY }],
  ["a session of no role", { SessionName: "build", ...WHY }],
])("who names %s gets a red execution, and nothing is done", async (_what, parameters) => {
  const shown = await contain(parameters);
  expect(shown.AutomationExecutionStatus).toBe("Failed");
  expect(await incidents()).toEqual([]);
});

test("every command of the documentation does what its page says", async () => {
  const kinds = COMMANDS.map((command) => /aws ssm ([\w-]+)/.exec(command)?.[1]);
  expect(kinds).toEqual([
    ...["start-automation-execution", "start-automation-execution", "get-automation-execution"],
    ...["start-automation-execution", "send-automation-signal", "start-automation-execution"],
  ]);
  await service.createRole("deploy");
  await service.admin.iam.send(new CreateUserCommand({ UserName: "ci" }));
  const thief = await service.assume("deploy", "build");
  const [plan = "", doIt = "", , withApproval = "", , lift = ""] = COMMANDS;
  const status = async (id: string) => {
    await service.advance(5);
    return (await execution(person, id)).AutomationExecutionStatus;
  };
  expect(await status(await startCommand(person, plan))).toBe("Success");
  await works(thief);
  expect(await status(await startCommand(person, doIt))).toBe("Success");
  await cutOff(thief);
  const IncidentId = (await service.incident()).id;
  const waiting = await startCommand(person, withApproval);
  expect(await status(waiting)).toBe("Waiting");
  await person.send(new SendAutomationSignalCommand({ AutomationExecutionId: waiting, SignalType: "Approve" }));
  expect(await status(waiting)).toBe("Success");
  expect(await status(await startCommand(person, lift, { IncidentId }))).toBe("Success");
  await works(thief);
});
