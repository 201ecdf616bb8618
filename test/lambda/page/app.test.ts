import { afterEach, beforeEach, expect, test } from "vitest";
import { deployedResponder } from "../../../client/deployed-responder.ts";
import type { Incident } from "../../../lambda/incident.ts";
import { createPage } from "../../../lambda/page/app.ts";
import { leakSession } from "../../support/leak.ts";
import { startService, type TestService } from "../../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const get = (path: string, host = "127.0.0.1:8080") =>
  createPage({
    responder: () => deployedResponder(service.admin.lambda, service.endpoint),
    now: service.now,
    token: "secret",
  }).request(path, { headers: { host } });

test("tells where each incident stands, with its entries and what its deny does not stop", async () => {
  const { event, stolen } = await leakSession(service);
  await service.deliver(event());
  const [incident] = (await (await get("/api/incidents")).json()) as [Incident];
  expect(incident).toMatchObject({
    account: "111122223333",
    principal: { kind: "role", name: "app" },
    status: "contained",
    proof: "in-place",
    steps: [{ type: "deny-role-sessions", status: "applied" }],
    sessions: [{ accessKeyId: stolen.keys.accessKeyId }],
    residual: expect.arrayContaining([
      { section: "limit", why: expect.stringContaining("GetCallerIdentity") },
      { section: "limit", why: expect.stringContaining("is not known") },
    ]),
    entries: [
      { seq: 1, type: "opened" },
      { seq: 2, type: "verdict" },
      { seq: 3, type: "step-applied" },
    ],
  });
  expect(await (await get(`/api/incidents/${incident.id}`)).json()).toEqual(incident);
});

test("an incident that does not exist is a 404 that says so", async () => {
  const answer = await get("/api/incidents/none");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ error: "There is no such incident." });
});

test("nobody reaches it under a name of his own", async () => {
  expect((await get("/api/incidents", "evil.example:8080")).status).toBe(403);
});
