// The log: one JSON line for each thing that happens.
import { type DestinationStream, type Logger, pino } from "pino";

export type LogOptions = {
  /** Standard output unless said. */
  readonly to?: DestinationStream;
  /** Milliseconds since 1970; the machine's clock unless said. */
  readonly now?: () => number;
};

/**
 * Access key ids are identifiers and stay; secrets never get here, and would be taken out if one did.
 */
export function createLog(level: string, { to, now = Date.now }: LogOptions = {}): Logger {
  const options = {
    level,
    base: { service: "credential-leak-responder" },
    messageKey: "message",
    timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "(removed)" },
  };
  return to ? pino(options, to) : pino(options);
}

const SECRETS = ["secretAccessKey", "SecretAccessKey", "sessionToken", "SessionToken", "authorization"];
