// Every alert source: the pattern that its events match, and the parser that reads them.
import { z } from "zod";
import { BadInputError } from "../bad-input.ts";
import type { Alert } from "../model.ts";
import { GUARDDUTY_PATTERN, parseGuardDuty } from "./guardduty.ts";

export type Source = {
  readonly name: string;
  /** What the rule in EventBridge matches. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly parse: (detail: unknown, deliveredAt: string | undefined) => Alert | undefined;
};

export const SOURCES: readonly Source[] = [{ name: "guardduty", pattern: GUARDDUTY_PATTERN, parse: parseGuardDuty }];

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const envelope = z.object({
  source: z.string(),
  "detail-type": z.string(),
  time: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
});

/** The alert in an event; throws BadInputError, with the reason, where there is none. */
export function readAlert(event: unknown): Alert {
  const parsed = envelope.safeParse(event);
  if (!parsed.success) {
    throw new BadInputError(`This is no event as EventBridge delivers it: ${z.prettifyError(parsed.error)}`);
  }
  const { source, "detail-type": detailType, detail, time } = parsed.data;
  const known = SOURCES.find(
    ({ pattern }) => lists(pattern["source"], source) && lists(pattern["detail-type"], detailType),
  );
  if (!known) {
    throw new BadInputError(`No alert source reads events of "${source}" with detail-type "${detailType}".`);
  }
  const alert = known.parse(detail, time);
  if (!alert) throw new BadInputError(`The ${known.name} event names no credential: there is nothing to contain.`);
  return alert;
}

function lists(values: unknown, value: string): boolean {
  return Array.isArray(values) && values.includes(value);
}
