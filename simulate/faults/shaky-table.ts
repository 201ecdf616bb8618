// The ledger's table in memory, with the faults of the local AWS before it: as DynamoDB's client would meet them.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Item } from "../../client/table/expression.ts";
import { type Items, type Key, ledgerTable } from "../../client/table/ledger-table.ts";
import type { Instant } from "../../mock-aws/clock.ts";
import { type Fault, strike } from "../../mock-aws/faults.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../../mock-aws/world.ts";
import { LEDGER_TIMEOUT_MS, type Pause } from "./patience.ts";

type Table = Pick<DynamoDBClient, "send">;

/** As `connectLedger` has it. */
const ATTEMPTS = 4;

/** `calm`: the same items, for whoever looks on from outside. */
export function shakyTable(
  world: World,
  pause: Pause,
): { readonly shaky: DynamoDBClient; readonly calm: DynamoDBClient } {
  const items = rememberingItems(() => world.clock.now());
  const live = ledgerTable(items);

  async function attempt(command: object): Promise<unknown> {
    const fault = strike(world, {
      service: "dynamodb",
      operation: command.constructor.name.replace(/Command$/, ""),
      region: HOME_REGION,
      account: HOME_ACCOUNT,
      caller: CALLER,
    });
    const send = (table: Table) => table.send(command as Parameters<Table["send"]>[0]);
    const delay = fault?.delay ?? 0; // No fault: never looked at.
    if (!fault) return send(live);
    switch (fault.fault) {
      case "slow":
        if (delay >= LEDGER_TIMEOUT_MS) return timeOut(world);
        await world.clock.sleep(delay);
        return send(live);
      case "stale":
        return send(isEventual(command) ? ledgerTable(items.asOf(world.clock.now() - delay)) : live);
      case "timeout":
        return timeOut(world);
      case "late":
        // A write that was refused meanwhile is nobody's loss: nobody has been told of it.
        world.clock.at(world.clock.now() + delay, () => send(live).then(nothing, nothing));
        return timeOut(world);
      case "crash-after":
        await send(live);
        throw failure(fault);
      default:
        throw failure(fault);
    }
  }

  async function send(command: object): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(command);
      } catch (error) {
        if (!(error instanceof Passing) || tries === ATTEMPTS) throw error;
        await pause(tries);
      }
    }
  }

  return { shaky: { send } as unknown as DynamoDBClient, calm: live as DynamoDBClient }; // The ledger calls `send` and nothing else.
}

const CALLER = `arn:aws:sts::${HOME_ACCOUNT}:assumed-role/credential-leak-responder/credential-leak-responder`;

/** What the SDK tries again. */
class Passing extends Error {}

function nothing(): void {}

async function timeOut({ clock }: World): Promise<never> {
  await clock.sleep(LEDGER_TIMEOUT_MS);
  throw Object.assign(new Passing("DynamoDB does not answer."), { name: "TimeoutError" });
}

function failure({ fault }: Fault): Error {
  const isFinal = fault === "refuse" || fault === "expired";
  const message = `DynamoDB: ${fault}`;
  return isFinal ? Object.assign(new Error(message), { name: "AccessDeniedException" }) : new Passing(message);
}

/** Indexes are always read so; the table unless a consistent read is asked for. */
function isEventual(command: object): boolean {
  const { ConsistentRead, TableName } = Object(Reflect.get(command, "input"));
  return TableName !== undefined && ConsistentRead !== true && /^(Get|Query)/.test(command.constructor.name);
}

type Version = { readonly since: Instant; readonly item: Item };

/** Every version of every item, by the time at which it was written. */
function rememberingItems(now: () => Instant): Items & { asOf(time: Instant): Items } {
  const versions = new Map<string, Version[]>();
  const at = ({ partition, sort }: Key) => `${partition} ${sort}`;
  const seen = (all: readonly Version[] | undefined, time: Instant) =>
    all?.findLast(({ since }) => since <= time)?.item;
  const view = (time: () => Instant): Items => ({
    get: (key) => seen(versions.get(at(key)), time()),
    put(key, item) {
      versions.set(at(key), [...(versions.get(at(key)) ?? []), { since: now(), item }]);
    },
    of: () => [...versions.values()].map((all) => seen(all, time())).filter((item) => item !== undefined),
    alone: (work) => work(),
  });
  return { ...view(() => Number.POSITIVE_INFINITY), asOf: (time) => view(() => time) };
}
