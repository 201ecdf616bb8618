// Dead letters: an alert that nobody could answer is answered once the cause is mended, and what cannot be stays with its reason.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  AddPermissionCommand,
  DeleteFunctionConcurrencyCommand,
  GetPolicyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { GetQueueUrlCommand, PurgeQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { doctorAws } from "../../../cli/doctor/doctor-aws.ts";
import { openQueue } from "../../../cli/redrive/queue.ts";
import { attempt, wordsOf } from "../../../local/attempt.ts";
import { type Leak, leakSession, works } from "../../support/leak.ts";
import { startService, type TestService } from "../../support/service.ts";
import { responder, type Typing } from "../../support/terminal.ts";

const FunctionName = "credential-leak-responder";
const QueueName = "credential-leak-responder-dead-letters";

let service: TestService;
beforeAll(async () => {
  service = await startService({ regions: ["us-east-1"] });
});
afterAll(() => service?.close());
beforeEach(async () => {
  const { sqs } = service.admin;
  await sqs.send(new PurgeQueueCommand(await queue()));
  await service.advance(61); // SQS purges a queue once a minute.
});

async function queue(): Promise<{ readonly QueueUrl: string }> {
  const { QueueUrl = "" } = await service.admin.sqs.send(new GetQueueUrlCommand({ QueueName }));
  return { QueueUrl };
}

const type = (line: string, typing?: Typing) => responder(service, line.split(" "), typing);
const refusalOf = async (who: Leak) => wordsOf(await attempt(works(who.stolen)));

async function put(event: { readonly source: string; readonly "detail-type": string; readonly detail: unknown }) {
  const entry = { Source: event.source, DetailType: event["detail-type"], Detail: JSON.stringify(event.detail) };
  await service.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await service.advance(5);
}

async function bodiesLeft(): Promise<readonly string[]> {
  const { Messages = [] } = await service.admin.sqs.send(
    new ReceiveMessageCommand({ ...(await queue()), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body = "" }) => Body);
}

async function lay(body: string): Promise<void> {
  await service.admin.sqs.send(new SendMessageCommand({ ...(await queue()), MessageBody: body }));
}

/** Nobody may run the function, so that Lambda puts every event away at once. */
async function whileSwitchedOff(work: () => Promise<unknown>): Promise<void> {
  const { lambda } = service.admin;
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  await work();
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
}

test("an alert that came while the function was switched off is answered afterwards, and the leaked session refused", async () => {
  const leak = await leakSession(service, "switched-off");
  await whileSwitchedOff(() => put(leak.event()));
  await works(leak.stolen);

  const listed = await type("redrive");
  expect(listed).toMatchObject({ code: 0, err: expect.stringContaining("nothing was done") });
  expect(listed.out).toMatch(/aws\.guardduty, GuardDuty Finding/);
  expect(listed.out).toContain(
    `the session i-0123456789abcdef0 of the role switched-off (${leak.stolen.keys.accessKeyId})`,
  );
  expect(listed.out).toMatch(/zero reserved concurrent executions/);
  expect((await type("redrive", { answers: ["n"] })).code).toBe(3);
  await works(leak.stolen);

  const { code, out } = await type("redrive", { answers: ["y"] });
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/answered: incident \S+, contained/) });
  expect(await refusalOf(leak)).toMatch(/explicit deny/);
  expect(await bodiesLeft()).toEqual([]);
  expect(JSON.parse((await type("redrive --json")).out)).toMatchObject({ done: false, deadLetters: [], exitCode: 0 });
});

test("an alert that EventBridge could not deliver goes the same way", async () => {
  const { lambda } = service.admin;
  const { Policy = "" } = await lambda.send(new GetPolicyCommand({ FunctionName }));
  const ids: readonly string[] = JSON.parse(Policy).Statement.map(({ Sid }: { readonly Sid: string }) => Sid);
  for (const StatementId of ids) await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
  const leak = await leakSession(service, "undelivered");
  await put(leak.event());
  const Principal = "events.amazonaws.com";
  await lambda.send(
    new AddPermissionCommand({ FunctionName, StatementId: "Events", Action: "lambda:InvokeFunction", Principal }),
  );

  const { code, out } = await type("redrive --yes --json");
  expect({ code, ...JSON.parse(out) }).toMatchObject({
    code: 0,
    done: true,
    deadLetters: [{ why: expect.stringMatching(/^NO_PERMISSIONS: /), outcome: "answered" }],
    unseen: [],
  });
  expect(await refusalOf(leak)).toMatch(/explicit deny/);
});

test("one that cannot be read stays there, with its reason, and keeps no other from being answered", async () => {
  const leak = await leakSession(service, "beside");
  const broken = { ...leak.event(), detail: { ...leak.event().detail, accountId: "\u001b[2Jno account" } };
  await put(broken);
  await service.advance(300);
  await whileSwitchedOff(() => put(leak.event()));

  const { code, out } = await type("redrive --yes", { columns: 200 });
  expect(code).toBe(1);
  expect(out).toMatch(/✖ \S+ failed again, and lies there still: .*account/s);
  expect(out).not.toContain("\u001b[2J");
  expect(stripVTControlCharacters(out)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  expect(await refusalOf(leak)).toMatch(/explicit deny/);
  const [left = "{}", ...others] = await bodiesLeft();
  expect({ left: JSON.parse(left).detail, others }).toEqual({ left: broken.detail, others: [] });
});

test("two people at once: what one of them looks at the other does not see, and nobody takes it from the other", async () => {
  await lay("{}");
  const { endpoint, admin } = service;
  const aws = doctorAws({ region: "us-east-1", endpoint, credentials: admin.keys });
  const first = await openQueue(aws("us-east-1").sqs);
  const [seen] = (await first?.take(1)) ?? [];
  if (!first || !seen) throw new Error("Nothing lies in the queue.");
  expect(JSON.parse((await type("redrive --json")).out).deadLetters).toEqual([]);
  await service.advance(301);
  expect(JSON.parse((await type("redrive --json")).out).deadLetters).toHaveLength(1);
  expect(await first.keep(seen)).toBe(false);
});

describe("what would be done by the person who gives it back", () => {
  test("a request is done only where it is named", async () => {
    const { admin } = service;
    const leak = await leakSession(service, "forged");
    const Payload = JSON.stringify(leak.event());
    await admin.lambda.send(new InvokeCommand({ FunctionName, Payload }));
    const { id } = await service.incident();
    await lay(JSON.stringify({ action: "lift", id, reason: "let him in again" }));

    const { code, out } = await type("redrive --yes --json");
    const [letter] = JSON.parse(out).deadLetters;
    expect({ code, letter }).toMatchObject({ code: 0, letter: { about: "the request lift" } });
    expect(await refusalOf(leak)).toMatch(/explicit deny/);
    expect(await bodiesLeft()).toHaveLength(1);
    const named = await type(`redrive --id ${letter.id.slice(0, 8)} --yes`);
    expect(named).toMatchObject({ code: 0, out: expect.stringContaining("answered") });
    await works(leak.stolen);
    expect((await type(`redrive --id ${letter.id} --yes`)).err).toContain("No dead letter begins with");
  });

  test.each([
    ["no JSON", "once upon a time", "It is no JSON"],
    ["a message for people", JSON.stringify({ source: "credential-leak-responder", detail: {} }), "For which channel"],
  ])("%s is told and left", async (_what, body, because) => {
    await lay(body);
    const { code, out, err } = await type("redrive --yes");
    expect({ code, out, err }).toMatchObject({ code: 0, out: expect.stringContaining(because) });
    expect(err).toContain("nothing to give");
    expect(await bodiesLeft()).toEqual([body]);
  });
});

describe("who gives it back", () => {
  /** The documentation is what people make the policy from. */
  const text = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8").split("## Dead letters")[1] ?? "";
  const needed = [...(text.split("\n## ")[0] ?? "").matchAll(/`((?:sqs|lambda):\w+)`/g)].map(
    ([, action = ""]) => action,
  );

  test("needs the permissions that are documented, and is told which one is missing", async () => {
    const leak = await leakSession(service, "minimal");
    await service.createRole("on-call", needed);
    const { keys } = await service.assume("on-call", "alice");
    await whileSwitchedOff(() => put(leak.event()));
    expect(await type("redrive --yes", { keys })).toMatchObject({ code: 0, out: expect.stringContaining("answered") });

    await service.createRole("blind", ["lambda:InvokeFunction"]);
    const blind = await service.assume("blind", "bob");
    const told = await type("redrive", { keys: blind.keys });
    expect(told).toMatchObject({ code: 1, err: expect.stringContaining("It takes the permission sqs:GetQueueUrl") });
  });

  test("is told where there is no queue", async () => {
    expect(await type("redrive --direct")).toMatchObject({ code: 2, err: expect.stringContaining("no queue") });
    const elsewhere = await type("redrive --region eu-west-1");
    expect(elsewhere).toMatchObject({ code: 1 });
    expect(elsewhere.err).toContain("There is no queue credential-leak-responder-dead-letters in eu-west-1");
  });
});
