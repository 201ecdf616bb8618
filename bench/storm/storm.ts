// The storm itself: thousands of findings within seconds, until every role is denied; and what came of them.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Incident } from "../../lambda/incident.ts";
import type { Alert } from "../../lambda/model.ts";
import { defaultBus } from "../../mock-aws/events/buses.ts";
import { makeEvent } from "../../mock-aws/events/event.ts";
import { publish } from "../../mock-aws/events/publish.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../../mock-aws/world.ts";
import { wouldAllow } from "../../mock-aws/would-allow.ts";
import type { LeakAlert } from "../../simulate/alert.ts";
import { accountsOf, type Delivery, deliveriesOf, leakEach, rolesOf } from "./leaks.ts";
import { stormPlace } from "./place.ts";

export type StormSize = {
  readonly accounts: number;
  readonly roles: number;
  readonly findings: number;
  /** They come within so many seconds. */
  readonly within: number;
  /** Writes a second that IAM takes in each account. */
  readonly rate: number;
};

export type Storm = {
  /** From the first finding to the last deny. */
  readonly seconds: number;
  readonly throttled: number;
  readonly environments: number;
  /** Megabytes of heap after a quarter of the findings that come again at the end, and after all of them. */
  readonly heap: { readonly first: number; readonly last: number };
};

/** Longer than any storm here takes: then some role was never denied. */
const MOST_SECONDS = 900;
const SECOND = 1000;

/** Throws where a role is not denied, an alert is in no incident, or a role was written to more often than once. */
export async function storm(size: StormSize, note: (text: string) => void): Promise<Storm> {
  const accounts = accountsOf(size.accounts);
  const roles = rolesOf(accounts, size.roles);
  const { world, ledger, writes, pool, stop } = await stormPlace(accounts, roles, size.rate);
  const leaks = leakEach(world, roles);
  await world.clock.advanceTo(world.clock.now() + 10 * SECOND);
  const begin = world.clock.now();
  const deliveries = deliveriesOf(leaks, size.findings, begin - 10 * SECOND);
  for (const [index, delivery] of deliveries.entries()) {
    const at = begin + Math.floor((index * size.within * SECOND) / deliveries.length);
    world.clock.at(at, () => deliver(world, delivery));
  }
  let standing = leaks.filter((leak) => !isDenied(world, leak));
  for (let second = 1; standing.length > 0 || second <= size.within; second++) {
    if (second > MOST_SECONDS)
      throw new Error(`${standing.length} roles are not denied after ${MOST_SECONDS} seconds.`);
    await world.clock.advanceTo(begin + second * SECOND);
    standing = standing.filter((leak) => !isDenied(world, leak));
    note(`storm: after ${second} s ${leaks.length - standing.length} of ${leaks.length} roles are denied`);
  }
  const heap = await again(world, deliveries.slice(0, size.findings / 40));
  const heads = await ledger.list(size.roles * 2);
  const incidents = await Promise.all(heads.map(async ({ id }) => (await ledger.read(id)) ?? []));
  await stop();
  check(incidents.flat(), deliveries, writes.effective);
  const denied = incidents
    .flat()
    .flatMap(({ containedAt }) => (containedAt === undefined ? [] : Date.parse(containedAt)));
  return {
    seconds: (Math.max(...denied) - begin) / SECOND,
    throttled: writes.throttled,
    environments: pool.count(),
    heap,
  };
}

/** The same findings four times more: they are on record, so that what grows is the responder, or the local AWS's trail. */
async function again(world: World, deliveries: readonly Delivery[]): Promise<Storm["heap"]> {
  const heap: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    for (const delivery of deliveries) world.clock.at(world.clock.now(), () => deliver(world, delivery));
    await world.clock.advanceTo(world.clock.now());
    heap.push(heapNow());
  }
  return { first: heap[0] ?? 0, last: heap.at(-1) ?? 0 };
}

function deliver(world: World, { leak, detail }: Delivery): void {
  const { account } = leak.principal;
  const said = { source: "aws.guardduty", detailType: "GuardDuty Finding", account, region: HOME_REGION };
  publish(world, defaultBus(world, HOME_ACCOUNT, HOME_REGION), makeEvent(world, { ...said, detail }));
}

/** The evaluator says so, of the stolen session itself. */
function isDenied(world: World, { accessKeyId }: LeakAlert): boolean {
  return !wouldAllow(world, accessKeyId, "secretsmanager:ListSecrets");
}

function check(
  incidents: readonly Incident[],
  deliveries: readonly Delivery[],
  effective: ReadonlyMap<string, number>,
): void {
  const known = new Set(incidents.flatMap(({ alerts }) => alerts.map(seenOf)));
  const lost = deliveries.filter(({ leak, lastSeen }) => !known.has(`${leak.accessKeyId} ${lastSeen}`));
  if (lost.length > 0) throw new Error(`${lost.length} alerts are in no incident.`);
  const names = new Set(deliveries.map(({ leak }) => leak.principal.name));
  if (incidents.length !== names.size) throw new Error(`${incidents.length} incidents are about ${names.size} roles.`);
  const often = [...names].filter((name) => effective.get(name) !== 1);
  if (often.length > 0) throw new Error(`${often.length} roles were not written to exactly once: ${often[0]}.`);
}

function seenOf({ accessKeyId, lastSeen }: Alert): string {
  return `${accessKeyId} ${lastSeen}`;
}

/** After a collection of garbage, which Node only lends to whoever asks for it. */
function heapNow(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
