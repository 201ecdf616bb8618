// Finding the caller's instances by id, with EC2's refusals.
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { type Instance, instances } from "./instances.ts";

const INSTANCE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** How long a terminated instance is still to be seen. */
const REMEMBERED_MS = 60 * 60_000;

/** The caller's instances in this Region, oldest first. */
export function ownInstances({ world, caller, region }: Call): readonly Instance[] {
  return [...instances(world).values()].filter(
    (instance) =>
      instance.account === caller.account && instance.region === region && isRemembered(instance, world.clock.now()),
  );
}

export function ownInstance(id: string, { world, caller, region }: Call): Instance | undefined {
  const instance = instances(world).get(id);
  const isOwn = instance?.account === caller.account && instance.region === region;
  return isOwn && isRemembered(instance, world.clock.now()) ? instance : undefined;
}

/** All of them, or the error for those that are not there. */
export function findInstances(ids: readonly string[], call: Call): readonly Instance[] {
  refuseMalformed(ids);
  const found = ids.map((id) => ownInstance(id, call));
  const missing = ids.filter((_, index) => !found[index]);
  if (missing.length > 0) {
    const message =
      missing.length === 1
        ? `The instance ID '${missing[0]}' does not exist`
        : `The instance IDs '${missing.join(", ")}' do not exist`;
    throw new AwsError("InvalidInstanceID.NotFound", message, 400);
  }
  return found.filter((instance) => instance !== undefined);
}

export function findInstance(id: string, call: Call): Instance {
  return findInstances([id], call)[0] as Instance; // findInstances throws where it has none.
}

function refuseMalformed(ids: readonly string[]): void {
  const malformed = ids.find((id) => !INSTANCE_ID.test(id));
  if (malformed !== undefined) throw new AwsError("InvalidInstanceID.Malformed", `Invalid id: "${malformed}"`, 400);
}

function isRemembered({ terminatedAt }: Instance, now: number): boolean {
  return terminatedAt === undefined || now - terminatedAt < REMEMBERED_MS;
}
