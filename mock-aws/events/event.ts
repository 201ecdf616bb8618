// An event as rules see it and targets get it.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
import { isoSeconds } from "../context.ts";
import { uuid } from "../ids.ts";
import type { World } from "../world.ts";

export type BusEvent = {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

export type EventParts = {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly account: string;
  readonly region: string;
  readonly resources?: readonly string[];
  /** Milliseconds; now unless said. */
  readonly time?: number;
};

export function makeEvent(world: World, parts: EventParts): BusEvent {
  return {
    version: "0",
    id: uuid(world.random),
    "detail-type": parts.detailType,
    source: parts.source,
    account: parts.account,
    time: isoSeconds(parts.time ?? world.clock.now()),
    region: parts.region,
    resources: parts.resources ?? [],
    detail: parts.detail,
  };
}
