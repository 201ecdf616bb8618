// What a command reaches: a responder, as whom, and how AWS is reached beside it.
import type { Caller } from "../client/who-and-when.ts";
import type { Responder } from "../lambda/answers.ts";
import type { ConnectionOptions } from "./connection.ts";
import type { RegionalConnection } from "./regional-connection.ts";

export type Reached = {
  readonly responder: Responder;
  /** Whom AWS takes the caller for. */
  readonly caller: Caller;
  /** The caller's own way to AWS, in the responder's Region. */
  readonly connection: RegionalConnection;
  /** The responder in words: its function, its Region. */
  readonly where: string;
  /** What a person should know before they rely on it. */
  readonly limits: readonly string[];
  /** AWS's time, in milliseconds since 1970. */
  now(): number;
  /** What somebody has to do each minute; missing where the deployed heartbeat does. */
  readonly beat?: () => Promise<void>;
  close(): void;
};

export type ReachOptions = ConnectionOptions & {
  readonly functionName?: string | undefined;
  /** Nothing is deployed: the flow runs here. */
  readonly direct?: true | undefined;
  readonly ledger?: string | undefined;
  readonly config?: string | undefined;
  readonly debug?: boolean | undefined;
};
