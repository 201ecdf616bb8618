// What each thing that the responder does costs, counted on the local AWS. docs/scale.md reckons with it, and so does the simulation.
import { directAws } from "../../local/direct-aws.ts";
import { itemsInMemory, memoryLedger } from "../memory-ledger.ts";
import { countedAws } from "./counted-aws.ts";
import { type Count, createCounter } from "./counter.ts";
import { meteredItems } from "./metered-items.ts";
import { prepare, START } from "./situation.ts";

export type Doing =
  | "first alert"
  | "repeat of it"
  | "first beat"
  | "quiet beat"
  | "reading beat"
  | "session heard"
  | "beat with nothing open";

export type Measured = Readonly<Record<Doing, Count>>;

/** Each an average over so many incidents in one account, in the Regions that every account has. */
export async function measure(incidents: number): Promise<Measured> {
  const calls = await countAll(incidents, false);
  const units = await countAll(incidents, true);
  const both = Object.entries(calls).map(([doing, count]) => [doing, { ...count, units: units[doing as Doing].units }]);
  return Object.fromEntries(both) as Measured; // The keys are those of `calls`.
}

/** `metered`: over a table in memory that knows what DynamoDB charges; else over DynamoDB, whose client has its price too. */
async function countAll(incidents: number, metered: boolean): Promise<Measured> {
  const aws = directAws({ start: START, seed: 1 });
  const counted = countedAws(aws);
  const { items, units } = meteredItems(itemsInMemory());
  try {
    const { alert, beat, hearOfNobody } = await prepare(
      aws,
      counted,
      incidents + 1,
      metered ? memoryLedger(items) : undefined,
    );
    const { count } = createCounter(counted, units);
    const each = Array.from({ length: incidents }, (_, index) => index);
    const alerts = async () => {
      for (const index of each) await alert(index);
    };
    await beat(0);
    const nothing = await count(() => beat(0), 1);
    await alert(incidents); // The session in the account is there, and the code is warm.
    const first = await count(alerts, incidents);
    const repeat = await count(alerts, incidents);
    const firstBeat = await count(() => beat(1), incidents + 1);
    const quiet = await count(() => beat(3), incidents + 1);
    const reading = await count(() => beat(12), incidents + 1);
    const heard = await count(async () => {
      for (const _ of each) await hearOfNobody();
    }, incidents);
    return {
      "first alert": first,
      "repeat of it": repeat,
      "first beat": firstBeat,
      "quiet beat": quiet,
      "reading beat": reading,
      "session heard": heard,
      "beat with nothing open": nothing,
    };
  } finally {
    await aws.aws.stop();
  }
}
