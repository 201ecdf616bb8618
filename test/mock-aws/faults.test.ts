import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CreateRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
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

test.each([
  { service: "iam", fault: "explode" },
  { fault: "error" },
  { service: "iam", fault: "error", times: 0 },
  { service: "iam", fault: "error", time: 1 },
])("%j is refused", async (fault) => {
  expect(await control("POST", fault)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
});
