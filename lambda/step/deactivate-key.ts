// Make a leaked long-term key unusable, at once and for everybody. It is kept: what it did is evidence.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
// What the key has minted before lives on; that is for the deny on its user. Nothing lifts this step by itself: a key that
// has leaked is leaked for good, and only a person can say that it was a false alarm.
import { GetAccessKeyLastUsedCommand, ListAccessKeysCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { commandLine } from "../command-line.ts";
import { absent } from "../iam-answer.ts";
import type { DeactivateKey } from "../steps.ts";
import type { StepKind } from "./step-kind.ts";

export const deactivateKey: StepKind<"deactivate-key"> = {
  permissions: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed", "iam:UpdateAccessKey"],
  recordedAs: ["UpdateAccessKey"],
  recordFirst: true,
  beforeOurs(step, found, first) {
    const key = first?.kind === "user" ? first.keys.find(({ id }) => id === step.accessKeyId) : undefined;
    if (key) return key.active ? ACTIVE : INACTIVE;
    return found === INACTIVE ? UNKNOWN : found; // Somebody else's doing, or ours before a crash.
  },

  async apply(aws, step) {
    const key = await findKey(aws, step);
    const before = key?.status ?? null;
    if (key?.status !== ACTIVE) return { step, before, wrote: INACTIVE, changed: false };
    const requestId = await update(aws, step, key.userName, INACTIVE);
    return { step, before, wrote: INACTIVE, changed: true, ...(requestId === undefined ? {} : { requestId }) };
  },

  holds,
  /** The policy simulator knows nothing of keys: what IAM says of the key is all there is. */
  effective: holds,

  async undo(aws, step, { before }) {
    const key = await findKey(aws, step);
    if (!key) return { outcome: "gone", note: `The key ${step.accessKeyId} was deleted.` };
    if (before === UNKNOWN && key.status === INACTIVE) {
      const words = ["--user-name", key.userName, "--access-key-id", step.accessKeyId, "--status", ACTIVE];
      const activate = commandLine("aws", "iam", "update-access-key", ...words);
      return {
        outcome: "left",
        note: `Whether the key was active before is not on record: it stays inactive. To activate it: ${activate}`,
      };
    }
    if (before !== ACTIVE) return { outcome: "restored", note: "The key was inactive before: it stays so." };
    if (key.status === INACTIVE) await update(aws, step, key.userName, ACTIVE);
    return { outcome: "restored", note: "The key is active again, as before." };
  },
};

const ACTIVE = "Active";
const INACTIVE = "Inactive";
/** The record of what was there before is lost. */
const UNKNOWN = "Unknown";

async function holds(aws: Aws, step: DeactivateKey) {
  const key = await findKey(aws, step);
  if (key?.status !== ACTIVE) return { holds: true } as const;
  return { holds: false, because: `The key ${step.accessKeyId} of ${key.userName} was activated again.` } as const;
}

/**
 * Undefined where the key is gone. A user that was renamed takes its keys along: the key then says whose it is. A user made
 * anew under the name has other keys.
 */
async function findKey(
  aws: Aws,
  { userName, accessKeyId }: DeactivateKey,
): Promise<{ readonly userName: string; readonly status: string } | undefined> {
  const status = await statusOf(aws, userName, accessKeyId);
  if (status !== undefined) return { userName, status };
  const lastUsed = aws.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }));
  const holder = (await lastUsed.catch(notOfThisAccount))?.UserName;
  if (holder === undefined) return undefined;
  const now = await statusOf(aws, holder, accessKeyId);
  return now === undefined ? undefined : { userName: holder, status: now };
}

/** A user has two keys at most: one page. */
async function statusOf(aws: Aws, userName: string, accessKeyId: string): Promise<string | undefined> {
  const answer = await aws.iam.send(new ListAccessKeysCommand({ UserName: userName })).catch(absent);
  return answer?.AccessKeyMetadata?.find((key) => key.AccessKeyId === accessKeyId)?.Status;
}

async function update(
  aws: Aws,
  { accessKeyId }: DeactivateKey,
  userName: string,
  status: "Active" | "Inactive",
): Promise<string | undefined> {
  const wish = new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: status });
  return (await aws.iam.send(wish)).$metadata.requestId;
}

/** IAM refuses to speak of a key that is not, or no longer, in the account: AccessDenied, whatever one may do. */
function notOfThisAccount(error: unknown): undefined {
  if (error instanceof Error && error.name === "AccessDenied") return undefined;
  return absent(error);
}
