import {
  CreateWorkGroupCommand,
  DeleteWorkGroupCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WORKGROUP } from "../../../lambda/trace/athena/table.ts";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { setUpAthena, type TestAthena } from "../../support/athena.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

const HOME = "111122223333";
const TABLE = '"credential_leak_responder"."trail"';
const TODAY = `"account" = '${HOME}' AND "region" = 'us-east-1' AND "day" = '2026/03/01'`;

let aws: TestAws;
let athena: TestAthena;
beforeAll(async () => {
  aws = await startLocalAws();
  athena = await setUpAthena(aws);
  const record = (eventName: string) => ({ eventName, userIdentity: { userName: "ann" }, unknownToTheTable: 1 });
  athena.put(HOME, "us-east-1", ["One", "Two", "Three"].map(record));
  athena.put(HOME, "eu-west-1", ["Four", "Five"].map(record));
  athena.put("444455556666", "us-east-1", [record("Six")]);
});
afterAll(() => aws.close());

async function start(QueryString: string, more: Partial<StartQueryExecutionCommandInput> = {}) {
  const { QueryExecutionId } = await athena.client.send(
    new StartQueryExecutionCommand({ QueryString, WorkGroup: WORKGROUP, ...more }),
  );
  return { QueryExecutionId };
}

async function stateOf(id: { readonly QueryExecutionId: string | undefined }) {
  const { QueryExecution } = await athena.client.send(new GetQueryExecutionCommand(id));
  return QueryExecution;
}

/** When it has ended. */
async function run(sql: string, parameters?: string[]) {
  const id = await start(sql, parameters ? { ExecutionParameters: parameters } : {});
  await aws.advance(2);
  const execution = await stateOf(id);
  const { State, StateChangeReason } = execution?.Status ?? {};
  if (State !== "SUCCEEDED") return { State, why: StateChangeReason, bytes: execution?.Statistics?.DataScannedInBytes };
  const { ResultSet } = await athena.client.send(new GetQueryResultsCommand(id));
  const rows = ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue));
  return { State, rows, bytes: execution?.Statistics?.DataScannedInBytes };
}

describe("partition projection", () => {
  test("only the files of the partitions that the conditions name are read and counted", async () => {
    const one = await run(`SELECT eventname FROM ${TABLE} WHERE ${TODAY} ORDER BY eventname`);
    expect(one.rows).toEqual([["eventname"], ["One"], ["Three"], ["Two"]]);
    const regions = `"account" = '${HOME}' AND "region" IN ('us-east-1', 'eu-west-1', 'eu-west-3')`;
    const two = await run(`SELECT count(*) AS number FROM ${TABLE} WHERE ${regions}`);
    expect(two.rows).toEqual([["number"], ["5"]]);
    expect(two.bytes).toBeGreaterThan(one.bytes ?? 0);
    const none = `"account" = '${HOME}' AND "region" = 'us-east-1' AND "day" BETWEEN '2026/03/02' AND '2026/03/09'`;
    expect(await run(`SELECT eventname FROM ${TABLE} WHERE ${none}`)).toMatchObject({
      bytes: 0,
      rows: [["eventname"]],
    });
  });

  test.each([
    ["no condition", ""],
    ["no account", `WHERE "region" = 'us-east-1'`],
    ["a range of accounts", `WHERE "account" BETWEEN '0' AND '9' AND "region" = 'us-east-1'`],
  ])("%s: a column whose values are injected has to be named", async (_, where) => {
    const { State, why, bytes } = await run(`SELECT eventname FROM ${TABLE} ${where}`);
    expect({ State, bytes }).toEqual({ State: "FAILED", bytes: 0 });
    expect(why).toContain("CONSTRAINT_VIOLATION: For the injected projected partition column account");
  });
});

describe("parameters", () => {
  test("stand for literals, whatever is in them", async () => {
    const sql = `SELECT eventname FROM ${TABLE} WHERE "account" = ? AND "region" = ? AND "day" = ?`;
    const partition = [`'${HOME}'`, "'us-east-1'", "'2026/03/01'"];
    const found = await run(`SELECT eventname FROM (${sql}) WHERE eventname = ?`, [...partition, "'Two'"]);
    expect(found.rows).toEqual([["eventname"], ["Two"]]);
    const quoted = await run(`SELECT eventname FROM (${sql}) WHERE eventname = ?`, [
      ...partition,
      "'x'' OR ''1''=''1'",
    ]);
    expect(quoted.rows).toEqual([["eventname"]]);
  });

  test("too few make the query fail; what is no literal is refused", async () => {
    const sql = `SELECT eventname FROM ${TABLE} WHERE ${TODAY} AND eventname = ?`;
    expect((await run(sql)).why).toMatch(/expected 1 but found 0/);
    for (const parameter of ["One", "'a' OR '1'='1'", "'a' --'", "'a"])
      await expect(run(sql, [parameter])).rejects.toMatchObject({ name: "NotImplemented" });
  });
});

test.each([
  ["another statement", "DROP TABLE x"],
  ["two statements", `SELECT 1 FROM ${TABLE}; SELECT 1`],
  ["a comment", `SELECT 1 FROM ${TABLE} -- no more`],
  ["a function that is not known", `SELECT read_text('/etc/passwd') FROM ${TABLE}`],
  ["a file", `SELECT * FROM '/etc/passwd'`],
  ["OR among the partitions", `SELECT 1 FROM ${TABLE} WHERE "account" = '1' OR "region" = 'us-east-1'`],
  ["two tables", `SELECT 1 FROM ${TABLE}, (SELECT 1 FROM a.b)`],
])("%s is refused, not guessed at", async (_, sql) => {
  await expect(start(sql)).rejects.toMatchObject({ name: "NotImplemented" });
});

test("a table that is not there, and a column, make the query fail", async () => {
  expect((await run("SELECT 1 FROM a.b")).why).toContain("Database a not found");
  expect((await run(`SELECT nothing FROM ${TABLE} WHERE ${TODAY}`)).why).toMatch(/^SYNTAX_ERROR: .*nothing/);
});

test("a query is queued, runs, and ends by the clock; before that it has no results", async () => {
  const id = await start(`SELECT eventname FROM ${TABLE} WHERE ${TODAY}`);
  expect((await stateOf(id))?.Status?.State).toBe("QUEUED");
  await aws.advance(1);
  expect((await stateOf(id))?.Status?.State).toBe("RUNNING");
  await expect(athena.client.send(new GetQueryResultsCommand(id))).rejects.toThrow("has not yet finished");
  await aws.advance(1);
  expect(await stateOf(id)).toMatchObject({ Status: { State: "SUCCEEDED" }, WorkGroup: WORKGROUP });
  await athena.client.send(new StopQueryExecutionCommand(id));
  expect((await stateOf(id))?.Status?.State).toBe("SUCCEEDED");
});

test("one that is stopped has ended, and gives nothing", async () => {
  const id = await start(`SELECT eventname FROM ${TABLE} WHERE ${TODAY}`);
  await athena.client.send(new StopQueryExecutionCommand(id));
  await aws.advance(5);
  expect((await stateOf(id))?.Status?.State).toBe("CANCELLED");
  await expect(athena.client.send(new GetQueryResultsCommand(id))).rejects.toThrow("Final query state: CANCELLED");
});

test("results come in pages; the names of the columns are the first row of the first", async () => {
  const id = await start(`SELECT eventname FROM ${TABLE} WHERE ${TODAY} ORDER BY eventname`);
  await aws.advance(2);
  const page = async (NextToken?: string) => {
    const answer = await athena.client.send(new GetQueryResultsCommand({ ...id, MaxResults: 2, NextToken }));
    return { names: answer.ResultSet?.Rows?.map(({ Data }) => Data?.[0]?.VarCharValue), token: answer.NextToken };
  };
  const first = await page();
  const second = await page(first.token);
  expect([first.names, second]).toEqual([["eventname", "One"], { names: ["Three", "Two"], token: undefined }]);
  await expect(page("bm9uc2Vuc2U=")).rejects.toThrow("Invalid pagination token");
});

test("the same token starts nothing anew, and cannot be used for another query", async () => {
  const sql = `SELECT eventname FROM ${TABLE} WHERE ${TODAY}`;
  const token = { ClientRequestToken: "0123456789abcdef0123456789abcdef" };
  const first = await start(sql, token);
  expect(await start(sql, token)).toEqual(first);
  await expect(start(`${sql} LIMIT 1`, token)).rejects.toThrow("Idempotent parameters do not match");
});

test("the trail shows who asked in which workgroup, and not what", async () => {
  await start(`SELECT eventname FROM ${TABLE} WHERE ${TODAY}`);
  const shown = wholeTrail(aws.aws.world()).findLast(({ record }) => record.eventName === "StartQueryExecution");
  expect(shown?.record.requestParameters).toMatchObject({ queryString: "***OMITTED***", workGroup: WORKGROUP });
  expect(shown?.text).not.toContain("eventname");
});

test("a workgroup is made, shown and deleted; one that keeps its results in a bucket is refused", async () => {
  const Configuration = { ManagedQueryResultsConfiguration: { Enabled: true } };
  await athena.client.send(new CreateWorkGroupCommand({ Name: "other", Configuration }));
  await expect(athena.client.send(new CreateWorkGroupCommand({ Name: "other", Configuration }))).rejects.toThrow(
    "already",
  );
  const { WorkGroup } = await athena.client.send(new GetWorkGroupCommand({ WorkGroup: "other" }));
  expect(WorkGroup).toMatchObject({ Name: "other", State: "ENABLED", Configuration });
  await athena.client.send(new DeleteWorkGroupCommand({ WorkGroup: "other" }));
  await expect(start("SELECT 1 FROM a.b", { WorkGroup: "other" })).rejects.toThrow("WorkGroup other is not found");
  const inBucket = { ResultConfiguration: { OutputLocation: "s3://results/" }, ...Configuration };
  await expect(
    athena.client.send(new CreateWorkGroupCommand({ Name: "third", Configuration: inBucket })),
  ).rejects.toMatchObject({ name: "NotImplemented" });
});
