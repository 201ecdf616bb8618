// The log: one JSON line for each thing that happens.
import { type DestinationStream, type Logger, pino } from "pino";

/**
 * Access key ids are identifiers and stay; secrets never get here, and would be taken out if one did. `to` is standard
 * output unless said.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: "credential-leak-responder" },
    messageKey: "message",
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "(removed)" },
  };
  return to ? pino(options, to) : pino(options);
}

const SECRETS = ["secretAccessKey", "SecretAccessKey", "sessionToken", "SessionToken", "authorization"];
