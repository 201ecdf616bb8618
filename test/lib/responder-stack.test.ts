import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { ENV } from "../../lambda/env.ts";
import { HEARTBEAT } from "../../lambda/heartbeat.ts";
import { IDENTIFY_HOME_PERMISSIONS } from "../../lambda/identify/index.ts";
import { SOURCES } from "../../lambda/intake/index.ts";
import { LEDGER_PERMISSIONS } from "../../lambda/ledger/table.ts";
import { AWS_PERMISSIONS } from "../../lambda/permissions.ts";
import { TRAIL_RULES } from "../../lambda/trail-rules.ts";
import { ResponderStack } from "../../lib/responder-stack.ts";
import { RUNBOOKS } from "../../lib/runbooks/index.ts";

const config = readConfig({ protectedPrincipals: ["arn:aws:iam::*:role/break-glass-*"] });

let template: Template;
beforeAll(() => {
  template = Template.fromStack(new ResponderStack(new App(), "Test", { config }));
});

test("the function runs on the pinned Node, on arm64, under the name that people invoke", () => {
  template.hasResourceProperties("AWS::Lambda::Function", {
    FunctionName: "credential-leak-responder",
    Runtime: `nodejs${process.versions.node.split(".")[0]}.x`,
    Architectures: ["arm64"],
    Environment: {
      Variables: Match.objectLike({
        [ENV.table]: Match.anyValue(),
        [ENV.account]: Match.anyValue(),
        [ENV.ownRole]: Match.anyValue(),
      }),
    },
  });
});

test("the configuration reaches the function as it was read", () => {
  const [fn] = Object.values(
    template.findResources("AWS::Lambda::Function", { Properties: { FunctionName: "credential-leak-responder" } }),
  );
  expect(JSON.parse(fn?.["Properties"].Environment.Variables[ENV.config])).toEqual(config);
});

test("an event that fails goes to a dead-letter queue, after two more tries", () => {
  template.hasResourceProperties("AWS::Lambda::Function", { DeadLetterConfig: { TargetArn: Match.anyValue() } });
  template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", { MaximumRetryAttempts: 2 });
});

test.each(SOURCES)("events of $name reach it, by the pattern beside their parser", ({ pattern }) => {
  template.hasResourceProperties("AWS::Events::Rule", { EventPattern: pattern, State: "ENABLED" });
});

test.each(TRAIL_RULES)("calls on the trail reach it: $name", ({ pattern, state }) => {
  template.hasResourceProperties("AWS::Events::Rule", { EventPattern: pattern, State: state });
});

test("the heartbeat beats each minute", () => {
  template.hasResourceProperties("AWS::Events::Rule", {
    ScheduleExpression: "rate(1 minute)",
    Targets: [Match.objectLike({ Input: JSON.stringify(HEARTBEAT) })],
  });
});

test("its role may do what its parts declare, and nothing else but reach its queue", () => {
  const policies = Object.values(template.findResources("AWS::IAM::Policy"));
  const own = policies.filter(({ Properties }) => /^Responder/.test(Properties.Roles[0].Ref));
  const statements = own.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const actions = statements.flatMap(({ Action }: { Action: string | string[] }) => Action);
  const declared = [...AWS_PERMISSIONS, ...IDENTIFY_HOME_PERMISSIONS, ...LEDGER_PERMISSIONS];
  expect([...new Set(actions)].sort()).toEqual([...declared, "sqs:SendMessage"].sort());
});

test("no other role is in the stack but the runbooks', which calls the function", () => {
  const roles = Object.keys(template.findResources("AWS::IAM::Role"));
  expect(roles.map((id) => /^(Responder|Runbooks)/.exec(id)?.[0]).sort()).toEqual(["Responder", "Runbooks"]);
});

test("people start it by its runbooks", () => {
  const documents = Object.values(template.findResources("AWS::SSM::Document"));
  expect(documents.map(({ Properties }) => Properties.Name)).toEqual(RUNBOOKS.map(({ name }) => name));
});

test("the ledger can be recovered to any second, and is not deleted with the stack", () => {
  template.hasResource("AWS::DynamoDB::Table", {
    DeletionPolicy: "Retain",
    Properties: Match.objectLike({
      BillingMode: "PAY_PER_REQUEST",
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    }),
  });
});
