import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { isDrill } from "../../lambda/drill-event.ts";
import { METRIC_NAMESPACE, METRICS } from "../../lambda/metric-list.ts";
import { readRequest } from "../../lambda/request.ts";
import { ALARMS, drillAlarm } from "../../lib/alarm-list.ts";
import { ResponderStack } from "../../lib/responder-stack.ts";

const RUNBOOK = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
const DEFINED = [...ALARMS, drillAlarm("eu-west-1", 3600)];

function synthesized(deployment: object = {}, env: object = {}): Template {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] }, builtinCloudFormationValidation: false });
  return Template.fromStack(new ResponderStack(app, "Test", { env, config: readConfig({ deployment }) }));
}
const env = { account: "111122223333", region: "us-east-1" };
const template = synthesized({ emails: ["on-call@example.com"], regions: ["eu-west-1"] }, env);

type Synthesized = {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly AlarmActions: readonly unknown[];
};
const alarms = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map(
  ({ Properties }) => Properties as Synthesized,
);

describe("the runbook", () => {
  const sections = RUNBOOK.split(/^## /m)
    .slice(1)
    .map((section) => ({ title: section.split("\n")[0], section }));

  test("has a section for each alarm, and an alarm for each section", () => {
    expect(sections.map(({ title }) => title).sort()).toEqual(DEFINED.map(({ name }) => name).sort());
  });

  test.each(sections)("says what it means, where to look and what to do: $title", ({ section }) => {
    expect(section).toMatch(/\*\*Means\.\*\*[\s\S]*\*\*Look\.\*\*[\s\S]*\*\*Do\.\*\*/);
  });

  const requests = [...RUNBOOK.matchAll(/^ask '([^']*)'/gm)].map(([, request = ""]) => request);
  test.each([...new Set(requests)])("asks what the function understands: %s", (request) => {
    const proof = JSON.stringify({ url: "https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity", headers: {} });
    const filled = request
      .replace("PROOF", proof)
      .replace("ACCOUNT", "111122223333")
      .replace('"KEY"', '"AKIAIOSFODNN7EXAMPLE"');
    expect(() => readRequest(JSON.parse(filled))).not.toThrow();
  });

  test("sends a drill that is one", () => {
    const [, entries = "[]"] = /put-events --entries '([^']*)'/.exec(RUNBOOK) ?? [];
    const [entry] = JSON.parse(entries);
    expect(isDrill({ source: entry.Source, "detail-type": entry.DetailType, detail: JSON.parse(entry.Detail) })).toBe(
      true,
    );
  });

  test("names settings that there are", () => {
    const settings = [...RUNBOOK.matchAll(/`(\w+(?:\.\w+)?)` \((?:4 h|2 h|1 h|15 min|10|50)/g)].map(([, name]) => name);
    expect(settings.length).toBeGreaterThan(3);
    const config: object = readConfig({});
    for (const name of settings) expect(name?.split(".").reduce((at, key) => Object(at)[key], config)).toBeDefined();
  });

  test("leads to sections that there are", () => {
    for (const [, anchor] of RUNBOOK.matchAll(/\]\(#([^)]*)\)/g)) expect(RUNBOOK).toContain(`\n## ${anchor}\n`);
  });
});

test.each(alarms)("$AlarmName rings on the topic, and says where to read on", ({ AlarmDescription, AlarmActions }) => {
  const [, anchor] = /\. docs\/runbook\.md#([a-z-]+)$/.exec(AlarmDescription) ?? [];
  expect(DEFINED.map(({ name }) => name)).toContain(anchor);
  expect(AlarmActions).toHaveLength(1);
});

test.each(alarms)(
  "$AlarmName is about a metric that AWS or the responder emits in exactly these dimensions",
  (alarm) => {
    const { Namespace, MetricName, Dimensions } = alarm;
    const names = Dimensions.map(({ Name }) => Name);
    if (Namespace !== METRIC_NAMESPACE) {
      expect({ Namespace, names }).toEqual(
        Namespace === "AWS/SQS"
          ? { Namespace, names: ["QueueName"] }
          : { Namespace: "AWS/Lambda", names: ["FunctionName"] },
      );
      return;
    }
    const known = Object.entries(METRICS).find(([name]) => name === MetricName)?.[1];
    expect(names.sort()).toEqual(["service", ...Object.keys(known?.dimensions ?? { unknown: MetricName })].sort());
    for (const { Name, Value } of Dimensions) {
      const values: readonly string[] | string = Object(known?.dimensions)[Name] ?? ["credential-leak-responder"];
      if (typeof values !== "string") expect(values).toContain(Value);
    }
  },
);

test("both functions are watched", () => {
  const names = alarms.filter(({ MetricName }) => MetricName === "Errors").map(({ AlarmName }) => AlarmName);
  expect(names).toEqual([
    "credential-leak-responder-function-errors",
    "credential-leak-responder-function-errors-watch",
  ]);
});

test("each Region that is heard has an alarm for its drills, in periods as long as theirs", () => {
  const drills = (found: Template) =>
    Object.values(found.findResources("AWS::CloudWatch::Alarm")).flatMap(({ Properties }) =>
      Properties.MetricName === "DrillArrived" ? [[Properties.Dimensions[0].Value, Properties.Period]] : [],
    );
  expect(drills(template)).toEqual([
    ["us-east-1", 3600],
    ["eu-west-1", 3600],
  ]);
  expect(drills(synthesized({ drillMinutes: 15 }))).toEqual([[{ Ref: "AWS::Region" }, 900]]);
});

test("what stops reporting rings; what reports nothing bad does not", () => {
  const silent = DEFINED.filter(({ missing }) => missing === "breaching").map(({ name }) => name);
  expect(silent).toEqual(["heartbeat-missing", "drill-missing"]);
});

test("the runbook may be read elsewhere", () => {
  const runbook = "https://wiki.example.com/leaks";
  const found = Object.values(synthesized({ runbookUrl: runbook }).findResources("AWS::CloudWatch::Alarm"));
  for (const { Properties } of found) expect(JSON.stringify(Properties.AlarmDescription)).toContain(` ${runbook}#`);
});

test("the topic is encrypted with a key that lets CloudWatch in, asks for TLS, and writes to whoever is named", () => {
  const ofAlarms = (type: string) =>
    Object.entries(template.findResources(type)).flatMap(([id, found]) => (id.startsWith("Alarms") ? [found] : []));
  const [topic] = ofAlarms("AWS::SNS::Topic");
  const keyId = topic?.["Properties"].KmsMasterKeyId["Fn::GetAtt"][0];
  const key = template.findResources("AWS::KMS::Key")[keyId];
  const ofCloudWatch = (statements: readonly { Principal: { Service?: string }; Action: unknown }[]) =>
    statements.flatMap(({ Principal, Action }) => (Principal.Service === "cloudwatch.amazonaws.com" ? [Action] : []));
  expect(ofCloudWatch(key?.["Properties"].KeyPolicy.Statement)).toEqual([["kms:Decrypt", "kms:GenerateDataKey*"]]);
  const [policy] = ofAlarms("AWS::SNS::TopicPolicy");
  const Statement = policy?.["Properties"].PolicyDocument.Statement;
  expect(ofCloudWatch(Statement)).toEqual(["sns:Publish"]);
  expect(Statement).toContainEqual(
    expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  );
  template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "on-call@example.com" });
});
