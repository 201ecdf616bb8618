// Every stack hears what it is there to hear, and nothing else; and what was deployed is tried again, kept and limited as it says.
import { DescribeRuleCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESPONDER, WATCH } from "../../lambda/own-names.ts";
import { eventFixtures } from "../lambda/intake/event-fixtures.ts";
import { stacksOf } from "../lib/deployed.ts";
import { startService, type TestService } from "../support/service.ts";
import { heardBy } from "./heard.ts";

const [HOME_REGION, OTHER] = ["us-east-1", "eu-central-1"];
const STACKS = stacksOf({
  members: { accounts: ["444455556666"] },
  administration: { account: "555566667777", identityCenterRegion: OTHER, scp: true },
  deployment: { regions: [OTHER] },
});

/** Where a template is deployed, and which calls on the trail come up there. */
const PLACES: readonly (readonly [stack: string, region: string, trail: readonly string[]])[] = [
  [
    "CredentialLeakResponder",
    HOME_REGION,
    ["opened-sessions", "changed-principals", "changed-organization", "changed-permission-sets"],
  ],
  [`CredentialLeakResponder-${OTHER}`, OTHER, ["opened-sessions"]],
  ["CredentialLeakMember", HOME_REGION, ["opened-sessions", "changed-principals"]],
  ["CredentialLeakMember", OTHER, ["opened-sessions"]],
  [
    `CredentialLeakAdministration-${HOME_REGION}`,
    HOME_REGION,
    ["opened-sessions", "changed-principals", "changed-organization"],
  ],
  [`CredentialLeakAdministration-${OTHER}`, OTHER, ["opened-sessions", "changed-permission-sets"]],
];

/** A fixture's name begins with its source; those of Security Hub come by three rules. */
function alertRuleOf(fixture: string): string {
  if (fixture.startsWith("security-hub-action-")) return "security-hub-custom-action";
  if (fixture.startsWith("security-hub-v2-")) return "security-hub-ocsf";
  if (fixture.startsWith("security-hub-")) return "security-hub-imported";
  if (fixture.startsWith("credential-leak-")) return "credential-leak";
  return fixture.split("-")[0] ?? fixture;
}

/** Fixtures that are calls on the trail as well, which can undo a step. */
const CHANGES = new Set(["quarantine-inline", "quarantine-detached", "quarantine-of-a-role"]);

type Call = { readonly call: string; readonly by?: string; readonly change?: object };

/** `by`: the rule that hears it. */
const TRAIL: readonly Call[] = [
  { call: "sts:AssumeRole", by: "opened-sessions" },
  { call: "sts:AssumeRoot", by: "opened-sessions" },
  { call: "sts:GetSessionToken", by: "opened-sessions", change: { userIdentity: { type: "IAMUser" } } },
  { call: "sts:GetFederationToken", by: "opened-sessions", change: { userIdentity: { type: "Root" } } },
  { call: "sts:AssumeRole", change: { userIdentity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" } } },
  { call: "sts:AssumeRole", change: { errorCode: "AccessDenied" } },
  { call: "sts:GetCallerIdentity" },
  { call: "iam:CreateAccessKey", by: "changed-principals" },
  { call: "iam:DeleteRolePolicy", by: "changed-principals" },
  { call: "iam:UpdateAssumeRolePolicy", by: "changed-principals" },
  { call: "iam:DeleteRolePolicy", change: { errorCode: "AccessDenied" } },
  { call: "iam:GetRole" },
  { call: "organizations:DetachPolicy", by: "changed-organization" },
  { call: "organizations:AttachPolicy" },
  { call: "sso:DeleteInlinePolicyFromPermissionSet", by: "changed-permission-sets" },
  { call: "sso:ProvisionPermissionSet" },
];

function onTrail({ call, change }: Call): object {
  const [service, eventName] = call.split(":");
  const userIdentity = { type: "AssumedRole" };
  const detail = { eventSource: `${service}.amazonaws.com`, eventName, userIdentity, ...change };
  return { source: `aws.${service}`, "detail-type": "AWS API Call via CloudTrail", detail };
}

describe.each(PLACES)("%s in %s", (stack, region, trail) => {
  const hears = heardBy(STACKS[stack], region);
  const here = (rules: readonly (string | undefined)[]) => rules.filter((rule) => rule && trail.includes(rule));
  const changes = (name: string) => here([CHANGES.has(name) ? "changed-principals" : undefined]);

  test("hears every leak by the rule of its source", () => {
    const fixtures = eventFixtures("leaks");
    const expected = fixtures.map(({ name }) => [name, [...changes(name), alertRuleOf(name)].sort()]);
    expect(fixtures.map(({ name, event }) => [name, hears(event)])).toEqual(expected);
  });

  test("takes nothing for a leak that is none", () => {
    const fixtures = eventFixtures("no-leaks");
    expect(fixtures.map(({ name, event }) => [name, hears(event)])).toEqual(
      fixtures.map(({ name }) => [name, changes(name)]),
    );
  });

  test.each(TRAIL)("of calls on the trail hears what comes up there: $call ($by, $change)", (told) => {
    expect(hears(onTrail(told))).toEqual(here([told.by]));
  });
});

describe("what was deployed, as AWS shows it,", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ config: { deployment: { reserveForAlerts: 7, reserveForWatch: 5 } } });
  });
  afterAll(() => service.close());

  const FUNCTION = `arn:aws:lambda:${HOME_REGION}:111122223333:function:`;
  const QUEUE = { Arn: `arn:aws:sqs:${HOME_REGION}:111122223333:${RESPONDER}-dead-letters` };
  const A_DAY = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 };

  async function rule(name: string) {
    const { events } = service.admin;
    const described = await events.send(new DescribeRuleCommand({ Name: `${RESPONDER}-${name}` }));
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: `${RESPONDER}-${name}` }));
    return { described, targets: Targets };
  }

  test("beats each minute, and a beat that is lost is not made up for", async () => {
    const { described, targets } = await rule("heartbeat");
    expect(described).toMatchObject({ ScheduleExpression: "rate(1 minute)", State: "ENABLED" });
    const RetryPolicy = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
    expect(targets).toEqual([{ Id: "responder", Arn: FUNCTION + WATCH, Input: '{"action":"reconcile"}', RetryPolicy }]);
  });

  test.each([
    ["guardduty", RESPONDER, "ENABLED"],
    ["credential-leak", RESPONDER, "ENABLED"],
    ["opened-sessions", WATCH, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
    ["changed-principals", WATCH, "ENABLED"],
  ])("tries for a day to deliver what %s hears to %s, and keeps what it cannot deliver", async (name, fn, State) => {
    const { described, targets } = await rule(name);
    expect(described.State).toBe(State);
    expect(targets).toEqual([{ Id: "responder", Arn: FUNCTION + fn, RetryPolicy: A_DAY, DeadLetterConfig: QUEUE }]);
  });

  test.each([
    [RESPONDER, 7],
    [WATCH, 5],
  ])("runs %s three times at most for an event, keeps what failed, and reserves %d for it", async (fn, reserved) => {
    const { lambda } = service.admin;
    const named = { FunctionName: fn };
    const [invoked, concurrency, configuration] = await Promise.all([
      lambda.send(new GetFunctionEventInvokeConfigCommand(named)),
      lambda.send(new GetFunctionConcurrencyCommand(named)),
      lambda.send(new GetFunctionConfigurationCommand(named)),
    ]);
    expect(invoked).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 6 * 3600 });
    expect(concurrency.ReservedConcurrentExecutions).toBe(reserved);
    expect(configuration).toMatchObject({
      Role: `arn:aws:iam::111122223333:role/${RESPONDER}`,
      Timeout: 300,
      DeadLetterConfig: { TargetArn: QUEUE.Arn },
    });
  });
});
