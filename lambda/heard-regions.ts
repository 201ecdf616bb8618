// The Regions that are heard: the responder's own, those of the configuration, and the one where IAM's events come up.
import type { Config } from "./config.ts";
import { HOME_OF_IAM, partitionOf } from "./partition.ts";

/** Beside the responder's own, which is `home`. */
export function heardBeside({ deployment }: Config, home: string): readonly string[] {
  const heard = new Set([HOME_OF_IAM[partitionOf(home)], ...deployment.regions]);
  return [...heard].filter((region) => region !== home).sort();
}
