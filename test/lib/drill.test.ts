import { App, Duration, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { DRILL_EVENT, isDrill } from "../../lambda/drill-event.ts";
import { SOURCES } from "../../lambda/intake/index.ts";
import { Drill } from "../../lib/drill.ts";
import { compilePattern } from "../../mock-aws/events/pattern/compile.ts";
import { matches } from "../../mock-aws/events/pattern/match.ts";

function synthesized(props = {}): Template {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), "Alone");
  new Drill(stack, "Drill", props);
  return Template.fromStack(stack);
}

test("each hour, or as often as is said, the drill goes to the default bus", () => {
  const target = { EventBridgeParameters: { Source: "credential-leak", DetailType: "Credential Leak" } };
  synthesized().hasResourceProperties("AWS::Scheduler::Schedule", {
    ScheduleExpression: "rate(1 hour)",
    State: "ENABLED",
    Target: Match.objectLike({
      ...target,
      Input: JSON.stringify(DRILL_EVENT.detail),
      RetryPolicy: { MaximumEventAgeInSeconds: 900, MaximumRetryAttempts: 3 },
    }),
  });
  synthesized({ every: Duration.minutes(15) }).hasResourceProperties("AWS::Scheduler::Schedule", {
    ScheduleExpression: "rate(15 minutes)",
  });
});

test("its role may put events on that bus and nothing else, and is the scheduler's alone", () => {
  const template = synthesized();
  const [policy, ...more] = Object.values(template.findResources("AWS::IAM::Policy"));
  expect(more).toEqual([]);
  expect(policy?.["Properties"].PolicyDocument.Statement).toEqual([
    { Effect: "Allow", Action: "events:PutEvents", Resource: expect.anything() },
  ]);
  expect(JSON.stringify(policy)).toContain("event-bus/default");
  template.hasResourceProperties("AWS::IAM::Role", {
    AssumeRolePolicyDocument: Match.objectLike({
      Statement: [Match.objectLike({ Principal: { Service: "scheduler.amazonaws.com" } })],
    }),
  });
  template.resourceCountIs("AWS::Lambda::Function", 0);
});

test("the rule of our own event matches it, and the function knows it for a drill", () => {
  const rules = SOURCES.filter(({ pattern }) => matches(compilePattern(JSON.stringify(pattern)), DRILL_EVENT));
  expect(rules.map(({ name }) => name)).toEqual(["credential-leak"]);
  expect(isDrill(DRILL_EVENT)).toBe(true);
});
