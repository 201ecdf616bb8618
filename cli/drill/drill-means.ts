// What a drill needs from outside: where its role is made, the responder, time, and the wish to stop.
import type { Responder } from "../../lambda/answers.ts";
import type { RegionalConnection } from "../regional-connection.ts";

export type DrillMeans = {
  /** The caller's, of the account in which the role is made and in the Region whose bus hears of it. */
  readonly connection: RegionalConnection;
  readonly responder: Responder;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Letters and digits that nobody can guess, for the role's name. */
  readonly unique: string;
  /** To stop: what was made is removed all the same. */
  readonly signal?: AbortSignal | undefined;
  /** Ask the function itself, in place of EventBridge. It is a person's request then: nobody is asked. */
  readonly direct?: boolean | undefined;
  /** Where the responder asks, say yes by the caller's own proof. */
  readonly approve?: boolean | undefined;
  /** How long the responder may take until the session is refused. Three minutes unless said. */
  readonly patienceMs?: number | undefined;
};
