// Only the leaked session of a role is denied, where everything says that it is the only bad one; else the whole role.
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };

let service: TestService;
let leak: Leak;
let colleague: Clients;
beforeEach(async () => {
  service = await startService({ config: { scope: "session" } });
  leak = await leakSession(service);
  colleague = await service.assume("app", "colleague");
  await service.advance(60);
});
afterEach(() => service.close());

const steps = async () => (await service.incident()).steps.map(({ type }) => type);

test("the leaked session stops working, and the others of the role do not notice", async () => {
  await service.deliver(leak.event());
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await works(colleague);
  expect(await steps()).toEqual(["deny-session"]);
  await service.advance(31);
  await works(await service.assume("app", "i-0123456789abcdef0")); // The same name, issued later.
});

test("after the lift nothing is left of it", async () => {
  await service.deliver(leak.event());
  await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a test" });
  await works(leak.stolen);
});

test("a name that the alert does not give denies the whole role", async () => {
  await service.deliver(leak.event({ principalId: leak.roleId }));
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await expect(works(colleague)).rejects.toMatchObject(refused);
});

test("a second session of the role that leaks denies the whole role", async () => {
  const [, bystander] = [await service.deliver(leak.event()), await service.assume("app", "bystander")];
  await service.advance(60);
  const second = { principalId: `${leak.roleId}:colleague`, accessKeyId: colleague.keys.accessKeyId, id: "second" };
  await service.deliver(leak.event(second));
  for (const who of [leak.stolen, colleague, bystander]) await expect(works(who)).rejects.toMatchObject(refused);
  expect(await steps()).toEqual(["deny-session", "deny-role-sessions"]);
});

test("a deny that does not stop the session is widened to the role when the trail shows it", async () => {
  await service.deliver(leak.event());
  await service.advance(31);
  // The same key goes on under another session's name: the deny of the one session is not about it.
  const { Credentials } = await service.admin.sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "somebody" }),
  );
  const other = service.as(keysOf(Credentials));
  const { credentials } = service.aws.world();
  const [mine, theirs] = [leak.stolen.keys.accessKeyId, other.keys.accessKeyId].map((key) => credentials.get(key));
  if (!mine || !theirs) throw new Error("The local AWS has lost the credentials.");
  credentials.set(mine.accessKeyId, { ...theirs, accessKeyId: mine.accessKeyId });
  const thief = service.as({ ...other.keys, accessKeyId: mine.accessKeyId });
  await works(thief);
  await service.advance(12 * 60);
  expect(await service.incident()).toMatchObject({ widened: true });
  expect(await steps()).toContain("deny-role-sessions");
  await expect(works(thief)).rejects.toMatchObject(refused);
});

test("a person may ask for the whole role", async () => {
  await service.deliver(leak.event());
  const principal = { type: "role", name: "app", session: "i-0123456789abcdef0" };
  await service.invoke({ action: "contain", principal, scope: "role", reason: "more than one, it seems" });
  await expect(works(colleague)).rejects.toMatchObject(refused);
});

test("an alert may ask for one session where the configuration denies roles", async () => {
  await service.close();
  service = await startService();
  leak = await leakSession(service);
  colleague = await service.assume("app", "colleague");
  const principal = { type: "role", name: "app", session: "i-0123456789abcdef0" };
  const { accessKeyId } = leak.stolen.keys;
  const detail = { account: "111122223333", accessKeyId, principal, reason: "seen", reporter: "us", scope: "session" };
  await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await works(colleague);
});

test("a role without room for it is denied by an attached policy", async () => {
  const filler = { Sid: "x".repeat(9_900), Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "full", PolicyDocument: policy(filler) }),
  );
  await service.deliver(leak.event());
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  const incident = await service.incident();
  expect(incident.entries.map(({ type }) => type)).toContain("fell-back");
  await service.invoke({ action: "lift", id: incident.id, reason: "a test" });
  await works(leak.stolen);
});
