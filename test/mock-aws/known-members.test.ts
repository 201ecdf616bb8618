import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { SERVICES } from "../../mock-aws/services.ts";
import { startLocalAws, type TestAws } from "../support/local-aws.ts";
import { sendSigned, type Wish } from "../support/signed-request.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());

type Call = Omit<Wish, "endpoint" | "keys">;

const json = (service: string, target: string, body: object, version = "1.1"): Call => ({
  service,
  headers: { "content-type": `application/x-amz-json-${version}`, "x-amz-target": target },
  body: JSON.stringify(body),
});
const rest = (service: string, call: string, body: object): Call => {
  const [method = "", path = ""] = call.split(" ");
  const headers = { "content-type": "application/json" };
  return { service, method, path, headers, body: JSON.stringify(body) };
};
const query = (service: string, form: Record<string, string>): Call => ({
  service,
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(form).toString(),
});

const TAG = { Key: "a", Value: "b", Surprise: "x" };
const TRAIL = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101";

test.each<[string, Call]>([
  ["cloudtrail", json("cloudtrail", `${TRAIL}.LookupEvents`, { Surprise: 1 })],
  [
    "cloudtrail, in a list",
    json("cloudtrail", `${TRAIL}.LookupEvents`, {
      LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "x", Surprise: 1 }],
    }),
  ],
  ["events", json("events", "AWSEvents.ListRules", { Surprise: 1 })],
  ["events, in a list", json("events", "AWSEvents.PutRule", { Name: "r", EventPattern: "{}", Tags: [TAG] })],
  ["sqs", json("sqs", "AmazonSQS.ListQueues", { Surprise: 1 }, "1.0")],
  ["sns", query("sns", { Action: "ListTopics", Version: "2010-03-31", Surprise: "1" })],
  ["iam", query("iam", { Action: "ListUsers", Version: "2010-05-08", Surprise: "1" })],
  [
    "iam, in a list",
    query("iam", {
      Action: "CreateUser",
      Version: "2010-05-08",
      UserName: "ann",
      "Tags.member.1.Key": "a",
      "Tags.member.1.Value": "b",
      "Tags.member.1.Surprise": "x",
    }),
  ],
  ["sts", query("sts", { Action: "GetCallerIdentity", Version: "2011-06-15", Surprise: "1" })],
  ["lambda", { service: "lambda", method: "GET", path: "/2015-03-31/functions", query: { Surprise: "1" } }],
  ["guardduty", rest("guardduty", "POST /detector", { enable: true, Surprise: 1 })],
  ["securityhub", rest("securityhub", "POST /findings", { Surprise: 1 })],
  ["ssm", json("ssm", "AmazonSSM.ListDocuments", { Surprise: 1 })],
  ["secretsmanager", json("secretsmanager", "secretsmanager.ListSecrets", { Surprise: 1 })],
  ["dynamodb", json("dynamodb", "DynamoDB_20120810.ListTables", { Surprise: 1 }, "1.0")],
])("a member that the local AWS would pass over is refused by its name: %s", async (_what, wish) => {
  const reply = await sendSigned({ endpoint: aws.endpoint, keys: ADMIN_KEY, ...wish });
  expect(reply.status).toBe(501);
  expect(reply.body).toContain("Surprise");
});

test("whatever is sent to a function is its payload, not a member", async () => {
  const invoke = rest("lambda", "POST /2015-03-31/functions/nope/invocations", { Surprise: 1 });
  const reply = await sendSigned({ endpoint: aws.endpoint, keys: ADMIN_KEY, ...invoke });
  expect(reply.status).toBe(404);
});

test("no service is without this care", () => {
  // S3 and EC2 read their own members and refuse those left over; the others have schemas that know theirs.
  const own = ["ec2", "s3", "dynamodb"];
  const open = [...SERVICES.values()]
    .filter(({ name }) => !own.includes(name))
    .flatMap(({ name, operations }) => operations.map((operation) => ({ name, operation })))
    .filter(({ operation }) => swallows(operation.input))
    .map(({ name, operation }) => `${name}:${operation.name}`);
  expect(open).toEqual(["lambda:Invoke"]);
});

/** Whether a schema takes a member that nobody knows; some refuse it by throwing. */
function swallows(input: z.ZodType): boolean {
  try {
    const issues = input.safeParse({ SurpriseForNobody: 1 }).error?.issues ?? [];
    return !issues.some(({ code }) => code === "unrecognized_keys");
  } catch {
    return false;
  }
}
