// The page as an HTTP service: what programs read, what other sites cannot ask, what a person is told when nothing answers.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deployedResponder } from "../../../client/deployed-responder.ts";
import type { Responder } from "../../../lambda/answers.ts";
import type { Incident } from "../../../lambda/incident.ts";
import { createPage } from "../../../lambda/page/app.ts";
import { report } from "../../../lambda/report/index.ts";
import { clientsOf } from "../../../local/clients.ts";
import { type Leak, leakSession, works } from "../../support/leak.ts";
import { startService, type TestService } from "../../support/service.ts";

const HOST = "127.0.0.1:8080";
const TOKEN = "a-secret-of-this-start";

let service: TestService;
let leak: Leak;
let id: string;
beforeAll(async () => {
  service = await startService();
  leak = await leakSession(service);
  await service.deliver(leak.event());
  ({ id } = await service.incident());
});
afterAll(() => service.close());

const usual = () => deployedResponder(service.admin.lambda, service.endpoint);

function ask(path: string, init: RequestInit = {}, responder: Responder = usual()): Promise<Response> {
  const app = createPage({ responder: () => responder, now: service.now, token: TOKEN, report });
  return Promise.resolve(app.request(path, { ...init, headers: { host: HOST, ...init.headers } }));
}

/** A form as the page's own browser sends it. */
const post = (path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  ask(path, {
    method: "POST",
    body: new URLSearchParams({ token: TOKEN, ...fields }),
    headers: { origin: `http://${HOST}`, "sec-fetch-site": "same-origin", ...headers },
  });

describe("for programs", () => {
  test("it tells where each incident stands, with its entries and what its deny does not stop", async () => {
    const [incident] = (await (await ask("/api/incidents")).json()) as [Incident];
    expect(incident).toMatchObject({
      account: "111122223333",
      principal: { kind: "role", name: "app" },
      status: "contained",
      proof: "in-place",
      steps: [{ type: "deny-role-sessions", status: "applied" }],
      sessions: [{ accessKeyId: leak.stolen.keys.accessKeyId }],
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
    expect(await (await ask(`/api/incidents/${incident.id}`)).json()).toEqual(incident);
  });

  test("an incident that does not exist is a 404 that says so", async () => {
    const answer = await ask("/api/incidents/none");
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: "There is no such incident." });
  });

  test("the report comes in each form, shut off from the page", async () => {
    for (const [format, begins] of [
      ["html", "<!doctype html>"],
      ["md", "# "],
      ["json", "{"],
    ] as const) {
      const answer = await ask(`/incidents/${id}/report?format=${format}`);
      expect((await answer.text()).toLowerCase().startsWith(begins), format).toBe(true);
      expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox$/);
    }
    expect((await ask(`/incidents/${id}/report?format=exe`)).status).toBe(404);
  });
});

describe("another site", () => {
  test("does not reach it under a name of its own", async () => {
    for (const host of ["evil.example:8080", "127.0.0.1.evil.example", "127.0.0.1@evil.example", ""]) {
      expect((await ask("/api/incidents", { headers: { host } })).status, host).toBe(403);
    }
  });

  test("cannot have anything done: neither from its own origin nor without the token", async () => {
    const lift = { reason: "mine", confirm: "yes" };
    const evil = "http://evil.example";
    const refused = [
      await post(`/incidents/${id}/lift`, lift, { origin: evil, "sec-fetch-site": "cross-site" }),
      await post(`/incidents/${id}/lift`, lift, { origin: "null" }),
      await post(`/incidents/${id}/lift`, lift, { origin: "http://127.0.0.1:9999" }), // Another program of this machine.
      await post(`/incidents/${id}/lift`, lift, { "sec-fetch-site": "same-site" }),
      await post(`/incidents/${id}/lift`, { ...lift, token: "" }),
      await post(`/incidents/${id}/lift`, { ...lift, token: `${TOKEN.slice(0, -1)}x` }),
      await post(`/incidents/${id}/verify`, { token: "guessed" }),
      await post("/contain/plan", { token: "guessed", type: "role", name: "app", reason: "mine" }),
      await post("/contain", { token: "guessed", wish: "{}", confirm: "yes" }),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    for (const path of [`/incidents/${id}/verify`, "/contain/plan"]) expect((await ask(path)).status, path).toBe(404);
    expect((await service.incident()).status).toBe("contained");
    await expect(works(leak.stolen)).rejects.toThrow(/explicit deny/);
  });

  test("is told by every answer to keep its scripts, styles, frames and forms away", async () => {
    for (const path of ["/", `/incidents/${id}`, "/contain", "/page.css", "/live.js", "/nowhere", "/api/incidents"]) {
      const { headers } = await ask(path);
      expect(headers.get("content-security-policy"), path).toMatch(
        /^default-src 'none'; style-src 'self'; script-src 'self'; .*form-action 'self'; frame-ancestors 'none'/,
      );
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("cache-control"), path).toBe("no-store");
    }
    expect((await ask("/", { headers: { host: "evil.example" } })).headers.get("x-frame-options")).toBe("DENY");
  });

  test("cannot have a result told that never was", async () => {
    expect(await (await ask(`/incidents/${id}?told=Lifted`)).text()).not.toContain('class="notice');
  });
});

describe("a person", () => {
  test("is asked for a reason and a confirmation, by the page and not by the browser alone", async () => {
    for (const fields of [{ reason: "mine" }, { confirm: "yes" }, { reason: " ", confirm: "yes" }] as const) {
      const answer = await post(`/incidents/${id}/lift`, fields);
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain("Nothing was done");
    }
    expect((await service.incident()).status).toBe("contained");
  });

  test("is told what was wrong with a form, and keeps what was typed", async () => {
    const unread = await post("/contain/plan", { type: "role", name: "not a name", reason: "mine" });
    expect(unread.status).toBe(400);
    expect(await unread.text()).toMatch(/must be a name that IAM allows.*value="not a name"/s);
    const finding = await post("/contain/plan", { finding: "no finding" });
    expect(await finding.text()).toContain("That is no JSON");
    const sample = { ...leak.event().detail, id: "sample", service: { additionalInfo: { sample: true } } };
    expect(await (await post("/contain/plan", { finding: JSON.stringify(sample) })).text()).toContain("is a sample");
  });

  test("sees of a pasted finding whom it would deny, and touches nobody by that", async () => {
    await service.createRole("pasted");
    const event = leak.event({
      userName: "pasted",
      principalId: "AROAEXAMPLEEXAMPLE123:i-0123456789abcdef0",
      accessKeyId: null,
    });
    const answer = await (await post("/contain/plan", { finding: JSON.stringify(event.detail) })).text();
    expect(answer).toContain("Refuse every session of the role pasted");
    expect((await service.incident()).id).toBe(id);
  });

  test("who may not ask, or asks where nobody answers, reads what to do", async () => {
    const stranger = await leakSession(service, "stranger");
    const mayNot = await ask("/", {}, deployedResponder(stranger.stolen.lambda, service.endpoint));
    expect(mayNot.status).toBe(403);
    expect(await mayNot.text()).toMatch(/AWS does not let you ask.*lambda:InvokeFunction on the function/s);

    const nobody = clientsOf(service.endpoint, service.admin.keys); // Over sockets.
    nobody.lambda.config.endpoint = async () => ({ protocol: "http:", hostname: "127.0.0.1", port: 9, path: "/" });
    const silent = await ask("/api/incidents", {}, deployedResponder(nobody.lambda, service.endpoint));
    expect(silent.status).toBe(502);
    expect(await silent.json()).toEqual({ error: expect.stringContaining("cannot be reached") });
  });

  test("an open page is answered with what has changed, and with nothing where nothing has", async () => {
    const first = await ask(`/incidents/${id}`, { headers: { "x-live": "1" } });
    const tag = first.headers.get("etag") ?? "";
    expect(await first.text()).not.toContain("<html");
    expect((await ask(`/incidents/${id}`, { headers: { "x-live": "1", "if-none-match": tag } })).status).toBe(304);
    await service.advance(60);
    expect((await ask(`/incidents/${id}`, { headers: { "x-live": "1", "if-none-match": tag } })).status).toBe(200);
  });
});

test("whoever else works on this machine is shown nothing without the key that was printed", async () => {
  const app = createPage({ responder: usual, now: service.now, token: TOKEN, key: "the-key" });
  const status = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    (await app.request(path, { headers: { host: HOST, ...headers } })).status;
  for (const path of ["/", "/api/incidents", "/page.css", "/?key=guessed"]) expect(await status(path), path).toBe(401);
  const entered = await app.request(`/incidents/${id}?key=the-key`, { headers: { host: HOST } });
  expect(entered.headers.get("location")).toBe(`/incidents/${id}`); // The address that stays in the history has no key.
  const cookie = entered.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  expect(await status("/", { cookie: cookie.split(";")[0] ?? "" })).toBe(200);
  expect(await status("/api/incidents", { authorization: "Bearer the-key" })).toBe(200);
});

test("the overview says what is heard, when a drill came last, and what is switched off", async () => {
  const drilled = await startService({ config: { trace: false, defaultMode: { user: "observe" } } });
  await drilled.invoke({
    source: "credential-leak",
    "detail-type": "Credential Leak",
    detail: { drill: true },
    region: "us-east-1",
  });
  await drilled.invoke({
    source: "credential-leak",
    "detail-type": "Credential Leak",
    detail: { drill: true },
    region: "eu-west-9",
  });
  const { regions, off } = await deployedResponder(drilled.admin.lambda, drilled.endpoint).ask("overview", {});
  await drilled.close();
  expect(regions).toEqual([{ region: "us-east-1", lastDrill: "2026-03-01T09:00:00.000Z" }]);
  expect(off.map(({ setting }) => setting)).toEqual(
    expect.arrayContaining(["defaultMode.user", "trace", "approval.approvers", "administration"]),
  );
  expect(off.map(({ setting }) => setting)).not.toContain("hold");
});

describe("the clock of a local AWS", () => {
  const passed: number[] = [];
  const local = (path: string, init: RequestInit = {}) => {
    const passTime = async (ms: number) => void passed.push(ms);
    const app = createPage({ responder: usual, now: service.now, token: TOKEN, passTime });
    return Promise.resolve(app.request(path, { ...init, headers: { host: HOST, origin: `http://${HOST}` } }));
  };
  const form = (fields: Readonly<Record<string, string>>) => ({ method: "POST", body: new URLSearchParams(fields) });

  test("moves at a person's wish, who then sees the page they came from", async () => {
    expect(await (await local(`/incidents/${id}`)).text()).toContain(`name="back" value="/incidents/${id}"`);
    const answer = await local("/time", form({ token: TOKEN, span: "3h", back: `/incidents/${id}` }));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(new RegExp(`^/incidents/${id}\\?told=`));
    expect(passed).toEqual([3 * 3_600_000]);
  });

  test.each([
    ["another site's form", { span: "3h", back: "/" }],
    ["a span of its own", { token: TOKEN, span: "9999d", back: "/" }],
    ["no span", { token: TOKEN, back: "/" }],
  ])("does not move for %s", async (_what, fields) => {
    passed.length = 0;
    expect((await local("/time", form(fields))).status).toBe(403);
    expect(passed).toEqual([]);
  });

  test("leads to no other site", async () => {
    const answer = await local("/time", form({ token: TOKEN, span: "5m", back: "//evil.example" }));
    expect(answer.headers.get("location")).toMatch(/^\/\?told=/);
  });

  test("is nothing that the page of a real account has", async () => {
    expect(await (await ask("/")).text()).not.toContain(`action="/time"`);
    expect((await post("/time", { span: "3h", back: "/" })).status).toBe(404);
  });
});
