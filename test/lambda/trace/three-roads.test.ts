import { CreateAccessKeyCommand, CreateUserCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bucketPlace } from "../../../client/logs/bucket-place.ts";
import { EMPTY_GRAPH } from "../../../lambda/trace/graph.ts";
import { logSource } from "../../../lambda/trace/log-source.ts";
import { type Start, type Walk, walk } from "../../../lambda/trace/walk.ts";
import { BUCKET, FOLDER, setUpAthena, type TestAthena } from "../../support/athena.ts";
import { keysOf } from "../../support/session.ts";
import { HOME } from "../identify/scene.ts";
import { type Cast, keyNames, leakedSession, startCast, use } from "./cast.ts";

let cast: Cast;
let athena: TestAthena;
let member: Awaited<ReturnType<Cast["createAccount"]>>;
beforeAll(async () => {
  cast = await startCast({ regions: ["us-east-1", "eu-west-1"] });
  athena = await setUpAthena(cast);
  member = await cast.createAccount("member");
  await cast.createRole(cast.admin, "web");
  await cast.createRole(cast.admin, "deploy");
  await cast.createRole(member, "audit", [HOME]);
});
afterAll(() => cast.close());

/** All three roads, over the same events. */
async function walkAll(starts: readonly Start[]) {
  await cast.advance(720);
  athena.deliver();
  const byLookup = await cast.traceNow(starts, { members: [member.account] });
  const source = athena.source({ served: [HOME, member.account] });
  const byAthena = await walk({ known: EMPTY_GRAPH, starts, source, now: cast.now, budgetMs: 600_000 });
  const place = await bucketPlace(athena.s3, { Bucket: BUCKET, Prefix: FOLDER }, 1);
  const byFiles = await walk({
    known: EMPTY_GRAPH,
    starts,
    source: logSource({ place }),
    now: cast.now,
    budgetMs: 600_000,
  });
  await place.close();
  return { byLookup, byAthena, byFiles, source };
}

test("Athena and log files give the same graph as LookupEvents, of the same records: over accounts, Regions, and keys made on the way", async () => {
  const since = cast.time();
  const web = await cast.assume(cast.admin, HOME, "web");
  await use(web);
  const deploy = await cast.assume(web, HOME, "deploy", "x=1,@or-1=1.--", "eu-west-1");
  await use(deploy);
  const audit = await cast.assume(deploy, member.account, "audit");
  await use(audit);
  await audit.iam.send(new CreateUserCommand({ UserName: "back-door" }));
  await audit.iam.send(new CreateAccessKeyCommand({ UserName: "back-door" }));

  const { byLookup, byAthena, byFiles, source } = await walkAll([leakedSession(web.keys, "web", since)]);

  expect(keyNames(byAthena.graph)).toEqual(["web/worker", "deploy/x=1,@or-1=1.--", "audit/worker", "back-door"]);
  expect(byAthena.graph.nodes[0]?.origin?.principal.name).toBe("admin");
  for (const other of [byAthena, byFiles]) expect(whatIsFound(other)).toEqual(whatIsFound(byLookup));
  expect([...byAthena.gaps, ...byFiles.gaps]).toEqual([]);
  expect(source.scanned()).toBeGreaterThan(0);
});

test("a session without its key, and whoever bears its source identity: found by name as LookupEvents does", async () => {
  const since = cast.time();
  const RoleArn = `arn:aws:iam::${HOME}:role/web`;
  const ask = (RoleSessionName: string) =>
    new AssumeRoleCommand({ RoleArn, RoleSessionName, SourceIdentity: "mallory" });
  const first = cast.as(keysOf((await cast.admin.sts.send(ask("first"))).Credentials));
  const second = cast.as(keysOf((await cast.admin.sts.send(ask("second"))).Credentials));
  for (const who of [first, second]) await use(who);

  const principal = { kind: "role", account: HOME, name: "web", session: "first" } as const;
  const { byLookup, byAthena, byFiles } = await walkAll([{ principal, since }]);

  expect(keyNames(byAthena.graph)).toEqual(["web/first", "web/second"]);
  for (const other of [byAthena, byFiles]) expect(whatIsFound(other)).toEqual(whatIsFound(byLookup));
});

/** All but when it was read, and what a record says to be null: Athena does not tell that from what is not there. */
function whatIsFound({ graph, calls }: Walk) {
  const { nodes, edges, namesakes, cut } = graph;
  const found = { nodes: nodes.map(({ read: _, ...node }) => node), edges, namesakes, cut, calls };
  return JSON.parse(JSON.stringify(found, (_, value: unknown) => (value === null ? undefined : value)));
}
