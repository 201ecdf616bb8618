import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { ENV } from "../../lambda/env.ts";
import { METRIC_NAMESPACE, METRICS } from "../../lambda/metric-list.ts";
import { ResponderStack } from "../../lib/responder-stack.ts";

const env = { account: "111122223333", region: "us-east-1" };
const regions = ["us-east-1", "eu-west-1"];
const app = () => new App({ context: { "aws:cdk:bundling-stacks": [] }, builtinCloudFormationValidation: false });
const config = readConfig({ deployment: { regions } });
const stack = new ResponderStack(app(), "Test", { env, config });
const template = Template.fromStack(stack);

type Widget = { readonly type: string; readonly properties: Readonly<Record<string, unknown>> };

/** The dashboard's text, each reference to a resource in it as its name. */
function widgets(): readonly Widget[] {
  const [dashboard] = Object.values(template.findResources("AWS::CloudWatch::Dashboard"));
  const resolved = JSON.stringify(stack.resolve(dashboard?.["Properties"].DashboardBody));
  const parts: readonly unknown[] = JSON.parse(resolved)["Fn::Join"][1];
  return JSON.parse(
    parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part).replaceAll('"', ""))).join(""),
  ).widgets;
}

test("shows the open incidents by a function that may read the ledger and nothing else", () => {
  const [custom] = widgets().filter(({ type }) => type === "custom");
  expect(String(custom?.properties["endpoint"])).toContain("IncidentsWidgetFunction");
  const functions = template.findResources("AWS::Lambda::Function", {
    Properties: { FunctionName: "credential-leak-responder-widget" },
  });
  const [[id = "", widget] = []] = Object.entries(functions);
  expect(String(custom?.properties["endpoint"])).toContain(id);
  expect(Object.keys(widget?.["Properties"].Environment.Variables)).toEqual(expect.arrayContaining([ENV.table]));
  const role = widget?.["Properties"].Role["Fn::GetAtt"][0];
  const [policy, ...more] = template.findResources("AWS::IAM::Role")[role]?.["Properties"].Policies ?? [];
  expect(more).toEqual([]);
  expect(policy.PolicyDocument.Statement).toMatchObject([
    { Effect: "Allow", Action: ["dynamodb:Query"] },
    { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"] },
  ]);
  expect(JSON.stringify(policy)).not.toContain('"*"');
});

test("it may read a ledger that a key of yours encrypts", () => {
  const ledgerKey = "arn:aws:kms:us-east-1:111122223333:key/7f3a";
  const keyed = new ResponderStack(app(), "Keyed", { env, config: readConfig({ deployment: { ledgerKey } }) });
  const found = Template.fromStack(keyed).findResources("AWS::IAM::Role", {
    Properties: { RoleName: "credential-leak-responder-widget" },
  });
  const [role] = Object.values(found);
  expect(role?.["Properties"].Policies[0].PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({ Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: [ledgerKey] }),
  );
});

test("every line of its graphs is a metric that AWS or the responder emits in exactly these dimensions", () => {
  const lines = widgets()
    .filter(({ type }) => type === "metric")
    .flatMap(({ properties }) => properties["metrics"] as readonly (readonly unknown[])[]);
  expect(lines.length).toBeGreaterThan(25);
  for (const line of lines) {
    const [namespace, name, ...rest] = line.filter((part) => typeof part === "string");
    const dimensions = rest.filter((_, index) => index % 2 === 0).sort();
    if (namespace !== METRIC_NAMESPACE) {
      expect([["FunctionName"], ["QueueName"]]).toContainEqual(dimensions);
      continue;
    }
    const known = Object.entries(METRICS).find(([metric]) => metric === name)?.[1];
    expect(dimensions).toEqual(["service", ...Object.keys(known?.dimensions ?? { unknown: name })].sort());
  }
  const drills = lines.filter(([, name]) => name === "DrillArrived").map((line) => JSON.stringify(line));
  for (const region of regions) expect(drills.some((line) => line.includes(region))).toBe(true);
});

test("shows every alarm", () => {
  const [status] = widgets().filter(({ type }) => type === "alarm");
  expect(status?.properties["alarms"]).toHaveLength(
    Object.keys(template.findResources("AWS::CloudWatch::Alarm")).length,
  );
});

test("needs no account and no Region beforehand", () => {
  expect(() => Template.fromStack(new ResponderStack(app(), "Anywhere", { config: readConfig({}) }))).not.toThrow();
});
