// The code of the stack's functions in this process: what their doors do in AWS, on the local AWS and by its clock.
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { Logger } from "pino";
import { type Connection, connectLedger } from "../lambda/aws.ts";
import { buildDeps } from "../lambda/build-deps.ts";
import type { Config } from "../lambda/config.ts";
import type { Deps } from "../lambda/deps.ts";
import { readEnvironment, readLedgerEnvironment, readNotifyEnvironment } from "../lambda/env.ts";
import { dynamodbLedger } from "../lambda/ledger/dynamodb-ledger.ts";
import type { Ledger } from "../lambda/ledger/ledger.ts";
import { type Metrics, NO_METRICS } from "../lambda/metrics.ts";
import { deliver } from "../lambda/notify/deliver.ts";
import { reachOf } from "../lambda/notify/reach.ts";
import { NOTIFY, RESPONDER, WATCH, WIDGET } from "../lambda/own-names.ts";
import { incidentsWidget } from "../lambda/page/incidents-widget.ts";
import { route } from "../lambda/route.ts";
import { uuid } from "../mock-aws/ids.ts";
import { type ExecutionCredentials, executionCredentials } from "../mock-aws/lambda/execution-role.ts";
import type { LambdaHandler } from "../mock-aws/lambda/functions.ts";
import type { LocalAws } from "../mock-aws/local-aws.ts";
import { HOME_REGION, type World } from "../mock-aws/world.ts";

/** A local AWS, and the way to it. */
export type Reachable = {
  readonly aws: LocalAws;
  readonly endpoint: string;
  readonly requestHandler?: Connection["requestHandler"];
  /** How the responder waits between attempts of a call: by the machine's clock unless said. */
  readonly pause?: Connection["pause"];
};

export type Running = {
  readonly account: string;
  readonly config: Config;
  readonly log: Logger;
  readonly metrics?: Metrics;
  /** In place of the one in the local AWS's DynamoDB. */
  readonly ledger?: Ledger;
  /** People are told what happens. */
  readonly messages?: boolean;
  /** How the webhook is reached: over HTTPS unless said. */
  readonly fetch?: typeof fetch;
  /** What takes the place of some of what the flow runs on: its clock, its patience. */
  furnish?(deps: Deps): Deps;
};

type Variables = Readonly<Record<string, string>>;

export type Functions = {
  /** The code under a function's name, with the variables of its environment. */
  of(name: string, variables: Variables): LambdaHandler | undefined;
  /** What the responder's flow runs on, once its function is there. */
  deps(): Deps;
};

export function functionsOf(aws: Reachable, running: Running): Functions {
  let deps: Deps | undefined;
  function responder(variables: Variables): LambdaHandler {
    const own = deps ?? depsOf(aws, running, variables); // One process runs both functions, and shares what they count.
    deps = own;
    return (event) => route(own, event).finally(own.metrics.flush);
  }
  return {
    of(name, variables) {
      if (name === RESPONDER || name === WATCH) return responder(variables);
      if (name === NOTIFY) return notify(aws, running, variables);
      return name === WIDGET ? widget(aws, running, variables) : undefined;
    },
    deps() {
      if (!deps) throw new Error(`There is no function ${RESPONDER}.`);
      return deps;
    },
  };
}

function widget(aws: Reachable, { account }: Running, variables: Variables): LambdaHandler {
  const { table } = readLedgerEnvironment({ ...variables, AWS_REGION: HOME_REGION });
  const ledger = dynamodbLedger(connectLedger(connectionOf(aws, account, WIDGET)), table);
  return (event, { invokedFunctionArn }) =>
    incidentsWidget(ledger, event, { now: aws.aws.world().clock.now(), self: invokedFunctionArn });
}

function notify(aws: Reachable, running: Running, variables: Variables): LambdaHandler {
  const environment = readNotifyEnvironment({ ...variables, AWS_REGION: HOME_REGION });
  const outside = { fetch: running.fetch ?? fetch, now: () => aws.aws.world().clock.now() };
  const reach = reachOf(environment, connectionOf(aws, running.account, NOTIFY), outside);
  return (event) => deliver(reach, event);
}

function depsOf(aws: Reachable, running: Running, variables: Variables) {
  const { account, config, log, metrics = NO_METRICS, ledger, messages = false, furnish = (deps) => deps } = running;
  const world = aws.aws.world();
  const environment = readEnvironment({ ...variables, AWS_REGION: HOME_REGION });
  const outside = {
    now: () => world.clock.now(),
    sleep: (ms: number) => world.clock.sleep(ms),
    newId: () => uuid(world.random),
    log,
    metrics,
    silent: !messages,
  };
  return furnish(buildDeps({ ...environment, config }, connectionOf(aws, account, RESPONDER), outside, ledger));
}

/** As the function's role, which has the function's name. */
function connectionOf(reached: Reachable, account: string, name: string): Connection {
  const { aws, endpoint, requestHandler, pause } = reached;
  return {
    endpoint,
    region: HOME_REGION,
    credentials: virtualCredentials(aws.world(), account, name),
    ...(requestHandler === undefined ? {} : { requestHandler }),
    ...(pause === undefined ? {} : { pause }),
  };
}

const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * The function's own credentials, renewed by the virtual clock. The SDK compares expirations with the machine's clock, so it
 * is told one long past: then it asks here each time.
 */
function virtualCredentials(world: World, account: string, name: string): AwsCredentialIdentityProvider {
  let known: ExecutionCredentials | undefined;
  return async () => {
    const isStale = known === undefined || known.expiration.getTime() - world.clock.now() < RENEW_BEFORE_MS;
    known =
      isStale || !known ? executionCredentials(world, { account, region: HOME_REGION, name, roleName: name }) : known;
    return { ...known, expiration: new Date(0) };
  };
}
