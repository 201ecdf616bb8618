// The default VPC that every account has in every Region: where instances are launched.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
import { resourceId } from "../ids.ts";
import { perAccount, type World } from "../world.ts";

export type Network = {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly securityGroupId: string;
  readonly availabilityZone: string;
  /** 172.31.0.0/20 is the first default subnet; its first four addresses are AWS's. */
  nextAddress: number;
};

const networks = perAccount<Map<string, Network>>(() => new Map());

export function defaultNetwork(world: World, account: string, region: string): Network {
  const known = networks(world, account).get(region);
  if (known) return known;
  const network: Network = {
    vpcId: resourceId(world.random, "vpc"),
    subnetId: resourceId(world.random, "subnet"),
    securityGroupId: resourceId(world.random, "sg"),
    availabilityZone: `${region}a`,
    nextAddress: 4,
  };
  networks(world, account).set(region, network);
  return network;
}

export function takeAddress(network: Network): string {
  const address = network.nextAddress++;
  return `172.31.${Math.floor(address / 256) % 16}.${address % 256}`;
}
