// Stopping, starting and terminating: what the three operations share.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { list } from "../input.ts";
import type { Call, TrailDetail } from "../operation.ts";
import { findInstances } from "./find.ts";
import type { Instance } from "./instances.ts";
import { items, type StateName, showState } from "./show.ts";

export const instanceIds = { InstanceId: list(z.string()) };

export type Changed = { readonly instancesSet: readonly { readonly instanceId: string }[] };

type Change = {
  /** The state that the answer shows for an instance on its way; undefined where the instance is there already. */
  on(instance: Instance): StateName | undefined;
  run(instance: Instance): void | Promise<void>;
};

/** All of the instances or none: the first that refuses stops the call before anything happens. */
export async function changeState(ids: readonly string[], call: Call, change: Change): Promise<Changed> {
  const found = findInstances(ids, call);
  const plans = found.map((instance) => ({ instance, previous: instance.state, next: change.on(instance) }));
  for (const { instance, next } of plans) if (next !== undefined) await change.run(instance);
  return {
    instancesSet: plans.map(({ instance, previous, next }) => ({
      instanceId: instance.instanceId,
      currentState: showState(next ?? instance.state),
      previousState: showState(previous),
    })),
  };
}

export function incorrectState(instance: Instance, what: string): AwsError {
  const message = `The instance '${instance.instanceId}' is not in a state from which it can be ${what}.`;
  return new AwsError("IncorrectInstanceState", message, 400);
}

/** `User initiated (2026-03-01 09:00:00 GMT)` */
export function userInitiated(now: number): string {
  return `User initiated (${new Date(now).toISOString().slice(0, 19).replace("T", " ")} GMT)`;
}

export function trailOfInstances(ids: readonly string[], output?: Changed): TrailDetail {
  return {
    requestParameters: { instancesSet: items(ids.map((instanceId) => ({ instanceId }))) },
    ...(output ? { responseElements: { instancesSet: items(output.instancesSet) } } : {}),
  };
}
