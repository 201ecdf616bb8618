// What holds beside the incidents: whom this responder serves and hears, when drills arrived, what is switched off.
import type { Deps } from "./deps.ts";
import type { Time } from "./model.ts";
import { type SwitchedOff, switchedOff } from "./switched-off.ts";

export type Overview = {
  readonly at: Time;
  /** The responder's own account and Region. */
  readonly account: string;
  readonly region: string;
  /** Every account that is served, its own among them. */
  readonly accounts: readonly string[];
  /** The Regions that are heard: each sends a drill every `drillMinutes`. */
  readonly regions: readonly { readonly region: string; readonly lastDrill?: Time }[];
  readonly drillMinutes: number;
  readonly off: readonly SwitchedOff[];
};

export async function readOverview({ ledger, config, places, heard, now }: Deps): Promise<Overview> {
  const drills = new Map((await ledger.lastDrills()).map(({ region, at }) => [region, at]));
  const regions = heard.map((region) => {
    const lastDrill = drills.get(region);
    return { region, ...(lastDrill === undefined ? {} : { lastDrill }) };
  });
  return {
    at: new Date(now()).toISOString(),
    account: places.home,
    region: heard[0] ?? "unknown",
    accounts: places.accounts,
    regions,
    drillMinutes: config.deployment.drillMinutes,
    off: switchedOff(config),
  };
}
