// Failures on request: what /_mock/faults has asked to go wrong.
import { z } from "zod";
import type { Random } from "./ids.ts";

const FAULTS = ["throttle", "error", "reset", "timeout", "slow", "crash-after"] as const;

export type FaultKind = (typeof FAULTS)[number];

export type Fault = {
  readonly service: string;
  /** Every operation of the service where it is missing. */
  readonly operation?: string | undefined;
  readonly fault: FaultKind;
  /** How often it still strikes. */
  times: number;
  readonly probability: number;
};

type Faulty = { readonly faults: Fault[]; readonly random: Random };

const request = z.strictObject({
  service: z.string(),
  operation: z.string().optional(),
  fault: z.enum(FAULTS),
  times: z.int().positive().default(1),
  probability: z.number().min(0).max(1).default(1),
});

export function addFault(world: Faulty, body: unknown): Fault {
  const fault: Fault = request.parse(body);
  world.faults.push(fault);
  return fault;
}

/** The fault that strikes this call, if any; one that has struck often enough is gone. */
export function strike(world: Faulty, service: string, operation: string): FaultKind | undefined {
  const index = world.faults.findIndex(
    (fault) =>
      fault.service === service &&
      (fault.operation === undefined || fault.operation === operation) &&
      (fault.probability === 1 || world.random() < fault.probability),
  );
  const fault = world.faults[index];
  if (!fault) return undefined;
  fault.times--;
  if (fault.times === 0) world.faults.splice(index, 1);
  return fault.fault;
}
