import { request } from "node:http";
import { CreateRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { control as answer } from "../../mock-aws/control.ts";
import { loseEvent } from "../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../support/local-aws.ts";
import { policy } from "../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

async function control(call: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
  const [method = "", path = ""] = call.split(" ");
  const init =
    body === undefined ? { method } : { method, body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(`${aws.endpoint}${path}`, init);
  return { status: response.status, body: await response.json() };
}

test("health answers when the local AWS is ready", async () => {
  expect(await control("GET /_mock/health")).toMatchObject({ status: 200 });
});

describe("the clock", () => {
  test("is shown, advanced and set", async () => {
    expect(await control("GET /_mock/clock")).toEqual({ status: 200, body: { now: "2026-03-01T09:00:00.000Z" } });
    expect(await control("POST /_mock/clock", { advance: "15m" })).toEqual({
      status: 200,
      body: { now: "2026-03-01T09:15:00.000Z" },
    });
    expect(await control("POST /_mock/clock", { set: "2026-03-02T00:00:00Z" })).toEqual({
      status: 200,
      body: { now: "2026-03-02T00:00:00.000Z" },
    });
    expect(await control("GET /_mock/clock")).toEqual({ status: 200, body: { now: "2026-03-02T00:00:00.000Z" } });
  });

  test("answers when everything that was due has run", async () => {
    const { clock } = aws.aws.world();
    const runs: number[] = [];
    const tick = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      runs.push(clock.now());
      clock.at(clock.now() + 60_000, tick);
    };
    clock.at(clock.now() + 60_000, tick);
    await control("POST /_mock/clock", { advance: "10m" });
    expect(runs).toHaveLength(10);
  });

  test.each<[unknown, RegExp]>([
    [{ advance: "soon" }, /soon/],
    [{ set: "2020-01-01T00:00:00Z" }, /time only moves forward/],
    [{ set: "yesterday" }, /advance.*15m|Invalid/],
    [{}, /advance/],
    [{ advance: "1m", set: "2027-01-01T00:00:00Z" }, /advance/],
    ["no json", /not JSON/],
  ])("%j is refused, and says what to write", async (body, words) => {
    expect(await control("POST /_mock/clock", body)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(words) },
    });
    expect(aws.now()).toBe(Date.parse("2026-03-01T09:00:00Z"));
  });
});

test("settings are shown and changed", async () => {
  expect(await control("PUT /_mock/settings", { iamPropagation: "4s" })).toMatchObject({
    body: { iamPropagation: "4s", trailDelay: "5m" },
  });
  expect(await control("GET /_mock/settings")).toMatchObject({ body: { iamPropagation: "4s" } });
  expect(await control("PUT /_mock/settings", { iamPropagation: "soon" })).toMatchObject({ status: 400 });
});

test("the whole trail is shown, with the time from which LookupEvents shows each event", async () => {
  await aws.admin.sts.send(new GetCallerIdentityCommand({}));
  expect(await control("GET /_mock/trail")).toMatchObject({
    status: 200,
    body: [{ visibleAt: "2026-03-01T09:05:00.000Z", event: { eventName: "GetCallerIdentity" } }],
  });
});

test("events that reached nobody are shown", async () => {
  loseEvent(aws.aws.world(), { by: "a rule", target: "a function", reason: "there is none", event: { a: 1 } });
  const lost = {
    at: "2026-03-01T09:00:00.000Z",
    by: "a rule",
    target: "a function",
    reason: "there is none",
    event: { a: 1 },
  };
  expect(await control("GET /_mock/lost-events")).toEqual({ status: 200, body: [lost] });
});

test("reset goes back to the start", async () => {
  const trust = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: policy(trust) }));
  await control("PUT /_mock/settings", { trailDelay: "1m" });
  await control("POST /_mock/faults", { service: "ec2", fault: "error" });
  await control("POST /_mock/clock", { advance: "1h" });
  let ran = false;
  aws.aws.world().clock.at(aws.now() + 1000, () => {
    ran = true;
  });
  await control("POST /_mock/reset");
  expect(await control("GET /_mock/clock")).toMatchObject({ body: { now: "2026-03-01T09:00:00.000Z" } });
  expect(await control("GET /_mock/settings")).toMatchObject({ body: { trailDelay: "5m" } });
  expect(await control("GET /_mock/faults")).toMatchObject({ body: [] });
  expect(await control("GET /_mock/trail")).toMatchObject({ body: [] });
  const { Roles } = await aws.admin.iam.send(new ListRolesCommand({}));
  expect(Roles).toEqual([]);
  await aws.advance(7200);
  expect(ran).toBe(false);
});

test("a call that does not exist is told which ones do", async () => {
  expect(await control("GET /_mock/nothing")).toMatchObject({
    status: 404,
    body: { calls: expect.arrayContaining(["GET /_mock/health", "POST /_mock/reset"]) },
  });
});

describe("control calls are for this machine only", () => {
  test("under its own name: a page in a browser that calls it otherwise gets nothing", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: "rebound.example:80" };
      request(`${aws.endpoint}/_mock/trail`, { headers }, (response) => resolve(response.resume().statusCode))
        .once("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test("from its loopback", async () => {
    const call = {
      method: "GET",
      path: "/_mock/health",
      query: "",
      headers: { host: "localhost" },
      body: Buffer.alloc(0),
    };
    expect(await answer(aws.aws, { ...call, remoteAddress: "127.0.0.1" })).toMatchObject({ status: 200 });
    expect(await answer(aws.aws, { ...call, remoteAddress: "192.0.2.1" })).toMatchObject({ status: 403 });
  });
});
