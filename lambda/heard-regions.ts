// The Regions that are heard: the responder's own, those of the configuration, and where IAM and Identity Center have their events.
import type { Config } from "./config.ts";
import { HOME_OF_IAM, partitionOf } from "./partition.ts";

/** The responder's account, as far as it is known, and its Region. */
export type Home = { readonly account: string | undefined; readonly region: string };

/** Beside the responder's own. */
export function heardBeside(
  { deployment, administration }: Config,
  { account, region: home }: Home,
): readonly string[] {
  const center = administration?.account === account ? administration?.identityCenterRegion : undefined;
  const heard = [HOME_OF_IAM[partitionOf(home)], ...deployment.regions, center ?? home];
  return [...new Set(heard)].filter((region) => region !== home).sort();
}
