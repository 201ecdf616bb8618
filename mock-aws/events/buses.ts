// Event buses with their rules and targets: the state of EventBridge, for each account and Region.
import { AwsError, NotImplementedError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { PolicySource } from "../policy/policies.ts";
import { PARTITION, perAccount, type World } from "../world.ts";
import type { EventPattern } from "./pattern/compile.ts";

export type RuleState = "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

export type Target = {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string | undefined;
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?: InputTransformer | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly RetryPolicy?: RetryPolicy | undefined;
};

export type InputTransformer = {
  /** Paths into the event by the names of variables. */
  readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
  readonly InputTemplate: string;
};

export type RetryPolicy = {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
};

export type Schedule = {
  readonly text: string;
  /** When it is next due; undefined where it never is again. */
  next(after: Instant): Instant | undefined;
};

export type Rule = {
  readonly bus: Bus;
  readonly name: string;
  readonly arn: string;
  state: RuleState;
  pattern?: EventPattern | undefined;
  schedule?: Schedule | undefined;
  description?: string | undefined;
  roleArn?: string | undefined;
  readonly tags: Map<string, string>;
  readonly targets: Map<string, Target>;
  /** The run of its schedule that counts; an older one that wakes up goes back to sleep for good. */
  run?: object | undefined;
};

export type Bus = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant;
  modifiedAt: Instant;
  readonly description?: string | undefined;
  readonly tags: Map<string, string>;
  readonly rules: Map<string, Rule>;
  policy?: PolicySource | undefined;
};

/** By `<Region> <name>`. */
export const buses = perAccount<Map<string, Bus>>(() => new Map());

export function busArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:events:${region}:${account}:event-bus/${name}`;
}

export function addBus(
  world: World,
  where: { account: string; region: string; name: string; description?: string | undefined },
): Bus {
  const { account, region, name } = where;
  const now = world.clock.now();
  const bus: Bus = {
    ...where,
    arn: busArn(account, region, name),
    createdAt: now,
    modifiedAt: now,
    tags: new Map(),
    rules: new Map(),
  };
  buses(world, account).set(`${region} ${name}`, bus);
  return bus;
}

/** Every account has a default bus in every Region. */
export function defaultBus(world: World, account: string, region: string): Bus {
  return buses(world, account).get(`${region} default`) ?? addBus(world, { account, region, name: "default" });
}

/** Whether anybody could be listening on the default bus: cheap enough to ask for every call. */
export function hasRules(world: World, account: string, region: string): boolean {
  return (buses(world, account).get(`${region} default`)?.rules.size ?? 0) > 0;
}

export type BusName = { readonly account: string; readonly region: string; readonly name: string };

const ARN = /^arn:aws[\w-]*:events:([\w-]+):(\d{12}):event-bus\/(.+)$/;

/** A bus by name, in the caller's account and Region, or by ARN. */
export function readBusName(nameOrArn: string | undefined, account: string, region: string): BusName {
  const parts = ARN.exec(nameOrArn ?? "");
  if (!parts) return { account, region, name: nameOrArn ?? "default" };
  return { region: parts[1] ?? "", account: parts[2] ?? "", name: parts[3] ?? "" };
}

export function busAt(world: World, { account, region, name }: BusName): Bus | undefined {
  if (!world.accounts.has(account)) return undefined;
  return name === "default" ? defaultBus(world, account, region) : buses(world, account).get(`${region} ${name}`);
}

type Where = { readonly world: World; readonly caller: { readonly account: string }; readonly region: string };

/** The caller's own bus; throws ResourceNotFoundException in AWS's words. */
export function findBus({ world, caller, region }: Where, nameOrArn: string | undefined): Bus {
  const named = readBusName(nameOrArn, caller.account, region);
  if (named.account !== caller.account || named.region !== region) {
    throw new NotImplementedError("rules and settings of event buses in other accounts and Regions");
  }
  const bus = busAt(world, named);
  if (!bus) throw new AwsError("ResourceNotFoundException", `Event bus ${named.name} does not exist.`);
  return bus;
}

export function findRule(where: Where, bus: string | undefined, name: string): Rule {
  const { rules, name: busName } = findBus(where, bus);
  const rule = rules.get(name);
  if (!rule) throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${busName}.`);
  return rule;
}

export function ruleArn(bus: BusName, name: string): string {
  const path = bus.name === "default" ? name : `${bus.name}/${name}`;
  return `arn:${PARTITION}:events:${bus.region}:${bus.account}:rule/${path}`;
}
