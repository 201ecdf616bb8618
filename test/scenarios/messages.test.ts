// Whoever is to know gets one message for each change that matters, whatever is down meanwhile, and the deny waits for none of it.
import { DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
  [mailbox, ears, hub] = [await subscribe(service), await listen(service), await enableHub(service)];
}
async function stop(): Promise<void> {
  await service.close();
  await receiver.close();
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
    await hub.import(finding.detail.arn, new Date(service.now()).toISOString());
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
    expect(event?.detail).toMatchObject({ version: 1, id: `${id}.1`, incident: id, account: "111122223333" });
    expect(event?.detail.link).toBe(`https://soc.example.com/leaks/${id}`);
    expect(more).toEqual([]);
    expect(receiver.posts.map(({ id: post, body }) => [post, body.type, body.data])).toEqual([
      [`${id}.1`, "credential-leak.contained", event?.detail],
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
    expect(alerts.map(({ source }) => source)).toEqual(["guardduty"]);
    expect(await service.deps.ledger.list(10)).toHaveLength(1);
  });

  test("neither alerts that come again nor thirty heartbeats are news", async () => {
    for (const seconds of [1, 1, 1800]) {
      await service.deliver(finding);
      await service.advance(seconds);
    }
    expect(await told()).toEqual(each());
  });

  test("somebody undoes the deny: that is news, and by whom; again within the hour it is not", async () => {
    for (let times = 0; times < 3; times++) {
      await service.admin.iam.send(
        new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }),
      );
      await service.advance(61);
    }
    expect((await told()).bus.filter((kind) => kind === "undone")).toEqual(["undone"]);
  });

  test("the lift is news, and closes the finding of ours; what a person has set on theirs stays", async () => {
    await service.advance(3 * 3600);
    await told();
    const { id, proof } = await service.incident();
    await service.invoke({ action: "lift", id, reason: "done <!channel>", falseAlarm: true });
    await service.advance(5);
    expect(await told()).toEqual(each("lifted"));
    expect(await hub.find(`credential-leak-responder/${id}`)).toMatchObject({ RecordState: "ARCHIVED" });
    expect(await hub.find(finding.detail.arn)).toMatchObject({ Workflow: { Status: "SUPPRESSED" } });
    expect(proof).not.toBe("none");
    await service.advance(3600);
    expect(await told()).toEqual(each());
  });
});
