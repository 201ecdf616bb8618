// The names of a step's role or user: a user may be renamed, and what is done to them afterwards is recorded under the new name.
import type { Step } from "../steps.ts";
import type { RecordedCall } from "../trace/graph.ts";
import { textAt } from "../trace/record-text.ts";

/** How IAM records it; a role keeps its name. */
export const RENAMING = ["UpdateUser"] as const;

export type Renaming = { readonly account: string; readonly from: string; readonly to: string };

/** Undefined for any other call, and for one that was refused. */
export function renamingOf({ account, source, name, errorCode, record }: RecordedCall): Renaming | undefined {
  if (source !== "iam.amazonaws.com" || name !== RENAMING[0] || errorCode !== undefined) return undefined;
  const from = textAt(record, "requestParameters", "userName");
  const to = textAt(record, "requestParameters", "newUserName");
  return from === undefined || to === undefined ? undefined : { account, from, to };
}

/** As it was when the step was taken. */
export function nameOf(step: Step): string | undefined {
  return "roleName" in step ? step.roleName : "userName" in step ? step.userName : undefined;
}

/** The step's own, those that are `known` besides, and whatever the calls show any of them to have become, as it was spelt. */
export function namesOf(
  step: Step,
  calls: readonly RecordedCall[] = [],
  known: readonly string[] = [],
): readonly string[] {
  const names = new Set([nameOf(step) ?? [], known].flat());
  if (!("userName" in step)) return [...names];
  const renamings = calls.flatMap((call) => renamingOf(call) ?? []).filter(({ account }) => account === step.account);
  for (const name of names) {
    for (const { from, to } of renamings) if (isSameName(from, name)) names.add(to); // Its turn comes too.
  }
  return [...names];
}

export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
