// The responder in the local AWS, wired as the stack wires it in an account: role, table, function, rules, heartbeat.
import { BillingMode, CreateTableCommand, type DynamoDBClient, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  type EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { Logger } from "pino";
import type { Connection } from "../lambda/aws.ts";
import { buildDeps } from "../lambda/build-deps.ts";
import { type Config, readConfig } from "../lambda/config.ts";
import type { Deps } from "../lambda/deps.ts";
import { HEARTBEAT } from "../lambda/heartbeat.ts";
import { SOURCES } from "../lambda/intake/index.ts";
import type { Ledger } from "../lambda/ledger/ledger.ts";
import { DUE_INDEX, LEDGER_KEYS, LIST_INDEX } from "../lambda/ledger/table.ts";
import { type Metrics, NO_METRICS } from "../lambda/metrics.ts";
import { homeStatements, type Statement } from "../lambda/role-policy.ts";
import { route } from "../lambda/route.ts";
import { TRAIL_RULES } from "../lambda/trail-rules.ts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { uuid } from "../mock-aws/ids.ts";
import { type ExecutionCredentials, executionCredentials } from "../mock-aws/lambda/execution-role.ts";
import { registerFunction } from "../mock-aws/lambda/functions.ts";
import type { LocalAws } from "../mock-aws/local-aws.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../mock-aws/world.ts";
import { type Clients, clientsOf, type Keys } from "./clients.ts";
import { forwardTrail } from "./forward-trail.ts";

const NAME = "credential-leak-responder";
const TABLE = `${NAME}-ledger`;

export type Installation = {
  readonly log: Logger;
  /** None are gathered unless said. */
  readonly metrics?: Metrics;
  /** As `responder.config.json` would hold it. */
  readonly config?: unknown;
  /** Have the trail's events come from every Region that is enabled, not only from the responder's own. */
  readonly everyRegion?: boolean;
  /** The account that it serves and lives in, and the keys of an administrator there. */
  readonly home?: { readonly account: string; readonly admin: Keys };
  /** In place of the one in the local AWS's DynamoDB. */
  readonly ledger?: Ledger;
};

/** A local AWS, and the way to it. */
export type Reachable = {
  readonly aws: LocalAws;
  readonly endpoint: string;
  readonly requestHandler?: Connection["requestHandler"];
};

/** Answers with what the responder's flow runs on, for those who want to look inside. */
export async function installResponder(aws: Reachable, installation: Installation): Promise<Deps> {
  const { log, metrics = NO_METRICS, config = {}, everyRegion = false, ledger } = installation;
  const { home = { account: HOME_ACCOUNT, admin: ADMIN_KEY } } = installation;
  const { account } = home;
  const way = aws.requestHandler === undefined ? {} : { requestHandler: aws.requestHandler };
  const admin = clientsOf(aws.endpoint, home.admin, { region: HOME_REGION, ...way });
  const tableArn = `arn:aws:dynamodb:${HOME_REGION}:${account}:table/${TABLE}`;
  const place = { account, region: HOME_REGION, tableArn, config: readConfig(config) };
  await createRole(admin.iam, homeStatements(place));
  if (!ledger) await createTable(admin.dynamodb);

  const world = aws.aws.world();
  const ownRole = `arn:aws:iam::${account}:role/${NAME}`;
  const environment = { table: TABLE, account, ownRole, config, logLevel: "info", region: HOME_REGION };
  const credentials = virtualCredentials(world, account);
  const connection = { endpoint: aws.endpoint, region: HOME_REGION, credentials, ...way };
  const outside = {
    now: () => world.clock.now(),
    sleep: (ms: number) => world.clock.sleep(ms),
    newId: () => uuid(world.random),
    log,
    metrics,
  };
  const deps = buildDeps(environment, connection, outside, ledger);
  const handler = (event: unknown) => route(deps, event).finally(metrics.flush);
  const deadLetter = await createQueue(admin.sqs);
  const identity = { account, region: HOME_REGION, name: NAME, role: ownRole, deadLetter };
  const { arn } = registerFunction(world, { ...identity, handler });
  await createRules(admin.events, arn);
  await openBus(admin.events, deps.config);
  if (everyRegion) await hearEveryRegion(account, (region) => clientsOf(aws.endpoint, home.admin, { region, ...way }));
  return deps;
}

const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * The function's own credentials, renewed by the virtual clock. The SDK compares expirations with the machine's clock, so
 * it is told one long past: then it asks here each time.
 */
function virtualCredentials(world: World, account: string): AwsCredentialIdentityProvider {
  const identity = { account, region: HOME_REGION, name: NAME, roleName: NAME };
  let known: ExecutionCredentials | undefined;
  return async () => {
    const isStale = known === undefined || known.expiration.getTime() - world.clock.now() < RENEW_BEFORE_MS;
    known = isStale || !known ? executionCredentials(world, identity) : known;
    return { ...known, expiration: new Date(0) };
  };
}

async function createRole(iam: IAMClient, statements: readonly Statement[]): Promise<void> {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  await iam.send(new CreateRoleCommand({ RoleName: NAME, AssumeRolePolicyDocument: policy(trust) }));
  const deadLetters = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: NAME,
      PolicyName: "work",
      PolicyDocument: policy(...statements, deadLetters),
    }),
  );
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

async function createTable(db: DynamoDBClient): Promise<void> {
  const indexes = [DUE_INDEX, LIST_INDEX];
  const keys = [LEDGER_KEYS, ...indexes].flatMap(({ partition, sort }) => [partition, sort]);
  const schema = (key: { readonly partition: string; readonly sort: string }): KeySchemaElement[] => [
    { AttributeName: key.partition, KeyType: "HASH" },
    { AttributeName: key.sort, KeyType: "RANGE" },
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

/** The ARN of the queue for events that failed three times. */
async function createQueue(sqs: SQSClient): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `${NAME}-dead-letters` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return Attributes?.QueueArn ?? "";
}

async function createRules(events: EventBridgeClient, functionArn: string): Promise<void> {
  const target = { Id: "responder", Arn: functionArn };
  for (const { name, pattern } of SOURCES) {
    const Name = `${NAME}-${name}`;
    await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    await events.send(new PutTargetsCommand({ Rule: Name, Targets: [target] }));
  }
  for (const { name, pattern, state } of TRAIL_RULES) {
    const Name = `${NAME}-${name}`;
    await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern), State: state }));
    await events.send(new PutTargetsCommand({ Rule: Name, Targets: [target] }));
  }
  const Name = `${NAME}-heartbeat`;
  await events.send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 minute)" }));
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ ...target, Input: JSON.stringify(HEARTBEAT) }] }));
}

/** The accounts that are served send on what their trails show. */
async function openBus(events: EventBridgeClient, { members, administration }: Config): Promise<void> {
  const accounts = new Set([...members.accounts, ...(administration ? [administration.account] : [])]);
  for (const Principal of accounts) {
    const StatementId = `forward-${Principal}`;
    await events.send(new PutPermissionCommand({ Action: "events:PutEvents", Principal, StatementId }));
  }
}

async function hearEveryRegion(account: string, admin: (region: string) => Clients): Promise<void> {
  const { Regions = [] } = await admin(HOME_REGION).ec2.send(new DescribeRegionsCommand({}));
  const regions = Regions.flatMap(({ RegionName }) => (RegionName === HOME_REGION ? [] : (RegionName ?? [])));
  await forwardTrail({ admin, account, regions, bus: busOf(account) });
}

/** The default bus where the responder is. */
export function busOf(home: string): string {
  return `arn:aws:events:${HOME_REGION}:${home}:event-bus/default`;
}
