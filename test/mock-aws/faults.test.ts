import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CreateRoleCommand, GetRoleCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { startLocalAws, type TestAws } from "../support/local-aws.ts";
import { policy } from "../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

async function control(method: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${aws.endpoint}/_mock/faults`, init);
  return { status: response.status, body: await response.json() };
}

const TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
const createRole = () =>
  aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUST }));
const getRole = () => aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
const identity = () => aws.admin.sts.send(new GetCallerIdentityCommand({}));

test("throttle answers as each service does, so often, and then no more", async () => {
  await control("POST", { service: "sts", operation: "GetCallerIdentity", fault: "throttle", times: 2 });
  const throttled = { name: "Throttling", message: "Rate exceeded", $metadata: { httpStatusCode: 400 } };
  await expect(identity()).rejects.toMatchObject(throttled);
  await expect(identity()).rejects.toMatchObject(throttled);
  await identity();
  await control("POST", { service: "cloudtrail", fault: "throttle" });
  const lookup = aws.admin.cloudtrail.send(new LookupEventsCommand({}));
  await expect(lookup).rejects.toMatchObject({ name: "ThrottlingException", message: "Rate exceeded" });
});

test("error answers 500 and changes nothing", async () => {
  await control("POST", { service: "iam", operation: "CreateRole", fault: "error" });
  await expect(createRole()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  await expect(getRole()).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

test("reset breaks the connection before anything happens", async () => {
  await control("POST", { service: "iam", fault: "reset" });
  await expect(createRole()).rejects.toMatchObject({ code: "ECONNRESET" });
  await expect(getRole()).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

test("crash-after breaks the connection when it has happened", async () => {
  await control("POST", { service: "iam", operation: "CreateRole", fault: "crash-after" });
  await expect(createRole()).rejects.toMatchObject({ code: "ECONNRESET" });
  await getRole();
});

test("timeout never answers", async () => {
  await control("POST", { service: "iam", fault: "timeout" });
  const patience = new AbortController();
  let answered = false;
  const hanging = aws.admin.iam
    .send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUST }), { abortSignal: patience.signal })
    .finally(() => {
      answered = true;
    });
  hanging.catch(() => {});
  while (((await control("GET")).body as unknown[]).length > 0); // until it has struck
  await identity();
  expect(answered).toBe(false);
  patience.abort();
  await expect(hanging).rejects.toMatchObject({ name: "AbortError" });
});

test("slow answers late, and rightly", async () => {
  await control("POST", { service: "sts", fault: "slow" });
  let answered = false;
  const late = identity().finally(() => {
    answered = true;
  });
  while (((await control("GET")).body as unknown[]).length > 0);
  await createRole();
  expect(answered).toBe(false);
  expect(await late).toMatchObject({ Account: "111122223333" });
});

test("strikes only the operation it names", async () => {
  await control("POST", { service: "iam", operation: "GetRole", fault: "throttle" });
  await createRole();
  await identity();
  await expect(getRole()).rejects.toMatchObject({ name: "Throttling" });
});

test("strikes about as often as its probability says, and the same calls each time for the same seed", async () => {
  await control("POST", { service: "sts", fault: "throttle", times: 100, probability: 0.5 });
  let struck = 0;
  for (let call = 0; call < 60; call++) await identity().catch(() => struck++);
  expect(struck).toBeGreaterThan(15);
  expect(struck).toBeLessThan(45);
});

test("are shown, and taken away", async () => {
  const fault = { service: "iam", operation: "PutRolePolicy", fault: "throttle", times: 3, probability: 1 };
  expect(await control("POST", { service: "iam", operation: "PutRolePolicy", fault: "throttle", times: 3 })).toEqual({
    status: 200,
    body: fault,
  });
  expect(await control("GET")).toEqual({ status: 200, body: [fault] });
  expect(await control("DELETE")).toEqual({ status: 200, body: [] });
  expect(await control("GET")).toEqual({ status: 200, body: [] });
});

const asRole = async (roleName: string) => {
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: TRUST }));
  const wish = { RoleArn: `arn:aws:iam::111122223333:role/${roleName}`, RoleSessionName: "somebody" };
  return aws.as(keysOf((await aws.admin.sts.send(new AssumeRoleCommand(wish))).Credentials));
};

test("refuse, expired and skew answer in the service's own words, to the role's sessions alone", async () => {
  const app = await asRole("app");
  const asApp = () => app.sts.send(new GetCallerIdentityCommand({}));
  for (const [fault, name] of [
    ["refuse", "AccessDenied"],
    ["expired", "ExpiredToken"],
    ["skew", "SignatureDoesNotMatch"],
  ]) {
    await control("POST", { service: "sts", role: "app", fault });
    await identity();
    await expect(asApp()).rejects.toMatchObject({ name });
    await asApp();
  }
});

test("an account's principals meet what is meant for them, and nobody else does", async () => {
  await control("POST", { service: "*", account: "222233334444", fault: "refuse" });
  await identity();
  await control("POST", { service: "*", account: "111122223333", fault: "refuse" });
  await expect(identity()).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a Region is down from then until then, by the virtual clock, and no other is", async () => {
  await control("POST", { service: "*", region: "us-west-2", fault: "error", after: "1m", for: "5m" });
  const lookUp = (region: string) => aws.as(aws.admin.keys, region).cloudtrail.send(new LookupEventsCommand({}));
  await lookUp("us-west-2");
  await aws.advance(60);
  await expect(lookUp("us-west-2")).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  await lookUp("us-east-1");
  await aws.advance(299);
  await expect(lookUp("us-west-2")).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  await aws.advance(1);
  await lookUp("us-west-2");
  expect((await control("GET")).body).toEqual([]);
});

const putPolicy = (action: string) =>
  aws.admin.iam.send(
    new PutRolePolicyCommand({
      RoleName: "app",
      PolicyName: "work",
      PolicyDocument: policy({ Effect: "Allow", Action: action, Resource: "*" }),
    }),
  );
const policyNow = async () => {
  const { PolicyDocument } = await aws.admin.iam.send(
    new GetRolePolicyCommand({ RoleName: "app", PolicyName: "work" }),
  );
  return /"Action":"([^"]+)"/.exec(decodeURIComponent(PolicyDocument ?? ""))?.[1];
};

test("stale shows a policy as it was so long ago, and what is enforced is the new one", async () => {
  await createRole();
  await putPolicy("s3:*");
  await aws.advance(60);
  await putPolicy("ec2:*");
  await aws.advance(20);
  await control("POST", { service: "iam", operation: "GetRolePolicy", fault: "stale", delay: "30s", times: 2 });
  expect(await policyNow()).toBe("s3:*");
  await aws.advance(10);
  expect(await policyNow()).toBe("ec2:*");
  expect(await policyNow()).toBe("ec2:*");
});

test("late is done when later writes have landed, though nobody was told", async () => {
  await createRole();
  await control("POST", { service: "iam", operation: "PutRolePolicy", fault: "late", delay: "30s" });
  const first = new AbortController();
  const sent = aws.admin.iam
    .send(
      new PutRolePolicyCommand({
        RoleName: "app",
        PolicyName: "work",
        PolicyDocument: policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
      }),
      { abortSignal: first.signal },
    )
    .catch(({ name }: Error) => name);
  while (((await control("GET")).body as unknown[]).length > 0); // until it has struck
  first.abort();
  expect(await sent).toBe("AbortError");
  await putPolicy("ec2:*");
  await aws.advance(29);
  expect(await policyNow()).toBe("ec2:*");
  await aws.advance(1);
  expect(await policyNow()).toBe("s3:*");
});

test("slow with a delay answers when so much time has passed", async () => {
  await control("POST", { service: "sts", fault: "slow", delay: "30s" });
  const at: number[] = [];
  const answered = identity().then(() => at.push(aws.now()));
  while (((await control("GET")).body as unknown[]).length > 0);
  const start = aws.now();
  for (let second = 0; second < 40 && at.length === 0; second++) await aws.advance(1);
  await answered;
  expect((at[0] ?? 0) - start).toBeGreaterThanOrEqual(30_000);
});

test.each([
  { service: "iam", fault: "explode" },
  { fault: "error" },
  { service: "iam", fault: "error", times: 0 },
  { service: "iam", fault: "error", time: 1 },
  { service: "iam", fault: "stale" },
  { service: "iam", fault: "error", for: "soon" },
])("%j is refused", async (fault) => {
  expect(await control("POST", fault)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
});
