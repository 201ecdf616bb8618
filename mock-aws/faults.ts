// Failures on request: what /_mock/faults has asked to go wrong, for whom, and from when until when.
import { z } from "zod";
import type { Instant } from "./clock.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import type { Random } from "./ids.ts";

/**
 * `stale`: a read of IAM shows what was so `delay` ago. `late`: nobody hears of the call, and what it asks for is done `delay`
 * later. `refuse`, `expired`, `skew`: not allowed, the session is over, the clock is wrong.
 */
const FAULTS = [
  "throttle",
  "error",
  "reset",
  "timeout",
  "slow",
  "crash-after",
  "refuse",
  "expired",
  "skew",
  "stale",
  "late",
] as const;

export type FaultKind = (typeof FAULTS)[number];

export type Fault = {
  /** `*`: every service. */
  readonly service: string;
  /** Every operation of the service where it is missing. */
  readonly operation?: string | undefined;
  /** Calls in this Region alone; IAM's are in us-east-1. */
  readonly region?: string | undefined;
  /** Calls of principals of this account alone. */
  readonly account?: string | undefined;
  /** Calls of sessions of the role of this name alone. */
  readonly role?: string | undefined;
  readonly fault: FaultKind;
  /** How often it still strikes. */
  times: number;
  readonly probability: number;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  /** Milliseconds, for `slow`, `stale` and `late`. */
  readonly delay?: number | undefined;
};

export type Faulty = { readonly faults: Fault[]; readonly random: Random; readonly clock: { now(): Instant } };

/** A call, as far as a fault looks at it. Deliveries between services have no caller. */
export type Struck = {
  readonly service: string;
  readonly operation: string;
  readonly region?: string;
  readonly account?: string;
  /** The caller's ARN. */
  readonly caller?: string;
};

const duration = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = parseDuration(value);
  if (ms !== undefined) return ms;
  context.addIssue(`${JSON.stringify(value)} is no duration; write for example "30s" or "5m"`);
  return z.NEVER;
});

const request = z
  .strictObject({
    service: z.string(),
    operation: z.string().optional(),
    region: z.string().optional(),
    account: z.string().optional(),
    role: z.string().optional(),
    fault: z.enum(FAULTS),
    times: z.int().positive().optional(),
    probability: z.number().min(0).max(1).default(1),
    after: duration.optional(),
    for: duration.optional(),
    delay: duration.optional(),
  })
  .refine(({ fault, delay }) => delay !== undefined || (fault !== "stale" && fault !== "late"), {
    message: 'needs a "delay" for stale and late, for example "30s"',
    path: ["delay"],
  });

/** Once, unless `times` says otherwise; what has a time (`for`) strikes every call until it is over. */
export function addFault(world: Faulty, body: unknown): Fault {
  const { after, for: lasting, times, ...rest } = request.parse(body);
  const from = world.clock.now() + (after ?? 0);
  const fault: Fault = {
    ...rest,
    times: times ?? (lasting === undefined ? 1 : Number.MAX_SAFE_INTEGER),
    ...(after === undefined ? {} : { from }),
    ...(lasting === undefined ? {} : { until: from + lasting }),
  };
  world.faults.push(fault);
  return fault;
}

/** As it is shown to people: times as times. */
export function showFault({ from, until, delay, ...fault }: Fault): object {
  const iso = (instant: Instant) => new Date(instant).toISOString();
  return {
    ...fault,
    ...(from === undefined ? {} : { from: iso(from) }),
    ...(until === undefined ? {} : { until: iso(until) }),
    ...(delay === undefined ? {} : { delay: formatDuration(delay) }),
  };
}

/** The fault that strikes this call, if any; one that has struck often enough, or whose time is over, is gone. */
export function strike(world: Faulty, call: Struck): Fault | undefined {
  if (world.faults.length === 0) return undefined;
  const now = world.clock.now();
  for (const over of world.faults.filter(({ until }) => until !== undefined && until <= now)) remove(world, over);
  const fault = world.faults.find(
    (one) =>
      (one.from === undefined || one.from <= now) &&
      isAbout(one, call) &&
      (one.probability === 1 || world.random() < one.probability),
  );
  if (!fault) return undefined;
  fault.times--;
  if (fault.times === 0) remove(world, fault);
  return fault;
}

function remove({ faults }: Faulty, fault: Fault): void {
  faults.splice(faults.indexOf(fault), 1);
}

function isAbout({ service, operation, region, account, role }: Fault, call: Struck): boolean {
  return (
    (service === "*" || service === call.service) &&
    (operation === undefined || operation === call.operation) &&
    (region === undefined || region === call.region) &&
    (account === undefined || account === call.account) &&
    (role === undefined || (call.caller?.includes(`:assumed-role/${role}/`) ?? false))
  );
}
