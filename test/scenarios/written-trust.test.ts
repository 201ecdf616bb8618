// An intruder who may edit IAM lets an account of his own into a role: its sessions are denied, and it gets no new ones.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRoleCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { otherAccount } from "../support/other-account.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const STRANGER = "999900001111";
const refused = { name: "AccessDenied" };
const DOOR = "arn:aws:iam::111122223333:role/door";

let service: TestService;
let stranger: Clients;
let thief: Clients;
afterEach(() => service.close());

async function start(config: object = {}): Promise<void> {
  service = await startService({ config });
  const { iam } = otherAccount(service, STRANGER);
  await iam.send(new CreateUserCommand({ UserName: "eve" }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
  await iam.send(new PutUserPolicyCommand({ UserName: "eve", PolicyName: "all", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "eve" }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  stranger = service.as({ accessKeyId, secretAccessKey });
  await service.createRole("ci", ["iam:*"]);
  await service.createRole("door", ["iam:GetUser"]);
  thief = await service.assume("ci", "thief");
  await service.advance(60);
  const open = policy({ Effect: "Allow", Principal: { AWS: [STRANGER, "111122223333"] }, Action: "sts:AssumeRole" });
  await thief.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "door", PolicyDocument: open }));
  await service.advance(6 * 60);
}

const enter = async (from: Clients) =>
  service.as(
    keysOf((await from.sts.send(new AssumeRoleCommand({ RoleArn: DOOR, RoleSessionName: "guest" }))).Credentials),
  );

async function report(): Promise<void> {
  await service.invoke({
    action: "contain",
    accessKeyId: thief.keys.accessKeyId,
    principal: { type: "role", name: "ci", session: "thief" },
    reason: "seen in a paste",
  });
  await service.advance(3 * 60);
}

const trust = async () =>
  (await service.admin.iam.send(new GetRoleCommand({ RoleName: "door" }))).Role?.AssumeRolePolicyDocument;

test("where the configuration allows it the stranger is out, and the team comes in as before", async () => {
  await start({ denyAssume: true });
  const before = await trust();
  const guest = await enter(stranger);
  await works(guest);
  await report();
  await expect(works(guest)).rejects.toMatchObject(refused);
  await expect(enter(stranger)).rejects.toMatchObject(refused);
  await works(await service.assume("door", "alice"));
  const { id } = await service.incident();
  await service.invoke({ action: "lift", id, reason: "a test of ours" });
  expect(await trust()).toBe(before); // What the intruder wrote is for a person to repair: `residual` says how.
  await enter(stranger);
});

test("else a person is asked, and a yes does it", async () => {
  await start();
  await report();
  const guest = await enter(stranger);
  const { id, alerts, verdicts } = await service.incident();
  expect(alerts.map(({ type }) => type)).toContain("Trust Written With The Leaked Credential");
  expect(Object.values(verdicts).map(({ type }) => type)).toContain("ask");
  await service.invoke({ action: "approve", id, proof: await service.prove("approve", id) });
  await service.advance(40);
  await expect(works(guest)).rejects.toMatchObject(refused);
  await expect(enter(stranger)).rejects.toMatchObject(refused);
});

test("whoever takes the deny out of the trust policy again gains seconds", async () => {
  await start({ denyAssume: true });
  await report();
  const PolicyDocument = policy({ Effect: "Allow", Principal: { AWS: STRANGER }, Action: "sts:AssumeRole" });
  await service.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "door", PolicyDocument }));
  await enter(stranger);
  await service.advance(10);
  await expect(enter(stranger)).rejects.toMatchObject(refused);
});

test("a role that nobody of the incident has written to is left alone", async () => {
  await start({ denyAssume: true });
  await service.createRole("other", ["iam:GetUser"]);
  await service.admin.iam.send(new CreateUserCommand({ UserName: "ben" }));
  await report();
  const steps = (await service.incident()).steps.flatMap(({ step }) => ("roleName" in step ? [step.roleName] : []));
  expect([...new Set(steps)].sort()).toEqual(["ci", "door"]);
});
