// Whom a story wakes: the deployed alarms over the metrics that the responder writes meanwhile.
import { DisableRuleCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { DRILL_EVENT } from "../../lambda/drill-event.ts";
import { Alarms } from "../../lib/alarms.ts";
import { leakSession, works } from "../support/leak.ts";
import { ownAlarms, ringing, type SynthesizedAlarm } from "../support/ringing.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const DENY = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };

let all: readonly SynthesizedAlarm[];
let service: TestService;
beforeAll(() => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), "Test");
  const code = Code.fromInline("export const handler = () => {};");
  new Alarms(stack, "Alarms", {
    functions: [
      new LambdaFunction(stack, "Function", { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code }),
    ],
    deadLetters: new Queue(stack, "Queue"),
    regions: ["us-east-1"],
  });
  all = ownAlarms(Template.fromStack(stack));
});
afterEach(() => service.close());

/** Drills have a test of their own. */
function woken(): readonly string[] {
  const alarms = all.filter(({ AlarmName }) => !AlarmName.startsWith("drill-missing"));
  return [...ringing(alarms, service.emf, service.now())].sort();
}

async function passMinutes(minutes: number): Promise<readonly string[]> {
  const rang = new Set<string>();
  for (let minute = 0; minute < minutes; minute++) {
    await service.advance(60);
    for (const name of woken()) rang.add(name);
  }
  return [...rang].sort();
}

async function start(config: object = {}) {
  service = await startService({ measured: true, config });
  const leak = await leakSession(service);
  await service.advance(300); // Heartbeats have begun.
  return leak;
}

test("a containment that goes well wakes nobody, from the alert to its proof", async () => {
  const leak = await start({ settleSeconds: 900 });
  await service.deliver(leak.event());
  await service.advance(40);
  await expect(works(leak.stolen)).rejects.toThrow(/explicit deny/);
  expect(await passMinutes(25)).toEqual([]);
  expect((await service.incident()).proof).toBe("proven");
});

test("a leak that gets through rings at once, and goes on as unproven where nothing shows that it was stopped", async () => {
  const leak = await start({ settleSeconds: 900 });
  await service.deliver(leak.event());
  await service.advance(40);
  await service.admin.iam.send(new DeleteRolePolicyCommand(DENY));
  await works(leak.stolen);
  expect(await passMinutes(10)).toEqual(expect.arrayContaining(["leaking", "step-undone"]));
  await service.advance(30 * 60);
  expect(woken()).toEqual(["awaiting-approval", "unproven"]); // A person is asked about the user who undid the deny.
});

test("a step for which there is no room rings for as long as it has none", async () => {
  const leak = await start({ fallback: "none" });
  const PolicyDocument = policy({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::b/${"x".repeat(9_860)}` });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "full", PolicyDocument }));
  await service.deliver(leak.event());
  await service.advance(300);
  expect(woken()).toEqual(["failed"]);
  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "full" }));
  await service.advance(360);
  expect(woken()).toEqual([]);
});

test("whoever is asked is woken, again each hour until the answer; and so is who should look at the breaker", async () => {
  const leak = await start({ circuitBreaker: 1 });
  await service.deliver(leak.event());
  await service.deliver((await leakSession(service, "web")).event({ id: "another" }));
  expect(woken()).toEqual(["awaiting-approval", "circuit-breaker-open"]);
  await service.advance(50 * 60);
  expect(woken()).toEqual([]);
  expect(await passMinutes(15)).toEqual(["awaiting-approval"]);
});

test("a tool that undoes the deny each minute gets a person called", async () => {
  const leak = await start({ mostReapplies: 2 });
  await service.deliver(leak.event());
  const rang: string[] = [];
  for (let round = 0; round < 2; round++) {
    await service.admin.iam.send(new DeleteRolePolicyCommand(DENY));
    rang.push(...(await passMinutes(2)));
  }
  expect(rang).toEqual(expect.arrayContaining(["paged", "step-undone"]));
});

test("roles that are held ring: the team cannot work", async () => {
  const leak = await start({ hold: "always" });
  await service.deliver(leak.event());
  expect(await passMinutes(2)).toEqual(["roles-held"]);
});

test("an event that is a minute old when it is answered rings", async () => {
  const leak = await start();
  const { source: Source, "detail-type": DetailType, detail } = leak.event();
  const Time = new Date(service.now() - 60_000);
  await service.admin.events.send(
    new PutEventsCommand({ Entries: [{ Source, DetailType, Detail: JSON.stringify(detail), Time }] }),
  );
  await service.advance(1);
  expect(woken()).toEqual(["deny-too-slow"]);
});

test("a heartbeat that somebody switched off rings within minutes", async () => {
  await start();
  await service.admin.events.send(new DisableRuleCommand({ Name: "credential-leak-responder-heartbeat" }));
  expect(await passMinutes(7)).toEqual(["heartbeat-missing"]);
});

test("a ledger that may be read and not written rings, and so do the incidents that it keeps from being looked after", async () => {
  const leak = await start();
  await service.deliver(leak.event());
  const PolicyDocument = policy({ Effect: "Deny", Action: "dynamodb:PutItem", Resource: "*" });
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "credential-leak-responder", PolicyName: "forbidden", PolicyDocument }),
  );
  await service.advance(360);
  expect(woken()).toEqual(["ledger-unavailable", "reconcile-failed"]);
});

test("drills that arrive are silence, and two that do not are an alarm", async () => {
  await start();
  const drills = all.filter(({ AlarmName }) => AlarmName === "drill-missing-us-east-1");
  expect(drills).toHaveLength(1);
  const rings = () => ringing(drills, service.emf, service.now()).length > 0;
  for (const hour of [1, 2, 3]) {
    await service.deliver(DRILL_EVENT);
    await service.sleepThrough(57 / 60);
    if (hour > 1) expect(rings()).toBe(false);
  }
  await service.sleepThrough(65 / 60);
  expect(rings()).toBe(true);
});
