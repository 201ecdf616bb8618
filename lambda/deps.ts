// What the flow needs from outside: time, AWS, the ledger, a log. Doors build it; nothing below them reads the environment.
import type { Logger } from "pino";
import type { Aws } from "./aws.ts";
import type { Config } from "./config.ts";
import type { Ledger } from "./ledger/ledger.ts";

export type Deps = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Undefined for an account that the responder does not serve. */
  aws(account: string): Promise<Aws | undefined>;
  readonly ledger: Ledger;
  readonly config: Config;
  readonly log: Logger;
  newId(): string;
  /** Resolves when `ms` have passed: by the responder's clock, for keeping a pace. */
  sleep(ms: number): Promise<void>;
  /** The result, or undefined where it is not there after `ms` of real time. */
  within<T>(ms: number, work: Promise<T>): Promise<T | undefined>;
};
