// While a person thinks, the world goes on: others answer too, new alerts come, roles are made anew, rules change.
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, expect, test } from "vitest";
import { answerApproval } from "../../lambda/approval.ts";
import { respond } from "../../lambda/respond.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };

let service: TestService;
let leak: Leak;
async function start(config: object = {}) {
  service = await startService({ config: { defaultMode: { role: "ask", user: "ask" }, ...config } });
  leak = await leakSession(service);
}
afterEach(() => service.close());

async function answer(action: "approve" | "reject", who: Clients = service.admin) {
  const { id } = await service.incident();
  const proof = await service.prove(action, id, who.keys);
  return service.invoke({ action, id, proof, ...(action === "reject" ? { reason: "known traffic" } : {}) });
}

async function answerInProcess(action: "approve" | "reject", reason = "because") {
  const { id } = await service.incident();
  return answerApproval(service.deps, { action, id, proof: await service.prove(action, id), reason });
}

async function makeAnew() {
  const { iam } = service.admin;
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
  await iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  await iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: ACCOUNT_TRUST }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "iam:Get*", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "work", PolicyDocument }));
}

const byName = () =>
  service.deliver({
    source: "credential-leak",
    "detail-type": "Credential Leak",
    detail: { principal: { type: "role", name: "app" }, reason: "seen", reporter: "us" },
  });

test("two who approve at once are one containment", async () => {
  await start();
  await service.deliver(leak.event());
  await Promise.all(["yes", "me too"].map((reason) => answerInProcess("approve", reason)));
  const { status, entries } = await service.incident();
  expect(status).toBe("contained");
  expect(entries.filter(({ type }) => type === "approved")).toHaveLength(1);
  expect(entries.filter(({ type }) => type === "step-applied")).toHaveLength(1);
});

test("of a yes and a no at once one is heard, and what is done is what the record says", async () => {
  await start();
  await service.deliver(leak.event());
  await Promise.all([answerInProcess("approve"), answerInProcess("reject")]);
  const { status, entries } = await service.incident();
  expect(entries.filter(({ type }) => type === "approved" || type === "rejected")).toHaveLength(1);
  const outcome = await works(leak.stolen).then(
    () => "refused",
    () => "contained",
  );
  expect(status).toBe(outcome);
});

test("a yes after the time is over comes too late", async () => {
  await start({ approval: { withinSeconds: 600 } });
  await service.deliver(leak.event());
  await service.advance(700);
  expect(await answer("approve")).toMatchObject({ refused: expect.stringContaining("awaits nobody's word") });
  await works(leak.stolen);
});

test("silence is an answer when the time is over, not at the next full hour", async () => {
  await start({ approval: { withinSeconds: 90 * 60 } });
  await service.deliver(leak.event());
  await service.advance(90 * 60 + 90);
  expect((await service.incident()).status).toBe("refused");
});

test("a yes while a louder alert is contained adds nothing and takes nothing", async () => {
  await start({ modes: [{ sources: ["credential-leak"], mode: "contain" }] });
  await service.deliver(leak.event());
  const detail = { principal: { type: "role", name: "app" }, reason: "seen", reporter: "us" };
  const louder = { id: "louder", account: "111122223333", time: new Date(service.now()).toISOString(), resources: [] };
  const event = { ...louder, source: "credential-leak", "detail-type": "Credential Leak", region: "us-east-1", detail };
  await Promise.all([answerInProcess("approve"), respond(service.deps, event)]);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  const { status, steps } = await service.incident();
  expect([status, steps.length]).toEqual(["contained", 1]);
});

test("a yes to a role that was made anew since is refused, and the new role is not touched", async () => {
  await start();
  await byName();
  await makeAnew();
  const fresh = await service.assume("app", "somebody");
  expect(await answer("approve")).toMatchObject({ status: "refused", because: [expect.stringContaining("made anew")] });
  await works(fresh);
});

test("a yes to what must no longer be touched is refused with the reason", async () => {
  await start();
  await service.deliver(leak.event());
  const ownRoles = ["arn:aws:iam::111122223333:role/app"];
  const deps = { ...service.deps, config: { ...service.deps.config, ownRoles } };
  const { id } = await service.incident();
  const proof = await service.prove("approve", id);
  expect(await answerApproval(deps, { action: "approve", id, proof })).toMatchObject({
    status: "refused",
    because: [expect.stringContaining("own role")],
  });
  await works(leak.stolen);
});

test("a yes does nothing where the configuration only observes by now", async () => {
  await start();
  await service.deliver(leak.event());
  const defaultMode = { ...service.deps.config.defaultMode, role: "observe" as const };
  const deps = { ...service.deps, config: { ...service.deps.config, defaultMode } };
  const { id } = await service.incident();
  const proof = await service.prove("approve", id);
  expect(await answerApproval(deps, { action: "approve", id, proof })).toMatchObject({ status: "refused" });
  await works(leak.stolen);
});

test("both keys of a user that were asked about are deactivated by one yes", async () => {
  await start();
  const UserName = "ci";
  await service.admin.iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "iam:GetUser", Resource: "*" });
  await service.admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
  const keys = await Promise.all(
    [1, 2].map(async () => (await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey),
  );
  const user = { userType: "IAMUser", userName: UserName, principalId: "" };
  await service.deliver(leak.event({ ...user, id: "session", accessKeyId: null }));
  for (const key of keys) await service.deliver(leak.event({ ...user, id: "k", accessKeyId: key?.AccessKeyId ?? "" }));
  await answer("approve");
  for (const key of keys) {
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = key ?? {};
    await expect(works(service.as({ accessKeyId, secretAccessKey }))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
  }
});

test("where the configuration names who may answer, nobody lifts without saying who it is", async () => {
  await start({ approval: { approvers: ["arn:aws:iam::111122223333:user/admin"] } });
  await service.deliver(leak.event());
  await answer("approve");
  const { id } = await service.incident();
  const wish = { action: "lift", id, reason: "it is fine" };
  expect(await service.invoke(wish)).toMatchObject({ refused: expect.stringContaining("approval.approvers") });
  const thief = await service.assume("app", "a-new-session");
  const own = await service.prove("lift", id, thief.keys);
  expect(await service.invoke({ ...wish, proof: own })).toMatchObject({
    refused: expect.stringContaining("own credential"),
  });
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect(await service.invoke({ ...wish, proof: await service.prove("lift", id) })).toMatchObject({ status: "lifted" });
});

test("a proof says one thing about one incident: it is worth nothing for another action or another incident", async () => {
  await start();
  const other = await leakSession(service, "other");
  await service.deliver(leak.event());
  const { id } = await service.incident();
  await service.advance(1);
  await service.deliver(other.event({ id: "other" }));
  const proof = await service.prove("approve", id);
  const { id: second } = await service.incident();
  for (const wish of [
    { action: "approve", id: second },
    { action: "lift", id, reason: "why" },
    { action: "reject", id, reason: "why" },
  ]) {
    expect(await service.invoke({ ...wish, proof })).toMatchObject({ refused: expect.stringContaining("proof") });
  }
  await works(leak.stolen);
  expect(await service.invoke({ action: "approve", id, proof })).toMatchObject({ status: "contained" });
  expect(await service.invoke({ action: "approve", id, proof })).toMatchObject({
    refused: expect.stringContaining("awaits nobody's word"),
  });
});
