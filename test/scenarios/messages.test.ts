// Whoever is to know gets one message for each change that matters, whatever is down meanwhile, and the deny waits for none of it.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateUserCommand, DeleteRolePolicyCommand, DeleteUserPolicyCommand } from "@aws-sdk/client-iam";
import { GetQueueUrlCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Leak, leakSession, works } from "../support/leak.ts";
import {
  enableHub,
  type Heard,
  type Hub,
  type Inbox,
  listen,
  type Mail,
  type Receiver,
  startReceiver,
  subscribe,
  TICKETS,
  webhookSecret,
} from "../support/listeners.ts";
import { OTHER_ACCOUNT, otherAccount } from "../support/other-account.ts";
import { startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };
const CONFIG = { notify: { securityHub: true, webhook: { url: TICKETS }, link: "https://soc.example.com/leaks/{id}" } };

let service: TestService;
let receiver: Receiver;
let mailbox: Inbox<Mail>;
let ears: Inbox<Heard>;
let hub: Hub;

async function start(config: object = CONFIG): Promise<void> {
  receiver = await startReceiver();
  service = await startService({ config, messages: true, fetch: receiver.fetch });
  [mailbox, ears, hub] = [await subscribe(service), await listen(service), await enableHub(service, service.admin)];
}
async function stop(): Promise<void> {
  await service.close();
  await receiver.close();
}

/** From now on every call of it fails, until it is mended. */
function breakDown(name: string, operation?: string): void {
  const fault = { service: name, fault: "error", times: 1_000_000, probability: 1 } as const;
  service.aws.world().faults.push({ ...fault, ...(operation === undefined ? {} : { operation }) });
}
function mend(): void {
  service.aws.world().faults.splice(0);
}

/** What each has got since they were asked last: the news of each message, the most urgent first. */
async function told() {
  const [mails, events] = [await mailbox.read(), await ears.read()];
  return {
    mail: mails.map(({ MessageAttributes }) => MessageAttributes["kind"]?.Value),
    bus: events.map(({ detail }) => detail.kinds.join(" ")),
    tickets: receiver.posts.splice(0).map(({ body }) => body.data.kinds.join(" ")),
  };
}
const each = (...kinds: readonly string[]) => ({ mail: kinds, bus: kinds, tickets: kinds });

describe("a leak, from the finding to the lift", () => {
  let leak: Leak;
  let finding: ReturnType<Leak["event"]>;
  beforeAll(async () => {
    await start();
    leak = await leakSession(service);
    finding = leak.event();
    await hub.import(
      finding.detail.arn,
      new Date(service.now()).toISOString(),
      finding.detail.resource.accessKeyDetails,
    );
    await service.deliver(finding);
    await service.advance(5);
  });
  afterAll(stop);

  test("everybody is told of the containment once, with what to do next", async () => {
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    const [mail] = await mailbox.read();
    const { id } = await service.incident();
    expect(mail?.Subject).toBe("Credential Leak Contained: role app in 111122223333");
    expect(mail?.Message).toContain(`responder lift ${id} --false-alarm --reason why`);
    expect(mail?.Message).toContain(leak.stolen.keys.accessKeyId);
    const [event, ...more] = await ears.read();
    expect(event?.["detail-type"]).toBe("Credential Leak Contained");
    expect(event?.detail).toMatchObject({
      version: 1,
      id: expect.stringMatching(`^${id}-\\d+-contained$`),
      incident: id,
      account: "111122223333",
    });
    expect(event?.detail.link).toBe(`https://soc.example.com/leaks/${id}`);
    expect(more).toEqual([]);
    expect(receiver.posts.map(({ id: post, body }) => [post, body.type, body.data])).toEqual([
      [event?.detail.id, "credential-leak.contained", event?.detail],
    ]);
    receiver.posts.splice(0);
    receiver.check(await webhookSecret(service));
    expect(() => receiver.check("whsec_bm90IHRoZSBzZWNyZXQ=")).toThrow("wrong");
  });

  test("the finding says so, and a finding of our own has the evidence; neither is taken for a leak", async () => {
    expect(await hub.find(finding.detail.arn)).toMatchObject({
      Workflow: { Status: "NOTIFIED" },
      Note: { Text: expect.stringMatching(/is denied\..*Incident \S+\.$/), UpdatedBy: "credential-leak-responder" },
    });
    const { id, alerts } = await service.incident();
    expect(await hub.find(`credential-leak-responder/${id}`)).toMatchObject({
      RecordState: "ACTIVE",
      Severity: { Label: "HIGH" },
      Resources: [{ Type: "AwsIamAccessKey", Id: `AWS::IAM::AccessKey:${leak.stolen.keys.accessKeyId}` }],
    });
    expect(alerts.map(({ source }) => source)).toEqual(["guardduty", "security-hub"]); // GuardDuty's own, from both.
    expect(await service.deps.ledger.list(10)).toHaveLength(1);
  });

  test("neither alerts that come again nor thirty heartbeats are news", async () => {
    for (const seconds of [1, 1, 1800]) {
      await service.deliver(finding);
      await service.advance(seconds);
    }
    expect(await told()).toEqual(each());
  });

  test("somebody undoes the deny: that is news, and whether to deny them too; again within the hour it is not", async () => {
    for (let times = 0; times < 3; times++) {
      await service.admin.iam.send(
        new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }),
      );
      await service.advance(61);
    }
    const { bus } = await told();
    expect(bus.filter((kinds) => kinds.includes("undone"))).toHaveLength(1);
    expect(bus.filter((kinds) => kinds.includes("awaiting-approval"))).toHaveLength(1);
  });

  test("the lift is news, and closes the finding of ours and theirs; the note that a person has put there stays", async () => {
    await hub.note(finding.detail.arn, "Ana looks into it");
    await service.advance(600);
    await told();
    const { id } = await service.incident();
    await service.invoke({ action: "lift", id, reason: "done <!channel>", falseAlarm: true });
    await service.advance(5);
    expect(await told()).toEqual(each("lifted"));
    expect(await hub.find(`credential-leak-responder/${id}`)).toMatchObject({ RecordState: "ARCHIVED" });
    expect(await hub.find(finding.detail.arn)).toMatchObject({
      Workflow: { Status: "SUPPRESSED" },
      Note: { Text: "Ana looks into it", UpdatedBy: "ana" },
    });
    await service.advance(3600);
    expect(await told()).toEqual(each());
  });
});

test("a finding that Security Hub does not have keeps no other of the same leak open", async () => {
  await start();
  try {
    const leak = await leakSession(service);
    const [gone, known] = [leak.event({ id: "gone" }), leak.event({ id: "known" })];
    const { accessKeyDetails } = known.detail.resource;
    await hub.import(known.detail.arn, new Date(service.now()).toISOString(), accessKeyDetails);
    for (const finding of [gone, known]) await service.deliver(finding);
    const { id } = await service.incident();
    await service.invoke({ action: "lift", id, reason: "a drill", falseAlarm: true });
    await service.advance(5);
    expect(await hub.find(gone.detail.arn)).toBeUndefined();
    expect(await hub.find(known.detail.arn)).toMatchObject({ Workflow: { Status: "SUPPRESSED" } });
    expect(await hub.find(`credential-leak-responder/${id}`)).toMatchObject({ RecordState: "ARCHIVED" });
  } finally {
    await stop();
  }
});

test("what is new when the old is given up is told as soon as it can be", async () => {
  await start();
  try {
    const { iam } = service.admin;
    await iam.send(new CreateUserCommand({ UserName: "eve" }));
    breakDown("events", "PutEvents");
    const wish = { action: "contain", account: "111122223333", principal: { type: "user", name: "eve" } };
    await service.invoke({ ...wish, reason: "leaked", reporter: "ann" });
    await service.sleepThrough(23.5);
    await iam.send(new DeleteUserPolicyCommand({ UserName: "eve", PolicyName: "AWSRevokeOlderSessions" }));
    await service.advance(1800);
    const { entries } = await service.incident();
    const gaveUp = entries.flatMap((entry) => (entry.type === "told" && entry.gaveUp ? entry.news : []));
    expect(gaveUp).toEqual(["contained"]);
    mend();
    await service.advance(65);
    expect((await told()).bus).toEqual([expect.stringContaining("undone")]);
    await service.advance(300);
    expect((await told()).bus).toEqual([]);
  } finally {
    await stop();
  }
});

describe("while nobody can be told", () => {
  const members = { accounts: [OTHER_ACCOUNT] };
  beforeAll(() => start({ ...CONFIG, members, protectedPrincipals: ["arn:aws:iam::*:role/break-glass"] }));
  afterAll(stop);

  test("what could not be told for a day is given up, and that is on record", async () => {
    breakDown("events", "PutEvents");
    const sample = { action: "contain", account: "999988887777", principal: { type: "role", name: "theirs" } };
    await service.invoke({ ...sample, reason: "not ours", reporter: "ann" });
    expect(await service.incident()).toMatchObject({ status: "refused" });
    await service.sleepThrough(25);
    const gaveUp = { type: "told", news: ["refused"], gaveUp: true };
    expect((await service.incident()).entries.at(-1)).toMatchObject(gaveUp);
    mend();
    await service.advance(65);
    expect((await told()).bus).not.toContain("refused");
  });

  test("the deny is as fast and as sure as ever, and everybody hears of it afterwards, once", async () => {
    const leak = await leakSession(service);
    breakDown("events", "PutEvents");
    const answer = await service.invoke(leak.event({ id: "while-it-is-down" }));
    expect(answer).toMatchObject({ failed: false, status: "contained" });
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    await service.advance(300);
    expect(await told()).toEqual(each());
    expect((await service.incident()).entries.map(({ type }) => type)).not.toContain("told");
    mend();
    await service.advance(65);
    expect(await told()).toEqual(each("contained"));
  });

  test("a lift is told even if the principal has leaked again meanwhile", async () => {
    const { id } = await service.incident();
    breakDown("events", "PutEvents");
    await service.invoke({ action: "lift", id, reason: "done" });
    const stolen = await service.assume("app", "again");
    await service.advance(40);
    const again = { action: "contain", accessKeyId: stolen.keys.accessKeyId, reason: "again", reporter: "ann" };
    expect(
      await service.invoke({ ...again, account: "111122223333", principal: { type: "role", name: "app" } }),
    ).toMatchObject({
      status: "contained",
    });
    await service.advance(120);
    expect(await told()).toEqual(each());
    mend();
    await service.advance(65);
    const { bus } = await told();
    expect([...bus].sort()).toEqual(["contained", "lifted"]);
    await service.advance(300);
    expect(await told()).toEqual(each());
  });

  test("a question is told in the minute in which it can be, not when somebody looks at it next", async () => {
    const leak = await leakSession(service, "break-glass");
    breakDown("events", "PutEvents");
    await service.invoke(leak.event({ id: "protected" }));
    await service.advance(130);
    mend();
    await service.advance(65);
    expect(await told()).toEqual(each("awaiting-approval"));
    const { id } = await service.incident();
    const proof = await service.prove("approve", id);
    await service.invoke({ action: "approve", id, proof });
    await service.advance(5);
    expect(await told()).toEqual(each("contained"));
  });

  test("a channel that is down is tried again, and the others are not told twice", async () => {
    const leak = await leakSession(service, "worker");
    receiver.answer = { status: 503 };
    await service.deliver(leak.event({ id: "one-is-down" }));
    await service.advance(10);
    expect(await told()).toEqual({ ...each("contained"), tickets: [] });
    receiver.answer = { status: 204 };
    await service.advance(65);
    expect(await told()).toEqual({ ...each(), tickets: ["contained"] });
  });

  test("one that stays down, or sends us elsewhere, leaves the message in the dead-letter queue", async () => {
    const leak = await leakSession(service, "porter");
    const elsewhere = await startReceiver();
    receiver.answer = { status: 307, headers: { location: elsewhere.url } };
    await service.deliver(leak.event({ id: "one-stays-down" }));
    await service.advance(200);
    receiver.answer = { status: 204 };
    expect(await told()).toMatchObject({ mail: ["contained"], tickets: [] });
    expect(await lostTickets()).toContainEqual(
      expect.objectContaining({
        kind: "contained",
        principal: { kind: "role", name: "porter", session: expect.any(String) },
      }),
    );
    expect(elsewhere.posts).toEqual([]);
    await elsewhere.close();
  });

  test("what was sent and is not known to be is sent again under the same id", async () => {
    const leak = await leakSession(service, "clerk");
    const lost = { service: "events", operation: "PutEvents", fault: "crash-after", times: 2, probability: 1 } as const;
    service.aws.world().faults.push({ ...lost });
    await service.invoke(leak.event({ id: "an-answer-is-lost" }));
    await service.advance(65);
    const ids = (await ears.read()).map(({ detail }) => detail.id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(receiver.posts.splice(0).map(({ id }) => id))).toEqual(new Set(ids));
    await mailbox.read();
  });

  test("an account that may send alerts cannot speak in our name", async () => {
    const leak = await leakSession(service, "smith");
    await service.deliver(leak.event({ id: "true" }));
    await service.advance(5);
    const [heard] = await ears.read();
    await told();
    const lie = { ...heard?.detail, kind: "lifted", kinds: ["lifted"] };
    const entry = {
      Source: "credential-leak-responder",
      DetailType: "Credential Leak Lifted",
      Detail: JSON.stringify(lie),
    };
    const EventBusName = "arn:aws:events:us-east-1:111122223333:event-bus/default";
    await otherAccount(service).events.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName }] }));
    await service.advance(5);
    // Whoever listens without asking for the account hears it; the channels do not.
    expect(await told()).toEqual({ mail: [], bus: ["lifted"], tickets: [] });
  });
});

/** The messages that lie in the queue for no channel but the webhook. */
async function lostTickets(): Promise<readonly unknown[]> {
  const { sqs } = service.admin;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "credential-leak-responder-dead-letters" }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const bodies = Messages.map(({ Body = "{}" }) => JSON.parse(Body));
  return bodies.flatMap(({ channel, event }) => (channel === "webhook" ? [event.detail] : []));
}
