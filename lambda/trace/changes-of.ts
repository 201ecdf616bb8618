// What CloudTrail shows of changes to a step's role or user, under whatever names a user has had.
import { IAMClient } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import type { Time } from "../model.ts";
import { regionOfRecord } from "../record-region.ts";
import { userName } from "../step/user-name.ts";
import type { Step } from "../steps.ts";
import { namesOf } from "../tamper/user-names.ts";
import type { RecordedCall } from "./graph.ts";
import type { Pace } from "./pace.ts";
import { readCalls } from "./read-calls.ts";

export type Changes = { readonly calls: readonly RecordedCall[]; readonly names: readonly string[] };

/** Each costs a question. Who renames a user oftener than that is found by what is heard alone. */
const MOST_NAMES = 10;

/** Never rejects. What is missing is not said: it is asked for again. */
export async function changesOf(
  aws: Aws,
  step: Step,
  { from, to }: { readonly from: Time; readonly to: Time },
  pace: Pace,
): Promise<Changes> {
  const calls: RecordedCall[] = [];
  const asked = new Set<string>();
  const known = await nameNow(aws, step);
  for (;;) {
    const names = namesOf(step, calls, known);
    const value = names.find((name) => !asked.has(name));
    if (value === undefined || asked.size === MOST_NAMES) return { calls, names };
    asked.add(value);
    calls.push(...(await readCalls(aws, regionOfRecord(step), { attribute: "ResourceName", value, from, to }, pace)));
  }
}

/** By the user's id, which a renaming leaves: the trail shows a renaming late. */
async function nameNow(aws: Aws, step: Step): Promise<readonly string[]> {
  if (!("userName" in step)) return [];
  const user = userName(aws.client(IAMClient), step);
  const id = await user.idNow().catch(() => undefined); // Who may not look at users may still read the trail.
  return id === step.userId ? [user.arn().split("/").at(-1) ?? step.userName] : [];
}
