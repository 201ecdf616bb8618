// Denies that were written and could not be put on record at once: the record catches up, and a lift leaves nothing behind.
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerApproval } from "../../lambda/approval.ts";
import { denyOlderSessions } from "../../lambda/older-sessions-policy.ts";
import { reconcile } from "../../lambda/reconcile.ts";
import { reconcileDue } from "../../lambda/reconcile-due.ts";
import { respond } from "../../lambda/respond.ts";
import { addFault } from "../../mock-aws/faults.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";
import { whileTimePasses } from "../support/while-time-passes.ts";

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService({ dynamodb: true, config: { defaultMode: { role: "contain" } } });
  leak = await leakSession(service);
});
afterEach(() => service.close());

const NAMED = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
const policyNow = async () =>
  decodeURIComponent((await service.admin.iam.send(new GetRolePolicyCommand(NAMED))).PolicyDocument ?? "");
const refused = { name: "AccessDenied" };
const gone = { name: "NoSuchEntityException" };

/** IAM writes the deny, says nothing, and shows what was there before. */
function writeUnseen(seconds: number): void {
  const iam = { service: "iam", for: `${seconds}s` } as const;
  addFault(service.aws.world(), { ...iam, operation: "PutRolePolicy", fault: "crash-after" });
  addFault(service.aws.world(), {
    ...iam,
    operation: "GetRolePolicy",
    fault: "stale",
    delay: "10m",
    role: "credential-leak-responder",
  });
}

/** An incident has waited two minutes for a person: the yes. */
async function putOff(where: { readonly dynamodb?: true } = {}) {
  await service.close();
  service = await startService({ ...where, config: { defaultMode: { role: "ask" } } });
  leak = await leakSession(service);
  await service.deliver(leak.event());
  await service.advance(120);
  const { id } = await service.incident();
  return { action: "approve", id, proof: await service.prove("approve", id) } as const;
}

async function liftIt() {
  const { id } = await service.incident();
  expect(await service.invoke({ action: "lift", id, reason: "a test" })).toMatchObject({ status: "lifted" });
}

test("what was denied while the ledger was down is on record with the next delivery, denies no later, and is lifted whole", async () => {
  const event = leak.event();
  addFault(service.aws.world(), { service: "dynamodb", fault: "error", for: "50s" });
  await expect(respond(service.deps, event)).rejects.toThrow();
  const written = await policyNow();
  await service.advance(60);
  const today = await service.assume("app", "alice");
  await respond(service.deps, event);
  expect(await policyNow()).toBe(written);
  await works(today);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  const { steps } = await service.incident();
  expect(written).toContain(steps.flatMap(({ step }) => ("cutoff" in step ? step.cutoff : []))[0]);
  await liftIt();
  await expect(policyNow()).rejects.toMatchObject(gone);
});

test("another tool's deny, further ahead than ours are, is not taken for ours while the ledger does not answer", async () => {
  await service.deliver(leak.event());
  const theirs = denyOlderSessions(await policyNow(), new Date(service.now() + 900_000).toISOString());
  await service.admin.iam.send(new PutRolePolicyCommand({ ...NAMED, PolicyDocument: theirs }));
  await service.advance(60);
  const { claim, ...ledger } = service.deps.ledger;
  let asked = 0;
  const silentAtFirst: typeof claim = (...opening) =>
    asked++ === 0 ? Promise.reject(new Error("The ledger is down.")) : claim(...opening);
  const again = leak.event({ id: "again", lastSeen: new Date(service.now()).toISOString() });
  await respond({ ...service.deps, ledger: { ...ledger, claim: silentAtFirst } }, again);
  await liftIt();
  expect(await policyNow()).toBe(theirs);
});

test("a deny that seemed to have failed, and had not, is gone with the lift too", async () => {
  writeUnseen(20);
  await service.deliver(leak.event());
  expect((await service.incident()).status).toBe("failed");
  await service.advance(35);
  await service.deliver(leak.event());
  expect((await service.incident()).status).toBe("contained");
  await liftIt();
  await expect(policyNow()).rejects.toMatchObject(gone);
});

test("one that was to put ours back, seemed to have failed, and had not, is gone with the lift too", async () => {
  await service.deliver(leak.event());
  await service.advance(60);
  addFault(service.aws.world(), { service: "iam", operation: "GetRolePolicy", fault: "error", for: "65s" });
  await service.admin.iam.send(new DeleteRolePolicyCommand(NAMED));
  await service.advance(65);
  writeUnseen(60);
  await service.advance(60);
  await service.advance(60);
  expect(await service.incident()).toMatchObject({ status: "contained" });
  await liftIt();
  await expect(policyNow()).rejects.toMatchObject(gone);
});

test("a deny that seemed to fail twice in the same way, and had not, is on record with each of its cutoffs", async () => {
  writeUnseen(100);
  const answering = whileTimePasses(service, respond(service.deps, leak.event()));
  await expect(answering).resolves.toMatchObject([{ status: "failed" }]);
  const first = await policyNow();
  await service.admin.iam.send(new DeleteRolePolicyCommand(NAMED));
  await service.advance(20); // A heartbeat is among them.
  const { status, entries } = await service.incident();
  expect(status).toBe("failed");
  for (const written of [first, await policyNow()]) {
    const [cutoff = "none"] = /\d{4}-[\dT:-]+Z/.exec(written) ?? [];
    expect(JSON.stringify(entries)).toContain(cutoff);
  }
});

test("once a person has said yes, an incident is looked after each minute, however long it was put off before", async () => {
  const yes = await putOff();
  expect(await service.invoke(yes)).toMatchObject({ status: "contained" });
  const nextBeat = new Date(service.now() + 60_000).toISOString();
  expect(await service.deps.ledger.due(nextBeat)).toHaveLength(1);
});

test("nor is it put off by a heartbeat that had read the incident before the yes was on record", async () => {
  const yes = await putOff({ dynamodb: true });
  const { deps } = service;
  const append: typeof deps.ledger.append = async (...entry) => {
    await reconcileDue(deps);
    addFault(service.aws.world(), { service: "dynamodb", operation: "UpdateItem", fault: "error", for: "30s" });
    return deps.ledger.append(...entry);
  };
  const interrupted = { ...deps, ledger: { ...deps.ledger, append } };
  await expect(answerApproval(interrupted, yes)).rejects.toThrow();
  expect((await service.incident()).approved).toBeDefined();
  await works(leak.stolen);
  await service.advance(90);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

test("a yes that is on record, and that nobody could act on, is acted on by the next heartbeat", async () => {
  const yes = await putOff({ dynamodb: true });
  addFault(service.aws.world(), { service: "dynamodb", operation: "PutItem", fault: "crash-after", for: "30s" });
  expect(await service.invoke(yes)).toMatchObject({ failed: true });
  await works(leak.stolen);
  await service.advance(90);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

test("who undid a step is found out, though the responder crashed when it had put the step back", async () => {
  await service.deliver(leak.event());
  await service.advance(130);
  await service.createRole("operators", ["iam:*"]);
  const olga = await service.assume("operators", "olga");
  await olga.iam.send(new DeleteRolePolicyCommand(NAMED));
  const { deps } = service;
  const append: typeof deps.ledger.append = async (...entry) => {
    const isBack = await policyNow().catch(() => undefined);
    if (isBack !== undefined) throw new Error("It has crashed.");
    return deps.ledger.append(...entry);
  };
  const claim = await deps.ledger.claimOf(await service.incident());
  if (!claim) throw new Error("There is no claim.");
  await expect(reconcile({ ...deps, ledger: { ...deps.ledger, append } }, claim)).rejects.toThrow("crashed");
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await service.advance(10);
  expect((await service.incident()).tampering?.map(({ accessKeyId }) => accessKeyId)).toEqual([olga.keys.accessKeyId]);
});
