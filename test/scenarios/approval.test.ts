// A person is asked: who may answer, what the answer does, and what happens when nobody gives one.
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOUR = 3600;
const refused = { name: "AccessDenied" };
const ASKS = { defaultMode: { role: "ask" } };

let service: TestService;
let leak: Leak;

async function start(config: object = {}) {
  service = await startService({ config: { ...ASKS, ...config } });
  leak = await leakSession(service);
}
afterEach(() => service.close());

async function createUser(UserName: string): Promise<Clients> {
  await service.admin.iam.send(new CreateUserCommand({ UserName }));
  const work = policy({ Effect: "Allow", Action: "iam:GetUser", Resource: "*" });
  await service.admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: work }));
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  return service.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

async function answer(action: "approve" | "reject", who: Clients = service.admin, more: object = {}) {
  const { id } = await service.incident();
  const proof = await service.prove(action, id, who.keys);
  return service.invoke({ action, id, proof, ...(action === "reject" ? { reason: "known traffic" } : {}), ...more });
}

describe("an incident that awaits a person's word", () => {
  beforeEach(async () => {
    await start();
    await service.deliver(leak.event());
  });

  test("touches nobody, and says what would be done", async () => {
    await works(leak.stolen);
    expect(await service.incident()).toMatchObject({
      status: "awaiting-approval",
      plan: [{ type: "deny-role-sessions", roleName: "app" }],
    });
  });

  test("is contained when somebody approves, whose name AWS gives", async () => {
    expect(await answer("approve")).toMatchObject({ status: "contained" });
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    expect(await service.incident()).toMatchObject({ approved: { by: "arn:aws:iam::111122223333:user/admin" } });
  });

  test("denies again without asking again when the leak goes on", async () => {
    await answer("approve");
    await service.advance(60);
    const again = await service.assume("app", "again");
    await service.deliver(leak.event({ accessKeyId: again.keys.accessKeyId }));
    await expect(works(again)).rejects.toMatchObject(refused);
  });

  test("ends untouched when somebody rejects, with the reason; a later alert asks anew", async () => {
    expect(await answer("reject")).toMatchObject({
      status: "refused",
      because: [expect.stringContaining("known traffic")],
    });
    await works(leak.stolen);
    await service.advance(60);
    await service.deliver(leak.event());
    expect((await service.incident()).status).toBe("awaiting-approval");
  });

  test("is not answered twice", async () => {
    await answer("reject");
    expect(await answer("approve")).toMatchObject({ refused: expect.stringContaining("awaits nobody's word") });
    await works(leak.stolen);
  });

  test("takes no proof of another action, nor a name in the message", async () => {
    const { id } = await service.incident();
    const proof = await service.prove("reject", id);
    expect(await service.invoke({ action: "approve", id, proof })).toMatchObject({
      refused: expect.stringContaining("approve"),
    });
    expect(await service.invoke({ action: "approve", id, by: "admin" })).toMatchObject({ errorType: "BadInputError" });
    await works(leak.stolen);
  });

  test("is not approved, rejected or lifted by the very session that it is about", async () => {
    expect(await answer("reject", leak.stolen)).toMatchObject({ refused: expect.stringContaining("own credential") });
    expect((await service.incident()).status).toBe("awaiting-approval");
  });

  test("writes no proof into the log or the ledger", async () => {
    const { id } = await service.incident();
    const proof = await service.prove("approve", id);
    await service.invoke({ action: "approve", id, proof });
    const signature = new URL(proof.url).searchParams.get("X-Amz-Signature") ?? "?";
    const written = JSON.stringify([service.log, await service.incident()]);
    expect(written).not.toContain(signature);
  });

  test("ends refused when nobody answers in four hours", async () => {
    await service.advance(4 * HOUR + 120);
    const incident = await service.incident();
    expect(incident).toMatchObject({ status: "refused", because: [expect.stringContaining("Nobody answered")] });
    await works(await service.assume("app", "alice"));
  });
});

test("where the configuration says so, nobody's answer is a yes", async () => {
  await start({ approval: { withinSeconds: 1800, otherwise: "contain" } });
  await service.deliver(leak.event());
  await service.advance(29 * 60);
  await works(leak.stolen);
  await service.advance(3 * 60);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect(await service.incident()).toMatchObject({ status: "contained" });
});

test("only those whom the configuration names may answer", async () => {
  await start({ approval: { approvers: ["arn:aws:iam::111122223333:user/security-*"] } });
  const [guard, visitor] = [await createUser("security-eve"), await createUser("visitor")];
  await service.deliver(leak.event());
  expect(await answer("approve", visitor)).toMatchObject({ refused: expect.stringContaining("approvers") });
  await works(leak.stolen);
  expect(await answer("approve", guard)).toMatchObject({ status: "contained" });
});

test("a yes that crashes before the deny is finished by the heartbeat", async () => {
  await start();
  await service.deliver(leak.event());
  service.aws
    .world()
    .faults.push({ service: "iam", operation: "PutRolePolicy", fault: "error", times: 20, probability: 1 });
  await answer("approve");
  await service.advance(10 * 60);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});
