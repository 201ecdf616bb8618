import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { absorbHeard, readHeardCall } from "../../../lambda/trace/heard.ts";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { addFault } from "../../../mock-aws/faults.ts";
import { changeSettings } from "../../../mock-aws/settings.ts";
import type { Clients } from "../../support/local-aws.ts";
import { HOME } from "../identify/scene.ts";
import { type Cast, keyNames, leakedSession, nodeOf, startCast, use } from "./cast.ts";

let cast: Cast;
beforeEach(async () => {
  cast = await startCast();
  for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role);
});
afterEach(() => cast.close());

async function steal(): Promise<{ readonly stolen: Clients; readonly start: ReturnType<typeof leakedSession> }> {
  const issuedAt = cast.time();
  const stolen = await cast.assume(cast.admin, HOME, "app");
  return { stolen, start: leakedSession(stolen.keys, "app", issuedAt) };
}

const regions = 17;

describe("what cannot be read is a gap, never silence", () => {
  test("an account that is not served is named; the session in it is known all the same", async () => {
    const payments = await cast.createAccount("payments");
    await cast.createRole(payments, "ledger", [HOME]);
    await cast.createRole(cast.admin, "back", [payments.account]);
    const { stolen, start } = await steal();
    const there = await cast.assume(stolen, payments.account, "ledger");
    await cast.assume(there, HOME, "back");
    const { graph, gaps } = await cast.trace([start]);
    expect(keyNames(graph)).toEqual(["app/worker", "ledger/worker"]);
    expect(gaps).toEqual([expect.stringMatching(`leads into account ${payments.account}, which .* does not serve`)]);
    const later = await cast.traceNow([start], { known: graph, members: [payments.account] });
    expect(keyNames(later.graph)).toEqual(["app/worker", "ledger/worker", "back/worker"]);
    expect(later.gaps).toEqual([]);
  });

  test("a member account whose role does not let the responder in is named with the way out", async () => {
    const payments = await cast.createAccount("payments", { memberRole: false });
    await cast.createRole(payments, "ledger", [HOME]);
    const { stolen, start } = await steal();
    await cast.assume(stolen, payments.account, "ledger");
    const { graph, gaps } = await cast.trace([start], { members: [payments.account] });
    expect(keyNames(graph)).toEqual(["app/worker", "ledger/worker"]);
    expect(gaps).toEqual([expect.stringMatching(`${payments.account} could not be read: .*Deploy the role`)]);
  });

  test("a responder that may not ask knows only what the alert says, and asks each Region once", async () => {
    const { start } = await steal();
    await cast.forbid("cloudtrail:LookupEvents");
    const { graph, gaps, requests } = await cast.trace([start]);
    expect(keyNames(graph)).toEqual(["app/worker"]);
    expect(gaps).toHaveLength(regions);
    expect(gaps).toContainEqual(
      expect.stringMatching(`${HOME}: CloudTrail in eu-west-1 could not be read: AccessDenied`),
    );
    expect(requests).toBeLessThanOrEqual(2 * regions);
  });

  test("a Region that is closed is not asked again for each credential", async () => {
    const { stolen, start } = await steal();
    for (let n = 0; n < 12; n++) await cast.assume(stolen, HOME, "deploy", `side-${n}`);
    const { graph } = await cast.trace([start]);
    await cast.forbid("cloudtrail:LookupEvents");
    const { requests, gaps } = await cast.traceNow([start], { known: graph });
    expect(requests).toBeLessThan(10 * regions);
    expect(gaps).toHaveLength(regions);
  });

  test("a Region that failed is read from where it was left, once it answers again", async () => {
    const { stolen, start } = await steal();
    await cast.advance(360);
    addFault(cast.aws.world(), { service: "cloudtrail", operation: "LookupEvents", fault: "error", times: 6 });
    const first = await cast.traceNow([start]);
    expect(first.gaps).not.toEqual([]);
    const behind = Object.keys(nodeOf(first.graph, stolen.keys.accessKeyId)?.read.behind ?? {});
    expect(behind.length).toBe(first.gaps.length);
    await cast.assume(stolen, HOME, "deploy", "worker", behind[0]);
    const second = await cast.trace([start], { known: first.graph });
    expect(second.gaps).toEqual([]);
    expect(keyNames(second.graph)).toEqual(["app/worker", "deploy/worker"]);
    expect(nodeOf(second.graph, stolen.keys.accessKeyId)?.read.behind).toEqual({});
  });

  test("throttling is waited out", async () => {
    const { stolen, start } = await steal();
    await cast.assume(await cast.assume(stolen, HOME, "deploy"), HOME, "app");
    changeSettings(cast.aws.world().settings, { lookupRate: 0.3 });
    const { graph, gaps } = await cast.trace([start]);
    expect(cast.refusals("LookupEvents", "ThrottlingException")).toBeGreaterThan(0);
    expect(gaps).toEqual([]);
    expect(keyNames(graph)).toEqual(["app/worker", "deploy/worker", "app/worker"]);
  });

  test("more calls than one reading takes: the newest now, the rest is a gap until later walks have read it", async () => {
    const { stolen, start } = await steal();
    await cast.assume(stolen, HOME, "deploy", "early");
    for (let second = 0; second < 180; second++) {
      await use(stolen);
      await cast.advance(1);
    }
    let { graph, gaps, calls } = await cast.trace([start], { mostPages: 1 });
    expect(gaps).toEqual([
      expect.stringMatching(/more than 50 events/),
      expect.stringMatching(/us-east-1 from .* still to be read/),
    ]);
    expect(keyNames(graph)).toEqual(["app/worker"]);
    let all = calls.length;
    for (let walks = 0; walks < 4; walks++) {
      await cast.advance(walks < 2 ? 60 : 1200);
      ({ graph, gaps, calls } = await cast.traceNow([start], { mostPages: 1, known: graph }));
      all += calls.length;
    }
    expect(gaps).toEqual([]);
    expect(keyNames(graph)).toEqual(["app/worker", "deploy/early"]);
    expect(nodeOf(graph, stolen.keys.accessKeyId)?.calls).toBe(181);
    expect(all).toBe(181);
  });

  test("a walk that runs out of time says whom it has not asked about, and the next begins with them", async () => {
    const { stolen, start } = await steal();
    for (let n = 0; n < 30; n++) await cast.assume(stolen, HOME, "deploy", `side-${n}`);
    const first = await cast.trace([start], { budgetMs: 8_000 });
    expect(first.gaps).toContainEqual(expect.stringMatching(/time for the walk was over before \d+ of 31 credentials/));
    let last = first;
    for (let walks = 0; walks < 5; walks++) last = await cast.traceNow([start], { budgetMs: 8_000, known: last.graph });
    expect(last.graph.nodes.every(({ read }) => read.through !== undefined)).toBe(true);
  });

  test("a graph that is full says how many it does not follow", async () => {
    const { stolen, start } = await steal();
    for (let n = 0; n < 6; n++) await cast.assume(stolen, HOME, "deploy", `side-${n}`);
    const { graph, gaps } = await cast.trace([start], { mostNodes: 4 });
    expect(graph.nodes).toHaveLength(4);
    expect(graph.cut.nodes).toBe(3);
    expect(gaps).toEqual([expect.stringMatching(/3 that were found are not followed/)]);
  });
});

test("sessions of one role in any number hide no other role that is opened among them", async () => {
  const { stolen, start } = await steal();
  for (let n = 0; n < 6; n++) await cast.assume(stolen, HOME, "app", `before-${n}`);
  const deploy = await cast.assume(stolen, HOME, "deploy");
  for (let n = 0; n < 6; n++) await cast.assume(stolen, HOME, "app", `after-${n}`);
  const { graph, gaps } = await cast.trace([start], { mostNodes: 4 });
  expect(graph.nodes).toHaveLength(4);
  expect(nodeOf(graph, deploy.keys.accessKeyId)).toMatchObject({ how: "issued" });
  expect(nodeOf(graph, stolen.keys.accessKeyId)).toMatchObject({ how: "alert" });
  expect(gaps).toEqual([expect.stringMatching(/10 that were found are not followed/)]);
});

describe("a walk continues an earlier one", () => {
  test("the same calls count once, and only new ones are handed on", async () => {
    const { stolen, start } = await steal();
    await use(stolen);
    const first = await cast.trace([start]);
    expect(first.calls.map(({ name }) => name)).toEqual(["GetCallerIdentity"]);
    const same = await cast.traceNow([start], { known: first.graph });
    expect(same.calls).toEqual([]);
    await use(stolen);
    const next = await cast.trace([start], { known: same.graph });
    expect(next.calls).toHaveLength(1);
    expect(nodeOf(next.graph, stolen.keys.accessKeyId)?.calls).toBe(2);
  });

  test("an event that EventBridge has brought is known at once, and the walk does not count it again", async () => {
    const { stolen, start } = await steal();
    const { graph } = await cast.trace([start]);
    const next = await cast.assume(stolen, HOME, "deploy");
    const record = wholeTrail(cast.aws.world()).findLast((entry) => entry.record.eventName === "AssumeRole")?.record;
    const heard = absorbHeard(
      graph,
      [readHeardCall(record)].flatMap((call) => call ?? []),
    );
    expect(heard.calls).toMatchObject([{ node: stolen.keys.accessKeyId, name: "AssumeRole" }]);
    expect(nodeOf(heard.graph, next.keys.accessKeyId)).toMatchObject({ how: "issued" });
    const walked = await cast.trace([start], { known: heard.graph });
    expect(walked.calls).toEqual([]);
    expect(nodeOf(walked.graph, stolen.keys.accessKeyId)?.calls).toBe(1);
    expect(keyNames(walked.graph)).toEqual(keyNames((await cast.traceNow([start], { known: graph })).graph));
  });

  test("an event of somebody else, or no record at all, is none of the incident", async () => {
    const { start } = await steal();
    const { graph } = await cast.trace([start]);
    const calls = wholeTrail(cast.aws.world()).flatMap(({ record }) => readHeardCall(record) ?? []);
    expect(calls).not.toEqual([]);
    expect(absorbHeard(graph, calls)).toEqual({ graph, calls: [] });
    for (const record of [null, {}, "x", { eventID: "e", eventTime: "soon" }])
      expect(readHeardCall(record)).toBeUndefined();
  });

  test("calls that were heard in the wrong order give the same graph", async () => {
    const { stolen, start } = await steal();
    const { graph } = await cast.trace([start]);
    const next = await cast.assume(stolen, HOME, "deploy");
    await cast.assume(next, HOME, "app").catch(() => undefined);
    const calls = wholeTrail(cast.aws.world()).flatMap(({ record }) => readHeardCall(record) ?? []);
    const [inOrder, reversed] = [absorbHeard(graph, calls), absorbHeard(graph, calls.toReversed())];
    expect(nodeOf(inOrder.graph, next.keys.accessKeyId)).toMatchObject({ how: "issued" });
    expect(keyNames(reversed.graph).toSorted()).toEqual(keyNames(inOrder.graph).toSorted());
  });

  test("what comes on the trail ten minutes late is found", async () => {
    const { stolen, start } = await steal();
    changeSettings(cast.aws.world().settings, { trailDelay: "12m" });
    await cast.assume(stolen, HOME, "deploy");
    changeSettings(cast.aws.world().settings, { trailDelay: "1m" });
    await use(stolen);
    const early = await cast.trace([start]);
    expect(keyNames(early.graph)).toEqual(["app/worker"]);
    await cast.advance(400);
    const late = await cast.traceNow([start], { known: early.graph });
    expect(keyNames(late.graph)).toEqual(["app/worker", "deploy/worker"]);
    expect(late.calls.map(({ name }) => name)).toEqual(["AssumeRole"]);
  });

  test("it costs one request for each Region and living session; ended ones cost nothing", async () => {
    const { stolen, start } = await steal();
    await cast.assume(stolen, HOME, "deploy");
    const { graph } = await cast.trace([start]);
    const second = await cast.traceNow([start], { known: graph });
    expect(second.requests).toBe(2 * regions);
    await cast.advance(4 * 3600);
    const last = await cast.traceNow([start], { known: second.graph });
    const after = await cast.traceNow([start], { known: last.graph });
    expect(after.requests).toBe(0);
  });

  test("walks side by side keep one pace in each account and Region: none is throttled", async () => {
    const { stolen, start } = await steal();
    await cast.assume(stolen, HOME, "deploy");
    await cast.advance(360);
    const walks = await Promise.all([1, 2, 3].map(() => cast.traceNow([start])));
    for (const { graph, gaps } of walks) {
      expect(keyNames(graph)).toEqual(["app/worker", "deploy/worker"]);
      expect(gaps).toEqual([]);
    }
    expect(cast.refusals("LookupEvents", "ThrottlingException")).toBe(0);
  });
});
