// A hop is answered seconds after it happened, when EventBridge brings it, and not only once the late trail shows it.
import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, MEMBER } from "../support/member.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const refused = { name: "AccessDenied" };
const mayHop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });

let service: TestService;
let leak: Leak;
beforeEach(() => start());
async function start(config: object = {}): Promise<void> {
  service = await startService({ config: { members: { accounts: [MEMBER], externalId: EXTERNAL_ID }, ...config } });
  for (const name of ["b", "c"]) await service.createRole(name, ["iam:GetUser", "sts:AssumeRole"]);
  leak = await leakSession(service);
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument: mayHop }),
  );
}
afterEach(() => service.close());

async function hop(from: Clients, role: string, account = HOME): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  const { Credentials } = await from.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "hop" }));
  return service.as(keysOf(Credentials));
}

/** While the enforcement of the deny is still on its way, the leaked session opens others. */
async function leakWithSlowEnforcement(): Promise<void> {
  await service.advance(10); // What was set up is enforced.
  service.aws.world().settings.iamPropagation = 4_000;
  await service.deliver(leak.event());
}

test("a hop while IAM propagates is denied ten seconds later, long before LookupEvents shows it", async () => {
  await leakWithSlowEnforcement();
  const b = await hop(leak.stolen, "b");
  await works(b);
  await service.advance(10);
  await expect(works(b)).rejects.toMatchObject(refused);
});

test("so is the hop after it, although the two are heard at nearly the same moment", async () => {
  await leakWithSlowEnforcement();
  const b = await hop(leak.stolen, "b");
  const c = await hop(b, "c");
  await service.advance(15);
  for (const who of [b, c]) await expect(works(who)).rejects.toMatchObject(refused);
});

test("a hop into another account is heard from there, and denied there", async () => {
  const member = await createMember(service);
  const trust = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
  await member.iam.send(new CreateRoleCommand({ RoleName: "remote", AssumeRolePolicyDocument: trust }));
  const work = policy({ Effect: "Allow", Action: ["iam:GetUser", "sts:AssumeRole"], Resource: "*" });
  await member.iam.send(new PutRolePolicyCommand({ RoleName: "remote", PolicyName: "work", PolicyDocument: work }));
  await leakWithSlowEnforcement();
  const remote = await hop(leak.stolen, "remote", MEMBER);
  await service.advance(12);
  await expect(works(remote)).rejects.toMatchObject(refused);
});

test("a hop that happened before the leak was known, and is heard of only in part, is pieced together", async () => {
  await service.close();
  await start({ rememberOpened: "while-open" });
  const b = await hop(leak.stolen, "b");
  await service.advance(60);
  await service.deliver(leak.event());
  await service.advance(2 * 60);
  const c = await hop(b, "c"); // Nobody knows yet whose session b is.
  await service.advance(5 * 60);
  for (const who of [b, c]) await expect(works(who)).rejects.toMatchObject(refused);
});

test("what was opened before the leak was known is denied in the same second, over any number of hops", async () => {
  const b = await hop(leak.stolen, "b");
  const c = await hop(b, "c");
  const bystander = await service.assume("b", "alice");
  await service.advance(20);
  await service.deliver(leak.event());
  for (const who of [leak.stolen, b, c]) await expect(works(who)).rejects.toMatchObject(refused);
  await service.advance(30);
  await works(await service.assume("b", "alice"));
  await expect(works(bystander)).rejects.toMatchObject(refused); // The deny is on the role.
});

test("without the fast road the slow one finds the same", async () => {
  for (const name of ["opened-sessions", "changed-principals"])
    await service.admin.events.send(new DisableRuleCommand({ Name: `credential-leak-responder-${name}` }));
  await leakWithSlowEnforcement();
  const b = await hop(leak.stolen, "b");
  await service.advance(60);
  await works(b);
  await service.advance(12 * 60);
  await expect(works(b)).rejects.toMatchObject(refused);
});

test("without the slow road the fast one is enough", async () => {
  const forbidden = policy({ Effect: "Deny", Action: "cloudtrail:LookupEvents", Resource: "*" });
  const named = { RoleName: "credential-leak-responder", PolicyName: "forbidden", PolicyDocument: forbidden };
  await service.admin.iam.send(new PutRolePolicyCommand(named));
  await leakWithSlowEnforcement();
  const b = await hop(leak.stolen, "b");
  await service.advance(15);
  await expect(works(b)).rejects.toMatchObject(refused);
});

test("nobody is denied who opens sessions of the same roles beside the intruder", async () => {
  await service.deliver(leak.event());
  await service.advance(40);
  const alice = await service.assume("app", "alice");
  const bob = await hop(alice, "b");
  await service.advance(15 * 60);
  for (const who of [alice, bob]) await works(who);
  expect((await service.incident()).steps).toHaveLength(1);
});

test("what EventBridge brings twice, late or garbled changes nothing and fails nothing", async () => {
  await leakWithSlowEnforcement();
  await hop(leak.stolen, "b");
  await service.advance(15);
  const before = (await service.incident()).entries.length;
  const detail = { eventID: "x", eventTime: "soon", awsRegion: 7, recipientAccountId: null };
  for (const event of [detail, {}, { eventName: "AssumeRole" }, { requestParameters: "none", eventID: "e" }])
    expect(await service.invoke({ "detail-type": "AWS API Call via CloudTrail", detail: event })).toMatchObject({
      failed: false,
      incidents: [],
    });
  expect((await service.incident()).entries).toHaveLength(before);
});
