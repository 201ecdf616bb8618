// Launching: the instances of one reservation, each with its metadata service.
import { AwsError } from "../aws-error.ts";
import { resourceId } from "../ids.ts";
import { powerOn } from "../imds/power.ts";
import type { Call } from "../operation.ts";
import { perAccount } from "../world.ts";
import { associationOf } from "./association.ts";
import { type Instance, instances } from "./instances.ts";
import { instanceTags, type LaunchWish, metadataOptions } from "./launch-wish.ts";
import { defaultNetwork, takeAddress } from "./network.ts";
import { profileOf, refuseWithoutRole } from "./profile.ts";

type Launch = { readonly wish: string; readonly started: readonly Instance[] };

/** By Region and client token: the same request with the same token starts nothing more. */
const launches = perAccount<Map<string, Launch>>(() => new Map());

export async function launch(wish: LaunchWish, call: Call): Promise<readonly Instance[]> {
  const key = wish.ClientToken === undefined ? undefined : `${call.region} ${wish.ClientToken}`;
  const known = key === undefined ? undefined : launches(call.world, call.caller.account).get(key);
  const text = JSON.stringify(wish);
  if (known && known.wish !== text) {
    const message = "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).";
    throw new AwsError("IdempotentParameterMismatch", message, 400);
  }
  if (known) return known.started;
  const started = describe(wish, call);
  if (key !== undefined) launches(call.world, call.caller.account).set(key, { wish: text, started });
  for (const instance of started) {
    instances(call.world).set(instance.instanceId, instance);
    await powerOn(call.world, instance);
  }
  return started;
}

function describe(wish: LaunchWish, call: Call): readonly Instance[] {
  const { world, caller, region, now } = call;
  const profile = wish.IamInstanceProfile && profileOf(wish.IamInstanceProfile, call);
  if (profile) refuseWithoutRole(profile);
  const network = defaultNetwork(world, caller.account, region);
  const reservationId = resourceId(world.random, "r");
  const { random } = world;
  return Array.from(
    { length: wish.MaxCount },
    (_, launchIndex): Instance => ({
      instanceId: resourceId(random, "i"),
      account: caller.account,
      region,
      reservationId,
      launchIndex,
      imageId: wish.ImageId,
      instanceType: wish.InstanceType,
      availabilityZone: network.availabilityZone,
      vpcId: network.vpcId,
      subnetId: network.subnetId,
      securityGroupId: network.securityGroupId,
      privateIp: takeAddress(network),
      ...(wish.ClientToken === undefined ? {} : { clientToken: wish.ClientToken }),
      ...(wish.UserData === undefined ? {} : { userData: Buffer.from(wish.UserData, "base64") }),
      tags: new Map(instanceTags(wish)),
      metadata: metadataOptions(wish.MetadataOptions),
      state: "running",
      launchedAt: now,
      stateReason: "",
      ...(profile ? { association: associationOf(profile, call) } : {}),
    }),
  );
}
