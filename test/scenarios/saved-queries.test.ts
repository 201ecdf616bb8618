// The saved queries ask for what the log has: lines of real stories, their members named as Logs Insights names them.
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DRILL_EVENT } from "../../lambda/drill-event.ts";
import { QUERIES } from "../../lib/query-list.ts";
import { stacksOf } from "../lib/deployed.ts";
import { leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

let service: TestService;
const lines: Readonly<Record<string, unknown>>[] = [];

/** A containment that somebody undoes, a refusal, a question with an answer and one without, a step without room, a drill. */
async function tellStories(): Promise<void> {
  service = await startService({
    dynamodb: true,
    config: {
      fallback: "none",
      settleSeconds: 900,
      approval: { withinSeconds: 600 },
      modes: [{ mode: "ask", principals: ["arn:aws:iam::*:role/asked-*"] }],
    },
  });
  const deny = { PolicyName: "AWSRevokeOlderSessions" };
  const leak = await leakSession(service, "app");
  await service.deliver(leak.event());
  await service.advance(40);
  const customUserAgent = "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io)";
  const { endpoint, admin } = service;
  const terraform = new IAMClient({ endpoint, region: "us-east-1", credentials: admin.keys, customUserAgent });
  await terraform.send(new DeleteRolePolicyCommand({ RoleName: "app", ...deny }));
  await works(leak.stolen);
  await service.deliver((await leakSession(service, "sample")).event({ id: "s", additionalInfo: { sample: true } }));
  const full = await leakSession(service, "full");
  const PolicyDocument = policy({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::b/${"x".repeat(9_860)}` });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "full", PolicyName: "full", PolicyDocument }));
  await service.deliver(full.event({ id: "f" }));
  await service.deliver((await leakSession(service, "asked-one")).event({ id: "one" }));
  const { id } = await service.incident();
  await service.invoke({ action: "approve", id, proof: await service.prove("approve", id) });
  await service.deliver((await leakSession(service, "asked-two")).event({ id: "two" }));
  await service.deliver(DRILL_EVENT);
  await service.advance(25 * 60);
  service.aws
    .world()
    .faults.push({ service: "dynamodb", operation: "Query", fault: "error", times: 5, probability: 1 });
  await service.advance(60);
  lines.push(...service.log);
}
beforeAll(tellStories);
afterAll(() => service.close());

/** `{ because: ["x"] }` → `because`, `because.0`. Of a list, the first name finds nothing in Insights, and a text does. */
function fieldsOf(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, path === "" ? key : `${path}.${key}`));
}

/** What a query names: not what it calls something itself, and not what Lambda's own lines have. */
function fieldsIn(query: readonly string[]): readonly string[] {
  const own = new Set([...query.join(" ").matchAll(/\bas (\w+)/g)].map(([, name]) => name));
  return query.flatMap(namedIn).filter((name) => name !== "*" && !name.startsWith("@") && !own.has(name));
}

function namedIn(command: string): readonly string[] {
  const [, verb, rest = ""] = /^(\w+) (.*)$/.exec(command.replaceAll(/"[^"]*"/g, "")) ?? [];
  const [what = "", by = ""] = verb === "stats" ? rest.split(" by ") : [rest];
  const listed = (text: string) => text.split(",").flatMap((part) => part.trim() || []);
  switch (verb) {
    case "fields":
      return listed(what);
    case "filter":
      return (what.match(/@?[a-zA-Z][\w.]*/g) ?? []).filter((word) => !["and", "or", "in", "not"].includes(word));
    case "stats":
      return [
        ...[...what.matchAll(/\w+\(([^),]*)/g)].map(([, name = ""]) => name),
        ...listed(by.replace(/bin\([^)]*\)/, "")),
      ];
    case "sort":
      return listed(what.replace(/ (asc|desc)$/, ""));
    default:
      throw new Error(`The test does not know the command ${command}.`);
  }
}

/** The lines that the query is about. */
function linesOf(query: string): readonly Readonly<Record<string, unknown>>[] {
  const [, said = ""] = /message (?:=|in) (\[[^\]]*\]|"[^"]*")/.exec(query) ?? [];
  const messages: readonly string[] = said === "" ? [] : [JSON.parse(said)].flat();
  for (const message of messages) expect(lines.map((line) => line["message"])).toContain(message);
  return messages.length === 0 ? lines : lines.filter((line) => messages.includes(String(line["message"])));
}

test("what the test takes for the names in a query", () => {
  const query = [
    "fields a, b.0, by",
    'filter x in ["y"] and @type = "z"',
    "stats count(*) as n, latest(c) by d, bin(5m)",
    "sort n desc",
  ];
  expect(fieldsIn(query)).toEqual(["a", "b.0", "by", "x", "c", "d"]);
});

test.each(QUERIES)("$name: every field that it names is in a line that it is about", ({ query }) => {
  const known = new Set(linesOf(query.join(" ")).flatMap((line) => fieldsOf(line)));
  for (const field of fieldsIn(query)) expect([...known]).toContain(field);
});

test("all are deployed, over the function's log", () => {
  const template = Template.fromJSON(stacksOf({})["CredentialLeakResponder"] ?? {});
  const [log] = Object.keys(template.findResources("AWS::Logs::LogGroup", { Properties: { RetentionInDays: 365 } }));
  for (const { name, query } of QUERIES) {
    template.hasResourceProperties("AWS::Logs::QueryDefinition", {
      Name: `credential-leak-responder/${name}`,
      QueryString: query.join("\n| "),
      LogGroupNames: [{ Ref: log }],
    });
  }
});
