// A finding without its event, as a person has it in a file: put into the envelope of the source that understands it.
import { readAlerts, SOURCES } from "./index.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * What is an event already stays as it is. Of a detail that no source understands, GuardDuty's envelope lets its parser say
 * what is wrong. `at` is for what names no time of its own.
 */
export function inEnvelope(given: unknown, at: string): unknown {
  if (!isObject(given) || "detail-type" in given || "detail" in given) return given;
  const detail = detailOf(given);
  const envelopes = SOURCES.map(({ pattern }) => ({
    version: "0",
    source: firstOf(pattern["source"]),
    "detail-type": firstOf(pattern["detail-type"]),
    detail,
    time: given["updatedAt"] ?? at,
  }));
  const looksLikeGitHub = "alert" in given ? envelopes.find(({ source }) => source === "github.com") : undefined;
  return envelopes.find(isUnderstood) ?? looksLikeGitHub ?? envelopes[0];
}

/** One finding of Security Hub, in either of its formats, is what its events have a list of. */
function detailOf(given: Json): Json {
  const isSecurityHubs = "ProductArn" in given || "class_uid" in given;
  return isSecurityHubs ? { findings: [given] } : given;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstOf(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}

function isUnderstood(event: unknown): boolean {
  try {
    return readAlerts(event).length > 0;
  } catch {
    return false; // What is wrong with it is told when it is read for what it is.
  }
}
