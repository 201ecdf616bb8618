import { DeleteWorkGroupCommand } from "@aws-sdk/client-athena";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WORKGROUP } from "../../../../lambda/trace/athena/table.ts";
import { EMPTY_GRAPH, type TraceGraph } from "../../../../lambda/trace/graph.ts";
import { OUT_OF_TIME, type TrailQuestion } from "../../../../lambda/trace/source.ts";
import { walk } from "../../../../lambda/trace/walk.ts";
import { addFault } from "../../../../mock-aws/faults.ts";
import { BUCKET, FOLDER, setUpAthena, type TestAthena } from "../../../support/athena.ts";
import type { Clients } from "../../../support/local-aws.ts";
import { HOME } from "../../identify/scene.ts";
import { type Cast, keyNames, leakedSession, startCast, use } from "../cast.ts";

let cast: Cast;
let athena: TestAthena;
let web: Clients;
let deploy: Clients;
let since: string;

/** A leaked session has opened another one, and both have worked. */
beforeEach(async () => {
  cast = await startCast({ regions: ["us-east-1"] });
  athena = await setUpAthena(cast);
  await cast.createRole(cast.admin, "web");
  await cast.createRole(cast.admin, "deploy");
  since = cast.time();
  web = await cast.assume(cast.admin, HOME, "web");
  await cast.advance(60);
  deploy = await cast.assume(web, HOME, "deploy");
  for (const who of [web, deploy, web, deploy]) {
    await use(who);
    await cast.advance(60);
  }
  await cast.advance(720);
  athena.deliver();
});
afterEach(() => cast.close());

type Wish = Parameters<TestAthena["source"]>[0];

function trace({
  budgetMs = 600_000,
  known = EMPTY_GRAPH as TraceGraph,
  ...wish
}: Partial<Wish> & { readonly budgetMs?: number; readonly known?: TraceGraph } = {}) {
  const source = athena.source({ served: [HOME], ...wish });
  return walk({ known, starts: [leakedSession(web.keys, "web", since)], source, now: cast.now, budgetMs });
}

function question(value: string, more: Partial<TrailQuestion> = {}): TrailQuestion {
  const to = cast.time();
  return { account: HOME, attribute: "AccessKeyId", value, from: () => since, to, until: cast.now() + 60_000, ...more };
}

test("what is asked in the same moment is one query, and each question gets its own answer", async () => {
  const source = athena.source({ served: [HOME] });
  const [one, other, name] = await Promise.all([
    source.lookUp(question(web.keys.accessKeyId)),
    source.lookUp(question(deploy.keys.accessKeyId)),
    source.lookUp(question("worker", { attribute: "Username" })),
  ]);
  expect(cast.calls("StartQueryExecution")).toBe(1);
  expect(one?.parts.flatMap(({ calls }) => calls.map((call) => call.name)).toSorted()).toEqual([
    ...["AssumeRole", "GetCallerIdentity", "GetCallerIdentity"],
  ]);
  expect(other?.parts.flatMap(({ calls }) => calls)).toHaveLength(2);
  expect(name?.parts.flatMap(({ calls }) => calls)).toHaveLength(5);
});

test("a Region that has been read further than another is not told again what is older", async () => {
  const late = new Date(cast.now() - 900_000).toISOString();
  const source = athena.source({ served: [HOME] });
  const [all, newest] = await Promise.all([
    source.lookUp(question(web.keys.accessKeyId)),
    source.lookUp(question(web.keys.accessKeyId, { from: () => late })),
  ]);
  expect(all?.parts[0]?.calls).toHaveLength(3);
  expect(newest?.parts[0]?.calls.map(({ at }) => at >= late)).toEqual([true]);
});

test("an account is told its own calls only, whoever has the same name in another", async () => {
  const other = "999988887777";
  athena.put(other, "us-east-1", [trailRecord({ account: other, session: "worker" })]);
  const source = athena.source({ served: [HOME, other] });
  const ask = (account: string) => source.lookUp(question("worker", { account, attribute: "Username" }));
  const [ours, theirs] = await Promise.all([ask(HOME), ask(other)]);
  expect(cast.calls("StartQueryExecution")).toBe(1);
  expect(new Set(ours?.parts.flatMap(({ calls }) => calls.map(({ account }) => account)))).toEqual(new Set([HOME]));
  expect(theirs?.parts.flatMap(({ calls }) => calls.map(({ account }) => account))).toEqual([other]);
});

test("fewer events than one query gives are all that there are", async () => {
  const { parts } = await athena.source({ served: [HOME], mostEvents: 4 }).lookUp(question(web.keys.accessKeyId));
  expect(parts).toEqual([{ region: "us-east-1", calls: expect.objectContaining({ length: 3 }) }]);
});

test("more events than one query gives are a hole, which the next walks read to its end", async () => {
  const first = await trace({ mostEvents: 2 });
  expect(first.gaps.join()).toMatch(/more than 2 events .* older ones were not read|still to be read/);
  let { graph } = first;
  for (let turn = 0; turn < 5; turn++) ({ graph } = await trace({ mostEvents: 2, known: graph }));
  const whole = await trace();
  expect(keyNames(graph)).toEqual(["web/worker", "deploy/worker"]);
  expect(graph.nodes.map(({ calls }) => calls)).toEqual(whole.graph.nodes.map(({ calls }) => calls));
});

test("over the budget nothing more is read, and the gap says so", async () => {
  const { graph, gaps } = await trace({ mostBytes: 1 });
  expect(keyNames(graph)).toEqual(["web/worker", "deploy/worker"]); // What the first query has found.
  expect(graph.nodes[1]?.calls).toBe(0);
  expect(gaps.join()).toContain("Enough was read.");
});

test("a query that reads more than the workgroup allows is ended by Athena: a gap, and its bytes are counted", async () => {
  const day = cast.time().slice(0, 10).replaceAll("-", "/");
  const Key = `${FOLDER}/${HOME}/CloudTrail/us-east-1/${day}/flood.json.gz`;
  await athena.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: Buffer.alloc(12_000_000) }));
  const source = athena.source({ served: [HOME] });
  const reading = await source.lookUp(question(web.keys.accessKeyId));
  expect(reading).toMatchObject({ parts: [], gaps: [expect.stringContaining("Bytes scanned limit was exceeded")] });
  expect(source.scanned()).toBeGreaterThanOrEqual(10_000_000);
});

test("when the time is over the query is stopped, what it has read is counted, and the walk says that it ran out of time", async () => {
  const { gaps } = await trace({ budgetMs: 1_000 });
  expect(cast.calls("StopQueryExecution")).toBe(1);
  expect(gaps).toEqual([expect.stringContaining("The time for the walk was over")]);
  const source = athena.source({ served: [HOME] });
  const late = question(web.keys.accessKeyId, { until: cast.now() + 1_000 });
  expect(await source.lookUp(late)).toMatchObject({ parts: [], gaps: [OUT_OF_TIME] });
  expect(source.scanned()).toBeGreaterThan(0);
});

test("a file that is no log file makes the query fail: a gap, in Athena's words", async () => {
  const day = cast.time().slice(0, 10).replaceAll("-", "/");
  const Key = `${FOLDER}/${HOME}/CloudTrail/us-east-1/${day}/half.json.gz`;
  await athena.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "half a file" }));
  expect((await trace()).gaps).toEqual([
    expect.stringMatching(/the query failed: HIVE_CURSOR_ERROR: .*half\.json\.gz/),
  ]);
});

test.each([
  [
    "throttled",
    async () => addFault(cast.aws.world(), { service: "athena", operation: "StartQueryExecution", fault: "throttle" }),
    "TooManyRequests|Throttling",
  ],
  [
    "a workgroup that is not there",
    () => athena.client.send(new DeleteWorkGroupCommand({ WorkGroup: WORKGROUP })),
    "WorkGroup credential-leak-responder is not found",
  ],
])("%s: a gap, and the next walk reads it", async (_what, break_, words) => {
  await break_();
  const { gaps, graph } = await trace();
  expect(gaps.join()).toMatch(new RegExp(`Athena could not read the trail: .*(${words})`));
  expect(graph.nodes[0]?.read).toEqual({ behind: {} });
});

test("a query that nobody hears of any more is stopped, and what it has read is counted", async () => {
  const fault = { service: "athena", operation: "GetQueryExecution", fault: "refuse", times: 1 } as const;
  addFault(cast.aws.world(), fault);
  const source = athena.source({ served: [HOME] });
  const { gaps } = await source.lookUp(question(web.keys.accessKeyId));
  expect(gaps).toEqual([expect.stringMatching(/^Athena could not read the trail: AccessDenied/)]);
  expect(cast.calls("StopQueryExecution")).toBe(1);
  expect(source.scanned()).toBeGreaterThan(0);
});

test("a record that is none of a call is a gap, as in log files, and the others count", async () => {
  const odd = { ...trailRecord({ account: HOME, session: "odd" }), eventID: undefined };
  athena.put(HOME, "us-east-1", [odd, trailRecord({ account: HOME, session: "odd" })]);
  const source = athena.source({ served: [HOME] });
  const { parts, gaps } = await source.lookUp(question("odd", { attribute: "Username" }));
  expect(parts.flatMap(({ calls }) => calls)).toHaveLength(1);
  expect(gaps).toEqual([expect.stringMatching(/1 record of account .* without an id, a time, a Region or an account/)]);
});

test("an account without a log file is a gap, and so is silence about one that is not served", async () => {
  const strange = question("ASIAEXAMPLE", { account: "999988887777" });
  const alone = await athena.source({ served: [HOME] }).lookUp(strange);
  expect(alone.gaps.join()).toMatch(/no log file of account 999988887777/);
  const source = athena.source({ served: [HOME] });
  const [, beside] = await Promise.all([source.lookUp(question(web.keys.accessKeyId)), source.lookUp(strange)]);
  expect(beside?.gaps.join()).toMatch(/leads into account 999988887777, and the trail shows nothing of it/);
});

test.each<[string, Partial<TrailQuestion>, RegExp]>([
  [
    "a name that is longer than any in AWS",
    { attribute: "Username", value: "x".repeat(2000) },
    /longer than any in AWS/,
  ],
  ["an account that is none", { account: "1' OR '1'='1" }, /is no account/],
])("%s is not asked for, and keeps nobody else from an answer", async (_what, odd, words) => {
  const source = athena.source({ served: [HOME] });
  expect((await source.lookUp(question("ASIAEXAMPLE", odd))).gaps).toEqual([expect.stringMatching(words)]);
  expect(cast.calls("StartQueryExecution")).toBe(0);
  const both = [question("ASIAEXAMPLE", odd), question(web.keys.accessKeyId)];
  const [one, other] = await Promise.all(both.map((each) => source.lookUp(each)));
  expect(one?.gaps).toEqual([expect.stringMatching(words)]);
  expect(other?.parts[0]?.calls).toHaveLength(3);
});

test("from a clock that is ahead of ours: nothing is missing, and nothing is a gap", async () => {
  const tomorrow = new Date(cast.now() + 86_400_000).toISOString();
  const reading = await athena.source({ served: [HOME] }).lookUp(question("ASIAEXAMPLE", { from: () => tomorrow }));
  expect(reading).toMatchObject({ parts: [{ region: "us-east-1", calls: [] }], gaps: [] });
});

/** A call that a session has made a minute ago. */
function trailRecord({ account, session }: { readonly account: string; readonly session: string }) {
  return {
    userIdentity: { type: "AssumedRole", principalId: `AROAEXAMPLE:${session}`, accountId: account },
    eventTime: `${new Date(cast.now() - 60_000).toISOString().slice(0, 19)}Z`,
    eventSource: "sts.amazonaws.com",
    eventName: "GetCallerIdentity",
    awsRegion: "us-east-1",
    eventID: "e1",
    recipientAccountId: account,
  };
}
