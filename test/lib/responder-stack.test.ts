// What the stack in the responder's own account is made of, where a detail of it matters.
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { ENV } from "../../lambda/env.ts";
import { HEARTBEAT } from "../../lambda/heartbeat.ts";
import { SOURCES } from "../../lambda/intake/index.ts";
import { TRAIL_RULES } from "../../lambda/trail-rules.ts";
import { ResponderStack } from "../../lib/responder-stack.ts";

function templateOf(config: unknown = {}): Template {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] }, builtinCloudFormationValidation: false });
  return Template.fromStack(new ResponderStack(app, "Test", { config: readConfig(config) }));
}

const template = templateOf();

/** The two functions that are the responder, by their names. */
const FUNCTIONS = ["credential-leak-responder", "credential-leak-responder-watch"];

type Described = { readonly Properties: Readonly<Record<string, unknown>> };

function only(type: string, properties: object, among = template): Described {
  const [found, ...more] = Object.values(among.findResources(type, { Properties: properties }));
  if (!found || more.length > 0) throw new Error(`Not one ${type} is ${JSON.stringify(properties)}.`);
  return found as Described; // A resource of a template has properties.
}

describe.each(FUNCTIONS)("the function %s", (FunctionName) => {
  test("runs on the pinned Node, on arm64, with all that its environment must say", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName,
      Runtime: `nodejs${process.versions.node.split(".")[0]}.x`,
      Architectures: ["arm64"],
      Environment: {
        Variables: Match.objectLike(
          Object.fromEntries(
            [ENV.table, ENV.account, ENV.ownRole, ENV.configFile].map((name) => [name, Match.anyValue()]),
          ),
        ),
      },
    });
  });

  test("hands on an event that failed three times, and one that waited for six hours", () => {
    template.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName,
      DeadLetterConfig: { TargetArn: Match.anyValue() },
    });
    const [logicalId] = Object.keys(template.findResources("AWS::Lambda::Function", { Properties: { FunctionName } }));
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: logicalId },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 60 * 60,
    });
  });

  test("has its own share of the account's concurrency, unless nothing is to be reserved", () => {
    template.hasResourceProperties("AWS::Lambda::Function", { FunctionName, ReservedConcurrentExecutions: 20 });
    const { Properties } = only(
      "AWS::Lambda::Function",
      { FunctionName },
      templateOf({ deployment: { reserveForAlerts: 0, reserveForWatch: 0 } }),
    );
    expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
  });
});

test.each(SOURCES)("events of $name reach it by the pattern beside their parser, and are tried for a day", (source) => {
  template.hasResourceProperties("AWS::Events::Rule", {
    Name: `credential-leak-responder-${source.name}`,
    EventPattern: source.pattern,
    State: "ENABLED",
    Targets: [
      Match.objectLike({
        DeadLetterConfig: { Arn: Match.anyValue() },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
      }),
    ],
  });
});

test.each(TRAIL_RULES)("calls on the trail reach it: $name", ({ name, pattern, state }) => {
  template.hasResourceProperties("AWS::Events::Rule", {
    Name: `credential-leak-responder-${name}`,
    EventPattern: pattern,
    State: state,
  });
});

test("the heartbeat beats each minute", () => {
  template.hasResourceProperties("AWS::Events::Rule", {
    ScheduleExpression: "rate(1 minute)",
    Targets: [Match.objectLike({ Input: JSON.stringify(HEARTBEAT) })],
  });
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

test("the ledger is encrypted with the key that is given, which the role may use through DynamoDB alone", () => {
  const ledgerKey = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const withKey = templateOf({ deployment: { ledgerKey } });
  withKey.hasResourceProperties("AWS::DynamoDB::Table", {
    SSESpecification: { KMSMasterKeyId: ledgerKey, SSEEnabled: true },
  });
  const { Properties } = only("AWS::IAM::Role", { RoleName: "credential-leak-responder" }, withKey);
  expect(Properties["Policies"]).toMatchObject([
    {
      PolicyDocument: {
        Statement: expect.arrayContaining([expect.objectContaining({ Sid: "LedgerKey", Resource: [ledgerKey] })]),
      },
    },
  ]);
});

test("nobody may send events to its bus where no other account is configured", () => {
  template.resourceCountIs("AWS::Events::EventBusPolicy", 0);
});

test("the accounts that are served may, one by one, or the whole organization", () => {
  const members = { accounts: ["444455556666"] };
  templateOf({ members }).hasResourceProperties("AWS::Events::EventBusPolicy", {
    Statement: { Principal: { AWS: ["444455556666"] } },
  });
  templateOf({ members, deployment: { organization: "o-a1b2c3d4e5" } }).hasResourceProperties(
    "AWS::Events::EventBusPolicy",
    {
      Statement: { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
    },
  );
});
