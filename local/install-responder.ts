// The responder in the local AWS, as its synthesized stack says: roles, table, queue, functions, rules, heartbeat.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { Logger } from "pino";
import type { Connection } from "../lambda/aws.ts";
import { buildDeps } from "../lambda/build-deps.ts";
import { type Config, readConfig } from "../lambda/config.ts";
import type { Deps } from "../lambda/deps.ts";
import { readEnvironment } from "../lambda/env.ts";
import type { Ledger } from "../lambda/ledger/ledger.ts";
import { type Metrics, NO_METRICS } from "../lambda/metrics.ts";
import { RESPONDER, WATCH } from "../lambda/own-names.ts";
import { route } from "../lambda/route.ts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { uuid } from "../mock-aws/ids.ts";
import { type ExecutionCredentials, executionCredentials } from "../mock-aws/lambda/execution-role.ts";
import type { LambdaHandler } from "../mock-aws/lambda/functions.ts";
import type { LocalAws } from "../mock-aws/local-aws.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../mock-aws/world.ts";
import { type Clients, clientsOf, type Keys } from "./clients.ts";
import { deployTemplate } from "./deploy/deploy-template.ts";
import { synthesize } from "./deploy/synthesize.ts";
import type { Template } from "./deploy/template.ts";

const STACK = "CredentialLeakResponder";

export type Installation = {
  readonly log: Logger;
  /** None are gathered unless said. */
  readonly metrics?: Metrics;
  /** As `responder.config.json` would hold it. */
  readonly config?: unknown;
  /** Hear every Region that is enabled, not only those of the configuration. */
  readonly everyRegion?: boolean;
  /** The account that it serves and lives in, and the keys of an administrator there. */
  readonly home?: { readonly account: string; readonly admin: Keys };
  /** In place of the one in the local AWS's DynamoDB. */
  readonly ledger?: Ledger;
  /** What is deployed in place of the synthesized stack: for whoever wants to see what a change of it does. */
  change?(template: Template): Template;
};

/** A local AWS, and the way to it. */
export type Reachable = {
  readonly aws: LocalAws;
  readonly endpoint: string;
  readonly requestHandler?: Connection["requestHandler"];
};

/** Answers with what the responder's flow runs on, for those who want to look inside. */
export async function installResponder(aws: Reachable, installation: Installation): Promise<Deps> {
  const { ledger, everyRegion = false, change = (template: Template) => template } = installation;
  const { home = { account: HOME_ACCOUNT, admin: ADMIN_KEY } } = installation;
  const { account } = home;
  const way = aws.requestHandler === undefined ? {} : { requestHandler: aws.requestHandler };
  const admin = (region: string) => clientsOf(aws.endpoint, home.admin, { region, ...way });
  const config = readConfig(installation.config ?? {});
  const heard = everyRegion ? hearing(config, await enabledRegions(admin(HOME_REGION))) : config;
  const stacks = synthesize(heard, { account, region: HOME_REGION });

  let deps: Deps | undefined;
  const begin = (variables: Variables) => {
    deps ??= depsOf(aws, installation, { account, config, variables });
    return deps;
  };
  await deployTemplate(change(stackOf(stacks, STACK)), {
    stackName: STACK,
    account,
    region: HOME_REGION,
    admin: admin(HOME_REGION),
    handlers: {
      world: aws.aws.world(),
      of: (name, variables) => (name === RESPONDER || name === WATCH ? handlerOf(begin(variables)) : undefined),
    },
    ...(ledger ? { without: new Set(["AWS::DynamoDB::Table"]) } : {}),
  });
  for (const [stackName, template] of Object.entries(stacks)) {
    if (!stackName.startsWith(`${STACK}-`)) continue;
    const region = stackName.slice(STACK.length + 1);
    await deployTemplate(template, { stackName, account, region, admin: admin(region) });
  }
  if (!deps) throw new Error(`The stack ${STACK} has no function ${RESPONDER}.`);
  return deps;
}

function stackOf(stacks: Readonly<Record<string, Template>>, name: string): Template {
  const stack = stacks[name];
  if (!stack) throw new Error(`There is no stack ${name}.`);
  return stack;
}

function hearing(config: Config, regions: readonly string[]): Config {
  return { ...config, deployment: { ...config.deployment, regions: [...regions] } };
}

async function enabledRegions({ ec2 }: Clients): Promise<readonly string[]> {
  const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({}));
  return Regions.flatMap(({ RegionName }) => RegionName ?? []);
}

/** What the door does with a process of its own. */
function handlerOf(deps: Deps): LambdaHandler {
  return (event) => route(deps, event).finally(deps.metrics.flush);
}

type Variables = Readonly<Record<string, string>>;
type Place = { readonly account: string; readonly config: Config; readonly variables: Variables };

function depsOf(aws: Reachable, { log, metrics = NO_METRICS, ledger }: Installation, place: Place): Deps {
  const { account, config, variables } = place;
  const world = aws.aws.world();
  const environment = readEnvironment({ ...variables, AWS_REGION: HOME_REGION }, () => JSON.stringify(config));
  const credentials = virtualCredentials(world, account);
  const requestHandler = aws.requestHandler === undefined ? {} : { requestHandler: aws.requestHandler };
  const connection = { endpoint: aws.endpoint, region: HOME_REGION, credentials, ...requestHandler };
  const outside = {
    now: () => world.clock.now(),
    sleep: (ms: number) => world.clock.sleep(ms),
    newId: () => uuid(world.random),
    log,
    metrics,
  };
  return buildDeps(environment, connection, outside, ledger);
}

const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * The function's own credentials, renewed by the virtual clock. The SDK compares expirations with the machine's clock, so it
 * is told one long past: then it asks here each time.
 */
function virtualCredentials(world: World, account: string): AwsCredentialIdentityProvider {
  const identity = { account, region: HOME_REGION, name: RESPONDER, roleName: RESPONDER };
  let known: ExecutionCredentials | undefined;
  return async () => {
    const isStale = known === undefined || known.expiration.getTime() - world.clock.now() < RENEW_BEFORE_MS;
    known = isStale || !known ? executionCredentials(world, identity) : known;
    return { ...known, expiration: new Date(0) };
  };
}
