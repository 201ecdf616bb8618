// Everything the local AWS knows: accounts, credentials, time, and a drawer for each service.
import type { Clock, Instant } from "./clock.ts";
import type { Credential } from "./credential.ts";
import { REGIONS, type Region } from "./ec2/regions.ts";
import type { Fault } from "./faults.ts";
import { type Random, seeded } from "./ids.ts";
import { defaultSettings, type Settings } from "./settings.ts";

export type Account = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly drawers: Map<object, unknown>;
};

export type World = {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  /** Those that DescribeRegions lists: AWS's own, or fewer, where searching them all would take long. */
  readonly regions: readonly Region[];
  readonly accounts: Map<string, Account>;
  /** Every access key that was ever issued and not deleted, by its id. */
  readonly credentials: Map<string, Credential>;
  readonly faults: Fault[];
  readonly drawers: Map<object, unknown>;
  /** What runs beside the world and ends with it: servers, databases. */
  readonly closers: (() => void | Promise<void>)[];
};

export const HOME_ACCOUNT = "111122223333";
export const HOME_REGION = "us-east-1";
export const PARTITION = "aws";

export function createWorld(options: {
  readonly clock: Clock;
  readonly seed?: number;
  readonly regions?: readonly string[];
}): World {
  const { regions } = options;
  return {
    clock: options.clock,
    random: seeded(options.seed ?? 1),
    settings: defaultSettings(),
    regions: regions ? REGIONS.filter(({ name }) => regions.includes(name)) : REGIONS,
    accounts: new Map(),
    credentials: new Map(),
    faults: [],
    drawers: new Map(),
    closers: [],
  };
}

/** Ends the world's time and everything that runs beside it. */
export async function closeWorld({ clock, closers }: World): Promise<void> {
  clock.stop();
  await Promise.all(closers.splice(0).map((close) => close()));
}

export function addAccount(world: World, id: string): Account {
  const account: Account = { id, createdAt: world.clock.now(), drawers: new Map() };
  world.accounts.set(id, account);
  return account;
}

export function accountOf(world: World, id: string): Account {
  const account = world.accounts.get(id);
  if (!account) throw new Error(`There is no account ${id} in the local AWS.`);
  return account;
}

/** A service's own state, one for each account, made when it is first asked for. */
export function perAccount<T>(create: (account: Account) => T): (world: World, account: string) => T {
  const key = {};
  return (world, account) => {
    const found = accountOf(world, account);
    const { drawers } = found;
    if (!drawers.has(key)) drawers.set(key, create(found));
    return drawers.get(key) as T;
  };
}

/** A service's own state for the whole of the local AWS. */
export function perWorld<T>(create: (world: World) => T): (world: World) => T {
  const key = {};
  return (world) => {
    const { drawers } = world;
    if (!drawers.has(key)) drawers.set(key, create(world));
    return drawers.get(key) as T;
  };
}

/** The moment up to which changes in IAM have reached the places that enforce them. */
export function enforcedUntil(world: World): Instant {
  return world.clock.now() - world.settings.iamPropagation;
}
