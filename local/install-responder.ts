// The responder in the local AWS, as its synthesized stack says: roles, table, queue, functions, rules, heartbeat.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import type { Logger } from "pino";
import { type Config, readConfig } from "../lambda/config.ts";
import type { Deps } from "../lambda/deps.ts";
import type { Ledger } from "../lambda/ledger/ledger.ts";
import { emfMetrics, type Metrics } from "../lambda/metrics.ts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { ingestEmbeddedMetrics } from "../mock-aws/cloudwatch/embedded-metrics.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../mock-aws/world.ts";
import { type Clients, clientsOf, type Keys } from "./clients.ts";
import { deployTemplate } from "./deploy/deploy-template.ts";
import { synthesize } from "./deploy/synthesize.ts";
import type { Template } from "./deploy/template.ts";
import { handlerFor } from "./direct-aws.ts";
import { functionsOf, type Reachable } from "./functions.ts";

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
  /** Deploy what stands beside it too: people's runbooks, drills, the alarms and their topic, which hear what is measured. */
  readonly whole?: boolean;
  /** Whether people are told what happens; as the whole unless said. */
  readonly messages?: boolean;
  /** How the webhook is reached: over HTTPS unless said. */
  readonly fetch?: typeof fetch;
  /** What takes the place of some of what the flow runs on: its clock, its patience. */
  furnish?(deps: Deps): Deps;
  /** What is deployed in place of the synthesized stack: for whoever wants to see what a change of it does. */
  change?(template: Template): Template;
};

/** Answers with what the responder's flow runs on, for those who want to look inside. */
export async function installResponder(aws: Reachable, installation: Installation): Promise<Deps> {
  const { ledger, whole = false, everyRegion = false, change = (template: Template) => template } = installation;
  const { messages = whole } = installation;
  const { home = { account: HOME_ACCOUNT, admin: ADMIN_KEY } } = installation;
  const { account } = home;
  const requestHandler = handlerFor(aws.aws); // What is deployed travels no further than this process.
  const admin = (region: string) => clientsOf(aws.endpoint, home.admin, { region, requestHandler });
  const wished = readConfig(installation.config ?? {});
  const config = everyRegion ? hearing(wished, await enabledRegions(admin(HOME_REGION))) : wished;
  const stacks = synthesize(config, { account, region: HOME_REGION });

  const stack = stackOf(stacks, STACK);
  const metrics = installation.metrics ?? (whole ? cloudWatchMetrics(aws.aws.world(), account) : undefined);
  const functions = functionsOf(aws, { ...installation, account, config, messages, ...(metrics ? { metrics } : {}) });
  await deployTemplate(change(messages ? stack : withoutMessages(stack)), {
    stackName: STACK,
    account,
    region: HOME_REGION,
    admin: admin(HOME_REGION),
    handlers: { world: aws.aws.world(), of: functions.of },
    without: new Set([
      ...(ledger ? ["AWS::DynamoDB::Table"] : []),
      ...(whole ? [] : BESIDE),
      ...(whole || messages ? [] : TOPICS),
    ]),
  });
  for (const [stackName, template] of Object.entries(stacks)) {
    if (!stackName.startsWith(`${STACK}-`)) continue;
    const region = stackName.slice(STACK.length + 1);
    const without = new Set(whole ? [] : [...BESIDE, ...TOPICS]);
    await deployTemplate(template, { stackName, account, region, admin: admin(region), without });
  }
  return functions.deps();
}

/** What a function writes on its log is what CloudWatch counts. */
function cloudWatchMetrics(world: World, account: string): Metrics {
  return emfMetrics({
    now: () => world.clock.now(),
    write: (line) => ingestEmbeddedMetrics(world, account, HOME_REGION, line),
    failed: (error) => {
      throw error;
    },
  });
}

const BESIDE = ["AWS::CloudWatch::Alarm", "AWS::SSM::Document", "AWS::Scheduler::Schedule"];
const TOPICS = ["AWS::SNS::Topic", "AWS::SNS::TopicPolicy"];

/** Nothing refers to them, and most stories have nobody who is told. */
function withoutMessages({ Resources, ...template }: Template): Template {
  const others = Object.entries(Resources).filter(([id]) => !id.startsWith("Messages"));
  return { ...template, Resources: Object.fromEntries(others) };
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
