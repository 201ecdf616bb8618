// Whoever is found to belong to an incident, and is not contained unasked: a person answers, in the same incident.
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valuesOf } from "../support/emf.ts";
import { works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const allowed = policy({ Effect: "Allow", Action: "*", Resource: "*" });

let service: TestService;
let eve: Clients;

/** The leaked session has made itself a user with a key, as intruders do first. */
async function start(config: object = {}): Promise<void> {
  service = await startService({ measured: true, config });
  await service.createRole("ci", ["iam:*", "sts:*"]);
  const thief = await service.assume("ci", "thief");
  await thief.iam.send(new CreateUserCommand({ UserName: "eve" }));
  await thief.iam.send(new PutUserPolicyCommand({ UserName: "eve", PolicyName: "all", PolicyDocument: allowed }));
  const { AccessKey } = await thief.iam.send(new CreateAccessKeyCommand({ UserName: "eve" }));
  eve = service.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  await service.advance(6 * 60);
  await service.invoke({
    action: "contain",
    accessKeyId: thief.keys.accessKeyId,
    principal: { type: "role", name: "ci", session: "thief" },
    reason: "seen in a paste",
  });
  await service.advance(3 * 60);
}
beforeEach(() => start());
afterEach(() => service.close());

const read = async () => {
  const { incident } = await service.invoke({ action: "incident", id: (await service.incident()).id });
  return incident as {
    readonly status: string;
    readonly proof: string;
    readonly questions: readonly { readonly plan: readonly { readonly type: string }[] }[];
    readonly evidence: { readonly missing: readonly string[] };
  };
};

test("the intruder's new user works until a person says yes, and then no more", async () => {
  await works(eve);
  expect(valuesOf(service.emf, "QuestionsOpen")).toContain(1);
  expect(await read()).toMatchObject({
    status: "contained",
    questions: [{ alert: { principal: { kind: "user", name: "eve" } }, plan: [{ type: "deactivate-key" }, {}] }],
  });
  const { id } = await service.incident();
  expect(await service.invoke({ action: "approve", id, proof: await service.prove("approve", id) })).toMatchObject({
    status: "contained",
  });
  await expect(works(eve)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  expect((await read()).questions).toEqual([]);
  const told = valuesOf(service.emf, "QuestionsOpen").length;
  await service.advance(180);
  expect(valuesOf(service.emf, "QuestionsOpen")).toHaveLength(told);
});

test("as long as it is open nothing is proven, and the reason is named", async () => {
  await service.close();
  await start({ settleSeconds: 1200 });
  await service.advance(40 * 60);
  const { proof, evidence } = await read();
  expect(proof).toBe("unproven");
  expect(evidence.missing).toEqual(expect.arrayContaining([expect.stringContaining("a person is asked")]));
});

test("a no leaves the user alone, and the incident contained as it was", async () => {
  const { id } = await service.incident();
  const proof = await service.prove("reject", id);
  expect(await service.invoke({ action: "reject", id, proof, reason: "eve is ours" })).toMatchObject({
    status: "contained",
  });
  await works(eve);
  expect((await read()).questions).toEqual([]);
});

test("the one who is asked about cannot answer", async () => {
  const { id } = await service.incident();
  const proof = await service.prove("approve", id, eve.keys);
  expect(await service.invoke({ action: "approve", id, proof })).toMatchObject({
    refused: expect.stringContaining("cannot answer"),
  });
});

test("when nobody answers, the configuration does", async () => {
  await service.close();
  await start({ approval: { withinSeconds: 600 } });
  await service.advance(12 * 60);
  expect((await read()).questions).toEqual([]);
  await works(eve);
  await service.close();
  await start({ approval: { otherwise: "contain", withinSeconds: 600 } });
  await works(eve);
  await service.advance(12 * 60);
  await expect(works(eve)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

test("a yes that a crash interrupts is carried out by the heartbeat", async () => {
  const { id } = await service.incident();
  const claim = await service.deps.ledger.claimOf(await service.incident());
  if (!claim) throw new Error("The incident has no claim.");
  const at = new Date(service.now()).toISOString();
  await service.deps.ledger.append(claim, at, () => [{ type: "approved", by: "arn:aws:iam::111122223333:user/ann" }]);
  await works(eve);
  await service.advance(61);
  await expect(works(eve)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  expect((await service.incident()).id).toBe(id);
});
