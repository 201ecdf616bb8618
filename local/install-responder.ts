// The responder in the local AWS, wired as the stack wires it in an account: role, table, function, rules, heartbeat.
import { BillingMode, CreateTableCommand, DynamoDBClient, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Logger } from "pino";
import { buildDeps } from "../lambda/build-deps.ts";
import type { Deps } from "../lambda/deps.ts";
import { HEARTBEAT } from "../lambda/heartbeat.ts";
import { SOURCES } from "../lambda/intake/index.ts";
import { DUE_INDEX, LEDGER_KEYS, LEDGER_PERMISSIONS, LIST_INDEX } from "../lambda/ledger/table.ts";
import { AWS_PERMISSIONS } from "../lambda/permissions.ts";
import { route } from "../lambda/route.ts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { uuid } from "../mock-aws/ids.ts";
import { registerFunction } from "../mock-aws/lambda/functions.ts";
import type { Listening } from "../mock-aws/listen.ts";
import { assumeForService } from "../mock-aws/sts/assume-for-service.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../mock-aws/world.ts";

const NAME = "credential-leak-responder";
const ROLE_ARN = `arn:aws:iam::${HOME_ACCOUNT}:role/${NAME}`;
const FUNCTION_ARN = `arn:aws:lambda:${HOME_REGION}:${HOME_ACCOUNT}:function:${NAME}`;
const TABLE = `${NAME}-ledger`;
const TABLE_ARN = `arn:aws:dynamodb:${HOME_REGION}:${HOME_ACCOUNT}:table/${TABLE}`;

/** Answers with what the responder's flow runs on, for those who want to look inside. */
export async function installResponder(
  aws: Listening,
  options: { readonly log: Logger; readonly config?: unknown },
): Promise<Deps> {
  const admin = { endpoint: aws.endpoint, region: HOME_REGION, credentials: ADMIN_KEY };
  await createRole(new IAMClient(admin));
  await createTable(new DynamoDBClient(admin));

  const world = aws.aws.world();
  const environment = {
    table: TABLE,
    account: HOME_ACCOUNT,
    ownRole: ROLE_ARN,
    config: options.config ?? {},
    logLevel: "info",
    region: HOME_REGION,
  };
  const credentials = async () =>
    assumeForService(world, { roleArn: ROLE_ARN, service: "lambda.amazonaws.com", sessionName: NAME });
  const deps = buildDeps(
    environment,
    { endpoint: aws.endpoint, region: HOME_REGION, credentials },
    {
      now: () => world.clock.now(),
      sleep: (ms) => world.clock.sleep(ms),
      newId: () => uuid(world.random),
      log: options.log,
    },
  );
  registerFunction(world, {
    account: HOME_ACCOUNT,
    region: HOME_REGION,
    name: NAME,
    handler: (event) => route(deps, event),
  });
  await createRules(new EventBridgeClient(admin));
  return deps;
}

async function createRole(iam: IAMClient): Promise<void> {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  await iam.send(new CreateRoleCommand({ RoleName: NAME, AssumeRolePolicyDocument: policy(trust) }));
  const statements = [
    { Effect: "Allow", Action: AWS_PERMISSIONS, Resource: "*" },
    { Effect: "Allow", Action: LEDGER_PERMISSIONS, Resource: [TABLE_ARN, `${TABLE_ARN}/index/*`] },
  ];
  await iam.send(
    new PutRolePolicyCommand({ RoleName: NAME, PolicyName: "work", PolicyDocument: policy(...statements) }),
  );
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

async function createTable(db: DynamoDBClient): Promise<void> {
  const indexes = [DUE_INDEX, LIST_INDEX];
  const keys = [LEDGER_KEYS, ...indexes].flatMap(({ partition, sort }) => [partition, sort]);
  const schema = ({ partition, sort }: { readonly partition: string; readonly sort: string }): KeySchemaElement[] => [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ];
  await db.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: BillingMode.PAY_PER_REQUEST,
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: schema(LEDGER_KEYS),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schema(index),
        Projection: { ProjectionType: "ALL" },
      })),
    }),
  );
}

async function createRules(events: EventBridgeClient): Promise<void> {
  for (const { name, pattern } of SOURCES) {
    await events.send(new PutRuleCommand({ Name: `${NAME}-${name}`, EventPattern: JSON.stringify(pattern) }));
    await events.send(
      new PutTargetsCommand({ Rule: `${NAME}-${name}`, Targets: [{ Id: "responder", Arn: FUNCTION_ARN }] }),
    );
  }
  const heartbeat = `${NAME}-heartbeat`;
  await events.send(new PutRuleCommand({ Name: heartbeat, ScheduleExpression: "rate(1 minute)" }));
  const input = JSON.stringify(HEARTBEAT);
  await events.send(
    new PutTargetsCommand({ Rule: heartbeat, Targets: [{ Id: "responder", Arn: FUNCTION_ARN, Input: input }] }),
  );
}
