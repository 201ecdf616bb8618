// An intruder who opens sessions with a stolen one, and sessions with those: so many with each, so many hops far.
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { clientsOf, type Keys, keysOf } from "../../local/clients.ts";
import type { DirectAws } from "../../local/direct-aws.ts";

export type Spread = {
  readonly hops: number;
  /** Sessions that are opened with each. */
  readonly fanOut: number;
  /** The Regions whose STS is asked, in turn. */
  readonly regions: readonly string[];
};

/** Every key, the stolen one first. Each calls a little, and every tenth more than a page of CloudTrail's answers holds. */
export async function spread(aws: DirectAws, stolen: Keys, roleArn: string, wish: Spread): Promise<readonly Keys[]> {
  const all: Keys[] = [];
  let hop: readonly Keys[] = [stolen];
  for (let depth = 0; hop.length > 0; depth++) {
    const next: Keys[] = [];
    for (const keys of hop) {
      const region = wish.regions[all.length % wish.regions.length] ?? "us-east-1";
      const { sts } = clientsOf(aws.endpoint, keys, { region, requestHandler: aws.requestHandler });
      const calls = all.length % 10 === 0 ? MANY : FEW;
      for (let call = 0; call < calls; call++) await sts.send(new GetCallerIdentityCommand({}));
      all.push(keys);
      for (let child = 0; depth < wish.hops && child < wish.fanOut; child++) {
        const RoleSessionName = `hop-${depth + 1}-${next.length}`;
        const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName }));
        next.push(keysOf(Credentials));
      }
    }
    hop = next;
  }
  return all;
}

const FEW = 3;
const MANY = 120;
