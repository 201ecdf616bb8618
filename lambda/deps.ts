// What the flow needs from outside: time, AWS, the ledger, a log. Doors build it; nothing below them reads the environment.
import type { Logger } from "pino";
import type { Reach } from "./caller-identity.ts";
import type { Config } from "./config.ts";
import type { ContainmentCount } from "./containment-count.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Metrics } from "./metrics.ts";
import type { Message } from "./notify/message.ts";
import type { Places } from "./places.ts";

export type Deps = {
  /** Milliseconds since 1970. */
  now(): number;
  readonly places: Places;
  readonly ledger: Ledger;
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly contained: ContainmentCount;
  /** How callers who prove who they are are asked about: STS, or the local AWS in its place. */
  readonly callers: Reach;
  /** The Regions that are heard: each sends drills. */
  readonly heard: readonly string[];
  /** Sends a message to whoever listens. Where it is missing nobody is told of anything. */
  tell?(message: Message): Promise<void>;
  newId(): string;
  /** Resolves when `ms` have passed: by the responder's clock, for keeping a pace. */
  sleep(ms: number): Promise<void>;
  /** The result, or undefined where it is not there after `ms` of real time. */
  within<T>(ms: number, work: Promise<T>): Promise<T | undefined>;
};
