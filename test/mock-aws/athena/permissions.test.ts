import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import {
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GetDatabaseCommand,
  GetTableCommand,
} from "@aws-sdk/client-glue";
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { athenaStatements } from "../../../lambda/athena-statements.ts";
import { readConfig } from "../../../lambda/config.ts";
import { DATABASE, TABLE, WORKGROUP } from "../../../lambda/trace/athena/table.ts";
import { LOCATION, setUpAthena, type TestAthena, trailTable } from "../../support/athena.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

const HOME = "111122223333";
const SQL = `SELECT eventname FROM "${DATABASE}"."${TABLE}" WHERE "account" = '${HOME}' AND "region" = 'us-east-1'`;
const NEEDED = athenaStatements({
  ...{ partition: "aws", account: HOME, region: "us-east-1" },
  athena: readConfig({ athena: { location: LOCATION } }).athena,
});

let aws: TestAws;
let athena: TestAthena;
let user: AthenaClient;
beforeAll(async () => {
  aws = await startLocalAws();
  athena = await setUpAthena(aws);
  athena.put(HOME, "us-east-1", [{ eventName: "One" }]);
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "asks" }));
  const { AccessKey } = await aws.admin.iam.send(new CreateAccessKeyCommand({ UserName: "asks" }));
  const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  user = new AthenaClient({ endpoint: aws.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(() => aws.close());

/** How a query ends for somebody who may do all that it takes but this. */
async function queryWithout(action?: string) {
  const less = NEEDED.map(({ Action, ...more }) => ({ ...more, Action: Action.filter((one) => one !== action) }));
  const PolicyDocument = policy(...less.filter(({ Action }) => Action.length > 0));
  await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "asks", PolicyName: "may", PolicyDocument }));
  const start = new StartQueryExecutionCommand({ QueryString: SQL, WorkGroup: WORKGROUP });
  const { QueryExecutionId } = await user.send(start);
  await aws.advance(2);
  const { QueryExecution } = await athena.client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  return QueryExecution?.Status;
}

test("with all that the responder's role is given for it, a query succeeds", async () => {
  expect(await queryWithout()).toMatchObject({ State: "SUCCEEDED" });
});

test.each([
  ["glue:GetDatabase", "Insufficient permissions to execute the query"],
  ["glue:GetTable", "Insufficient permissions to execute the query"],
  ["glue:GetPartitions", "Insufficient permissions to execute the query"],
  ["s3:GetBucketLocation", "Permission denied on S3 path"],
  ["s3:ListBucket", "Permission denied on S3 path"],
  ["s3:GetObject", "Permission denied on S3 path"],
])("the query reads as its caller: without %s it fails", async (action, words) => {
  const status = await queryWithout(action);
  expect(status).toMatchObject({ State: "FAILED", StateChangeReason: expect.stringContaining(words) });
  expect(status?.StateChangeReason).toContain(action);
});

test("without the workgroup's permission it does not start", async () => {
  await expect(queryWithout("athena:StartQueryExecution")).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test("a table and a database are shown, are there once, and go", async () => {
  const { glue } = athena;
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: TABLE }));
  expect(Table).toMatchObject({ ...trailTable(), DatabaseName: DATABASE });
  const again = new CreateTableCommand({ DatabaseName: DATABASE, TableInput: trailTable() });
  await expect(glue.send(again)).rejects.toMatchObject({ name: "AlreadyExistsException" });
  await glue.send(new DeleteTableCommand({ DatabaseName: DATABASE, Name: TABLE }));
  await expect(glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: TABLE }))).rejects.toMatchObject({
    name: "EntityNotFoundException",
  });
  await glue.send(new GetDatabaseCommand({ Name: DATABASE }));
  await glue.send(new DeleteDatabaseCommand({ Name: DATABASE }));
  await expect(glue.send(new GetDatabaseCommand({ Name: DATABASE }))).rejects.toMatchObject({
    name: "EntityNotFoundException",
  });
});
