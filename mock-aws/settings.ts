// How slow and how strict the local AWS is: the delays and rates that GET and PUT /_mock/settings show and change.
import { z } from "zod";
import { formatDuration, parseDuration } from "./duration.ts";
import { LONGEST_PROPAGATION } from "./propagation.ts";

export type Settings = {
  /** Milliseconds until a change in IAM is enforced; reads of the control plane see it at once. */
  iamPropagation: number;
  /** Milliseconds until LookupEvents shows an event. */
  trailDelay: number;
  /** Milliseconds until EventBridge delivers an event of CloudTrail. */
  eventDelay: number;
  /** LookupEvents calls a second for an account in a Region. */
  lookupRate: number;
  /** Writes to IAM a second for an account; 0: as many as come. */
  iamWriteRate: number;
  /** Milliseconds that a query of Athena takes. */
  queryTime: number;
};

export function defaultSettings(): Settings {
  return {
    iamPropagation: 0,
    trailDelay: 5 * 60_000,
    eventDelay: 5_000,
    lookupRate: 2,
    iamWriteRate: 0,
    queryTime: 2_000,
  };
}

const duration = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = parseDuration(value);
  if (ms !== undefined) return ms;
  context.addIssue(`${JSON.stringify(value)} is no duration; write for example "4s", "15m" or "1h30m"`);
  return z.NEVER;
});

const patch = z.strictObject({
  iamPropagation: duration.refine((ms) => ms <= LONGEST_PROPAGATION, "at most 1h").optional(),
  trailDelay: duration.optional(),
  eventDelay: duration.optional(),
  lookupRate: z.number().positive().optional(),
  iamWriteRate: z.number().nonnegative().optional(),
  queryTime: duration.optional(),
});

/** Applies what a PUT asks for; throws zod's error, which names the setting, where it makes no sense. */
export function changeSettings(settings: Settings, body: unknown): void {
  for (const [name, value] of Object.entries(patch.parse(body))) {
    if (value !== undefined) settings[name as keyof Settings] = value;
  }
}

export function showSettings(settings: Settings): Record<string, string | number> {
  return {
    iamPropagation: formatDuration(settings.iamPropagation),
    trailDelay: formatDuration(settings.trailDelay),
    eventDelay: formatDuration(settings.eventDelay),
    lookupRate: settings.lookupRate,
    iamWriteRate: settings.iamWriteRate,
    queryTime: formatDuration(settings.queryTime),
  };
}
