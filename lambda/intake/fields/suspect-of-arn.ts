// Whose credential it is, where an event gives an ARN.
import { parseArn } from "../../arn.ts";
import type { Suspect } from "../../model.ts";
import { isOfOtherPartition } from "../../partition.ts";
import { ACCOUNT, FEDERATED_NAME, IAM_NAME, isOf, onlyIf, PROFILE_NAME } from "./names.ts";

/** `path` is the resource without its kind; names come last in it, after IAM's path. */
type Reader = (path: readonly string[]) => Suspect | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  "iam:user": (path) => named(IAM_NAME, path.at(-1), (name) => ({ kind: "user", name })),
  "iam:role": (path) => named(IAM_NAME, path.at(-1), (name) => ({ kind: "role", name })),
  "iam:root": (path) => (path.length === 0 ? { kind: "root" } : undefined),
  "iam:instance-profile": (path) => named(PROFILE_NAME, path.at(-1), (name) => ({ kind: "instance-profile", name })),
  "sts:assumed-role": ([role, session]) =>
    named(IAM_NAME, role, (name) => ({ kind: "role", name, ...(isOf(IAM_NAME, session) ? { session } : {}) })),
  "sts:federated-user": ([user]) => named(FEDERATED_NAME, user, (name) => ({ kind: "federated-user", name })),
};

/**
 * Undefined where the text is no ARN of a principal or an instance profile. `region`: where it was said. Of another partition
 * than that, the account is another one of the same number, and is so called.
 */
export function suspectOfArn(
  text: string | undefined,
  region = "unknown",
): { readonly account: string; readonly principal: Suspect } | undefined {
  const arn = parseArn(text ?? "");
  const account = onlyIf(ACCOUNT, arn?.account);
  if (!arn || !account || !/^aws(-[a-z]+)*$/.test(arn.partition)) return undefined;
  const [kind, ...path] = arn.resource.split("/");
  const key = `${arn.service}:${kind}`;
  const principal = Object.hasOwn(READERS, key) ? READERS[key]?.(path) : undefined;
  const isElsewhere = isOfOtherPartition(arn.partition, region);
  return principal && { account: isElsewhere ? `${account} of the partition ${arn.partition}` : account, principal };
}

function named(form: RegExp, name: string | undefined, make: (name: string) => Suspect): Suspect | undefined {
  return isOf(form, name) ? make(name) : undefined;
}
