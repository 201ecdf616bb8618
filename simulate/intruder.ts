// The intruder's hands and memory: what they hold, what they have tried, and what AWS answered. They know nothing else.
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Keys, keysOf } from "../local/clients.ts";
import type { DirectAws } from "../local/direct-aws.ts";
import type { Instant } from "../mock-aws/clock.ts";
import { type Actor, actorOf, type Tried, tryTo, work } from "./actor.ts";
import { foundStranger } from "./found-organization.ts";
import { arnOf, type OrganizationPlan, type Principal } from "./organization.ts";
import type { Tell } from "./story.ts";

export type Held = {
  /** In the story: `S3 of build-7`. */
  readonly name: string;
  readonly actor: Actor;
  readonly principal: Principal;
  /** Which theft it comes from, counted from 0. */
  readonly theft: number;
  /** Of the intruder's own account: no credential of the victim's, whatever doors were opened for it. */
  readonly own: boolean;
  readonly since: Instant;
  /** When AWS refused it last; nothing after it has worked again. */
  refusedAt?: Instant | undefined;
};

/** `theft`: of the credential that made the call. */
export type Success = { readonly at: Instant; readonly theft: number };

export type Intruder = {
  now(): Instant;
  readonly held: readonly Held[];
  /** Every call that worked. */
  readonly successes: readonly Success[];
  /** Adds a credential that was got by another one. */
  keep(keys: Keys, principal: Principal, from: Held): Held;
  /** Adds a credential that leaked. */
  take(keys: Keys, principal: Principal): Held;
  /** An account of the intruder's, outside the organization. */
  ownAccount(): Held;
  /** Newest first; what was refused is tried again after a minute. */
  usable(): readonly Held[];
  /** Whether a call of the credential works. */
  use(held: Held): Promise<boolean>;
  /** Any other call, named for the story. Undefined where AWS refused it. */
  attempt<T>(held: Held, what: string, call: (actor: Actor) => Promise<T>): Promise<T | undefined>;
  /** A session of the role; a guess that was wrong is remembered. */
  assume(held: Held, role: Principal): Promise<Held | undefined>;
  /** Roles that may trust the principal, as far as the intruder knows: some do, some do not. */
  guesses(principal: Principal): readonly Principal[];
  /** The instance's metadata service once more, through the same hole. */
  stealAgain(): Promise<Held | undefined>;
  readonly plan: OrganizationPlan;
};

export type IntruderOptions = {
  readonly aws: DirectAws;
  readonly plan: OrganizationPlan;
  readonly regions: readonly string[];
  readonly tell: Tell;
  /** What the hole in the instance gives now; undefined where there is no instance. */
  steal(): Promise<Keys | undefined>;
  /** Somebody watches: each credential that is stolen anew raises an alert in its time. */
  onTheft(held: Held): void;
};

const TRY_AGAIN_MS = 60_000;
const STRANGER = "999900001111";

export function createIntruder({ aws, plan, regions, tell, steal, onTheft }: IntruderOptions): Intruder {
  const held: Held[] = [];
  const successes: Success[] = [];
  const wrong = new Set<string>();
  const world = aws.aws.world();
  const now = () => world.clock.now();
  let thefts = 0;

  async function tried<T>(one: Held, what: string, call: Promise<T>): Promise<Tried<T>> {
    const outcome = await tryTo(call);
    if ("got" in outcome) successes.push({ at: now(), theft: one.theft });
    tell("intruder", `${one.name}: ${what}`, "got" in outcome ? "works" : outcome.refused);
    return outcome;
  }

  function add(keys: Keys, principal: Principal, theft: number, own = false): Held {
    const region = regions[held.length % regions.length];
    const name = `S${held.length} of ${principal.name}`;
    const one: Held = { name, actor: actorOf(aws, keys, region), principal, theft, own, since: now() };
    held.push(one);
    return one;
  }

  const keep = (keys: Keys, principal: Principal, from: Held) => add(keys, principal, from.theft);

  function take(keys: Keys, principal: Principal): Held {
    const one = add(keys, principal, thefts++);
    tell("intruder", `${one.name}: stolen`, "works");
    onTheft(one);
    return one;
  }

  async function use(one: Held): Promise<boolean> {
    const outcome = await tried(one, "look around", work(one.actor));
    one.refusedAt = "got" in outcome ? undefined : now();
    return "got" in outcome;
  }

  return {
    now,
    held,
    successes,
    plan,
    keep,
    take,
    ownAccount() {
      const known = held.find(({ own }) => own);
      const account = STRANGER;
      return known ?? add(foundStranger(world, account), { kind: "user", account, name: "nobody-of-ours" }, 0, true);
    },
    use,
    usable: () =>
      held.filter(({ own, refusedAt }) => !own && (refusedAt ?? -Infinity) <= now() - TRY_AGAIN_MS).reverse(),
    async attempt(one, what, call) {
      const outcome = await tried(one, what, call(one.actor));
      return "got" in outcome ? outcome.got : undefined;
    },
    async assume(one, role) {
      const command = new AssumeRoleCommand({ RoleArn: arnOf(role), RoleSessionName: `batch-${held.length}` });
      const outcome = await tried(one, `assume ${role.name}`, one.actor.sts.send(command));
      if ("got" in outcome) return keep(keysOf(outcome.got.Credentials), role, one);
      if (one.own || (await use(one))) wrong.add(`${arnOf(one.principal)} ${arnOf(role)}`);
      return undefined;
    },
    guesses(principal) {
      const own = arnOf(principal);
      const trusting = plan.roles.filter(({ trusts }) => trusts.some((other) => arnOf(other) === own));
      const all = [...trusting.map((role) => role.principal), ...plan.decoys];
      return [...new Set(all)].filter((role) => arnOf(role) !== own && !wrong.has(`${own} ${arnOf(role)}`));
    },
    async stealAgain() {
      const keys = await steal();
      if (!keys?.accessKeyId || held.some(({ actor }) => actor.keys.accessKeyId === keys.accessKeyId)) return undefined;
      return take(keys, plan.leaked);
    },
  };
}
