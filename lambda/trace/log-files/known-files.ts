// What is known of each log file: whom its name is about, and which keys it was seen to hold. Most are never read again.
import type { TrailQuestion } from "../source.ts";
import { hashOf } from "./key-index.ts";
import type { LogFinding } from "./log-finding.ts";
import { type NamedPlace, placeOf } from "./log-path.ts";
import type { LogFile } from "./log-place.ts";

export type KnownFile = NamedPlace & {
  readonly file: LogFile;
  /** Hashes. Nothing where it was not read, or holds keys in a form that was not recognized. */
  keys?: Uint32Array;
  isRead: boolean;
};

/** In any account unless said. */
export type FileQuestion = Omit<TrailQuestion, "account" | "until"> & { readonly account?: string };

/** For four bytes each: beyond it files are read again for every key. */
const MOST_KEYS = 16_000_000;
/** "CloudTrail … attempts to redeliver the log files … for 30 days": a call may be in a file of any later day until then. */
const LATEST_MS = 31 * 24 * 60 * 60_000;

export function knownFiles(files: readonly LogFile[]) {
  const named = files.map((file): KnownFile => ({ ...placeOf(file.name), file, isRead: false }));
  // In the order of their events, as far as names tell: a key is opened before it is used.
  const all = named.toSorted((one, other) => ((one.at ?? "") < (other.at ?? "") ? -1 : 1));
  let room = MOST_KEYS;
  return {
    all,
    mayAnswer,
    learn(known: KnownFile, { keys }: LogFinding): void {
      known.isRead = true;
      if (!keys || known.keys || keys.length > room) return;
      known.keys = keys;
      room -= keys.length;
    },
  };
}

/**
 * By account and day; not by Region: a trail of one Region has the calls of global services in that Region's folder.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
function mayAnswer(known: KnownFile, { attribute, value, account, from, to }: FileQuestion): boolean {
  if (account !== undefined && known.account !== undefined && known.account !== account) return false;
  if (known.day !== undefined && known.region !== undefined) {
    if (known.day < from(known.region).slice(0, 10) || Date.parse(known.day) > Date.parse(to) + LATEST_MS) return false;
  }
  return attribute !== "AccessKeyId" || !known.keys || known.keys.includes(hashOf(value));
}
