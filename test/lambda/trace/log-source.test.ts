import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EMPTY_GRAPH, type TraceGraph } from "../../../lambda/trace/graph.ts";
import { readLog } from "../../../lambda/trace/log-files/log-reading.ts";
import { type LogSource, logSource } from "../../../lambda/trace/log-source.ts";
import { type Start, type Walk, walk } from "../../../lambda/trace/walk.ts";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { type Contents, memoryLogs, trailFiles } from "../../support/memory-logs.ts";
import { keysOf } from "../../support/session.ts";
import { HOME } from "../identify/scene.ts";
import { type Cast, keyNames, leakedSession, startCast, use } from "./cast.ts";

let cast: Cast;
beforeEach(async () => {
  cast = await startCast();
});
afterEach(() => cast.close());

/** What the graph says, but for how far each Region was read, and in which order. */
function said({ nodes, edges, ...graph }: TraceGraph) {
  const sorted = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
  return { ...graph, nodes: sorted(nodes.map(({ read: _, ...node }) => node)), edges: sorted(edges) };
}

const traceIn = (source: LogSource, starts: readonly Start[]): Promise<Walk> =>
  walk({ known: EMPTY_GRAPH, starts, source, now: cast.now, budgetMs: Number.POSITIVE_INFINITY });

async function intrusion() {
  const payments = await cast.createAccount("payments");
  for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role, [payments.account]);
  await cast.createRole(payments, "ledger", [HOME]);
  const issuedAt = cast.time();
  const RoleArn = `arn:aws:iam::${HOME}:role/app`;
  const wish = { RoleArn, RoleSessionName: "worker", SourceIdentity: "jane" };
  const stolen = cast.as(keysOf((await cast.admin.sts.send(new AssumeRoleCommand(wish))).Credentials));
  await cast.assume(cast.admin, HOME, "app", "colleague");
  await cast.advance(400);
  const ledger = await cast.assume(stolen, payments.account, "ledger", "worker", "eu-west-1");
  await cast.advance(400);
  const deploy = await cast.assume(ledger, HOME, "deploy");
  await deploy.iam.send(new CreateUserCommand({ UserName: "robot" }));
  const { AccessKey } = await deploy.iam.send(new CreateAccessKeyCommand({ UserName: "robot" }));
  await cast.admin.iam.send(
    new AttachUserPolicyCommand({ UserName: "robot", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  );
  const robot = cast.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" }],
  });
  await robot.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
  await cast.advance(30);
  await cast.assume(cast.admin, HOME, "deploy", "whoever");
  await use(robot);
  return {
    starts: [leakedSession(stolen.keys, "app", issuedAt)],
    members: [payments.account],
    stolen,
    ledger: { ...ledger, account: payments.account },
  };
}

describe("log files and LookupEvents tell the same story", () => {
  test("over hops, accounts, planted keys and changed trust: the same graph, the same calls", async () => {
    const { starts, members } = await intrusion();
    const looked = await cast.trace(starts, { members });
    const place = memoryLogs(trailFiles(cast.aws.world()));
    const read = await traceIn(logSource({ place }), starts);
    expect(looked.graph.nodes.length).toBeGreaterThan(6);
    expect(said(read.graph)).toEqual(said(looked.graph));
    const ids = ({ calls }: Walk) => calls.map(({ eventId, node }) => `${eventId} ${node}`).sort();
    expect(ids(read)).toEqual(ids(looked));
    expect(read.gaps).toEqual([]);
  });

  test("delivered twice, in an organization's folder, in one file, or line by line", async () => {
    const { starts } = await intrusion();
    const files = Object.entries(trailFiles(cast.aws.world()));
    const one = await traceIn(logSource({ place: memoryLogs(Object.fromEntries(files)) }), starts);
    const texts = wholeTrail(cast.aws.world()).map(({ text }) => text);
    const others: readonly Contents[] = [
      Object.fromEntries(
        files.flatMap(([name, file]) => [
          [name, file],
          [name.replace("_abc.", "_twice."), file],
        ]),
      ),
      Object.fromEntries(files.map(([name, file]) => [name.replace("AWSLogs/", "AWSLogs/o-a1b2c3d4e5/"), file])),
      { "all.json": `{"Records":[${texts.join(",")}]}` },
      { "all.ndjson.gz": gzipSync(texts.join("\n")) },
    ];
    for (const contents of others) {
      const { graph, gaps } = await traceIn(logSource({ place: memoryLogs(contents) }), starts);
      expect(said(graph)).toEqual(said(one.graph));
      expect(gaps).toEqual([]);
    }
  });

  test("whichever file comes first: hops are found in files that were read before", async () => {
    await cast.createRole(cast.admin, "app", [HOME]);
    const issuedAt = cast.time();
    const stolen = await cast.assume(cast.admin, HOME, "app");
    let last = stolen;
    for (let hop = 0; hop < 3; hop++) {
      await cast.advance(400); // Each is in a file of its own.
      last = await cast.assume(last, HOME, "app");
    }
    await cast.advance(400);
    await use(last);
    const files = Object.values(trailFiles(cast.aws.world())).toReversed();
    const place = memoryLogs(Object.fromEntries(files.map((file, index) => [`${index}.json.gz`, file])));
    const source = logSource({ place });
    await source.callsOf(stolen.keys.accessKeyId);
    const { graph } = await traceIn(source, [leakedSession(stolen.keys, "app", issuedAt)]);
    expect(graph.nodes.map(({ calls }) => calls)).toEqual([1, 1, 1, 1]);
  });

  test("an account without log files is a gap", async () => {
    const { starts, members } = await intrusion();
    const files = Object.entries(trailFiles(cast.aws.world())).filter(([name]) => name.includes(`/${HOME}/`));
    const { gaps } = await traceIn(logSource({ place: memoryLogs(Object.fromEntries(files)) }), starts);
    expect(gaps).toEqual([
      expect.stringContaining(`leads into account ${members[0]}, of which the memory has no log files`),
    ]);
  });
});

describe("what is not read twice", () => {
  test("files that hold no key that is asked for, once that is known, and those of a key that was opened on the way", async () => {
    const { starts, stolen, ledger } = await intrusion();
    const place = memoryLogs(trailFiles(cast.aws.world()));
    const source = logSource({ place });
    expect((await source.callsOf(stolen.keys.accessKeyId)).length).toBeGreaterThan(1);
    const before = new Map(place.reads);
    expect(before.size).toBe(place.files.length);
    const ask = async (account: string, value: string) => {
      const from = () => starts[0]?.since ?? "";
      const question = { account, attribute: "AccessKeyId", value, from, to: cast.time(), until: 0 } as const;
      return (await source.lookUp(question)).parts.flatMap(({ calls }) => calls.map(({ name }) => name));
    };
    expect(await ask(HOME, stolen.keys.accessKeyId)).toEqual(["AssumeRole"]);
    expect(await ask(ledger.account, ledger.keys.accessKeyId)).toEqual(["AssumeRole"]);
    expect(await ask(HOME, "ASIANOBODYHASTHISKEY")).toEqual([]);
    expect(place.reads).toEqual(before);
  });

  test("a day that was over before, and other accounts: by the names of the files", async () => {
    const record = (eventID: string) => JSON.stringify({ eventID });
    const file = (account: string, day: string) => `x/AWSLogs/${account}/CloudTrail/us-east-1/${day}/f.json.gz`;
    const contents = [
      file(HOME, "2026/02/28"),
      file(HOME, "2026/03/01"),
      file("444455556666", "2026/03/01"),
      file(HOME, "2026/05/01"),
    ];
    const place = memoryLogs(Object.fromEntries(contents.map((name) => [name, gzipSync(record("1"))])));
    const question = {
      account: HOME,
      attribute: "Username",
      value: "app",
      until: 0,
      to: "2026-03-02T00:00:00.000Z",
    } as const;
    await logSource({ place }).lookUp({ ...question, from: () => "2026-03-01T00:00:00.000Z" });
    expect([...place.reads.keys()]).toEqual([file(HOME, "2026/03/01")]);
  });
});

test("a flood of calls is read from its newest end, and the next walk goes on", async () => {
  await cast.createRole(cast.admin, "app");
  const issuedAt = cast.time();
  const stolen = await cast.assume(cast.admin, HOME, "app");
  await cast.createRole(cast.admin, "deploy");
  await cast.assume(stolen, HOME, "deploy");
  for (let call = 0; call < 6; call++) {
    await cast.advance(60);
    await use(stolen);
  }
  const source = logSource({ place: memoryLogs(trailFiles(cast.aws.world())), mostCalls: 3 });
  const starts = [leakedSession(stolen.keys, "app", issuedAt)];
  let { graph, gaps } = await traceIn(source, starts);
  expect(gaps.join()).toMatch(/still to be read/);
  for (let more = 0; more < 4; more++) {
    ({ graph, gaps } = await walk({ known: graph, starts, source, now: cast.now, budgetMs: 1000, overlapMs: 0 }));
  }
  expect(keyNames(graph)).toEqual(["app/worker", "deploy/worker"]);
  expect(graph.nodes[0]?.calls).toBe(7);
  expect(gaps).toEqual([]);
});

describe("what is broken is told with its name, and what could be read of it counts", () => {
  const RECORD = {
    eventID: "1",
    eventTime: "2026-03-01T09:00:00Z",
    eventSource: "sts.amazonaws.com",
    eventName: "GetCallerIdentity",
    awsRegion: "us-east-1",
    recipientAccountId: HOME,
    userIdentity: { type: "IAMUser", accountId: HOME, accessKeyId: "AKIAIOSFODNN7EXAMPLE", userName: "ci" },
  };
  const many = Array.from({ length: 400 }, (_, index) => ({ ...RECORD, eventID: `${index} ${Math.sin(index)}` }));
  const text = JSON.stringify({ Records: many });
  const packed = gzipSync(text);
  const corrupt = Buffer.from(packed).fill(0xff, packed.length >> 1, (packed.length >> 1) + 8);
  const huge = { ...RECORD, eventID: "huge", requestParameters: { x: "A".repeat(5_000_000) } };

  test.each([
    ["cut off", packed.subarray(0, packed.length >> 1), /breaks off: unexpected end of file/, 50],
    ["cut off, and not packed", text.slice(0, text.length >> 1), /ends in the middle/, 150],
    ["corrupt", corrupt, /breaks off: /, 50],
    ["not what its name says", "PK\u0003\u0004 no log", /holds no records of CloudTrail/, 0],
    ["empty", "", /is empty/, 0],
    [
      "with things that are no records",
      JSON.stringify({ Records: [5, "x", RECORD, { accessKeyId: "AKIAIOSFODNN7EXAMPLE" }] }),
      /between its records that is no record; has 1 entries/,
      1,
    ],
    [
      "with a huge record",
      JSON.stringify({ Records: [RECORD, huge, { ...RECORD, eventID: "2" }] }),
      /records of more than/,
      2,
    ],
    [
      "with records that do not say when",
      JSON.stringify({ Records: [RECORD, { ...RECORD, eventID: "2", eventTime: "soon" }] }),
      /1 records without/,
      1,
    ],
    [
      "with a line that is broken",
      [RECORD, RECORD].map((one) => JSON.stringify(one)).join('\n{"eventID":"AKIAIOSFODNN7EXAMPLE\n'),
      /has 1 entries that are no records/,
      2,
    ],
  ])("a file that is %s", async (_, content, trouble, atLeast) => {
    const place = memoryLogs({ "logs/bad.json.gz": content });
    const source = logSource({ place });
    const calls = await source.callsOf("AKIAIOSFODNN7EXAMPLE");
    expect(source.report().gaps).toEqual([expect.stringMatching(/^The log file logs\/bad\.json\.gz /)]);
    expect(source.report().gaps[0]).toMatch(trouble);
    expect(calls.length).toBeGreaterThanOrEqual(atLeast);
    if (atLeast === 0) expect(calls).toEqual([]);
  });

  test("a whole one has nothing to tell", async () => {
    const source = logSource({ place: memoryLogs({ "a.json.gz": packed }) });
    expect(await source.callsOf("AKIAIOSFODNN7EXAMPLE")).toHaveLength(400);
    expect(source.report()).toMatchObject({ files: 1, bytes: text.length, from: "2026-03-01T09:00:00.000Z", gaps: [] });
  });

  test.each([
    ["packed twice, as by CloudWatch Logs and then by Firehose", gzipSync(packed)],
    ["in pieces that were packed one by one", Buffer.concat([gzipSync(text.slice(0, 500)), gzipSync(text.slice(500))])],
    ["in UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["in UTF-16, as PowerShell writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["in UTF-16 without a mark", Buffer.from(text, "utf16le")],
    ["in UTF-16 with the large end first", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ])("nor has one %s", async (_, content) => {
    const source = logSource({ place: memoryLogs({ "a.json.gz": content }) });
    expect(await source.callsOf("AKIAIOSFODNN7EXAMPLE")).toHaveLength(400);
    expect(source.report().gaps).toEqual([]);
  });

  test("one in UTF-16 that does not fit into memory says so", () => {
    const bytes = Buffer.from(text, "utf16le");
    const reading = readLog({ wishes: [], accounts: [] });
    reading.read(bytes.subarray(0, 1000), false);
    reading.read(bytes.subarray(1000), true);
    expect(reading.finding().troubles).toContainEqual(expect.stringMatching(/UTF-16/));
  });
});

const RECORDINGS = new URL("../../../../shared/data/cloudtrail/", import.meta.url);

describe.runIf(existsSync(RECORDINGS))("recorded trails", () => {
  const contents = Object.fromEntries(
    ["stratus-red-team/", "aws-docs/"].flatMap((folder) =>
      readdirSync(new URL(folder, RECORDINGS)).map((name) => [name, readFileSync(new URL(folder + name, RECORDINGS))]),
    ),
  );

  test("are read whole: every key that has signed something is found with its calls", async () => {
    const source = logSource({ place: memoryLogs(contents) });
    const found = Object.values(contents).flatMap((file) => [...file.toString().matchAll(/"accessKeyId": ?"(A\w+)"/g)]);
    const keys = [...new Set(found.map(([, key = ""]) => key))];
    expect(keys.length).toBeGreaterThan(20);
    const calls = await Promise.all(keys.map((key) => source.callsOf(key)));
    expect(keys.filter((_, index) => calls[index]?.length === 0)).toEqual([]);
    expect(source.report().gaps).toEqual([]);
  });
});
