// Where a deny can stand: a policy of a role or user, inline, attached or as its boundary.
import type { Undone } from "../steps.ts";
import type { Owner } from "./owner.ts";

export type Standing = {
  /** What the policy says; where it is not in force, what a write would begin with. */
  readonly text: string | null;
  readonly inForce: boolean;
};

export type PolicyPlace = {
  readonly owner: Owner;
  readonly policyName: string;
  /** Characters of the policy, white space not counted. */
  readonly quota: number;
  read(): Promise<Standing>;
  /** Puts the text in force; answers AWS's id of the write. IAM knows no conditions: what was there is overwritten. */
  write(text: string): Promise<string | undefined>;
  remove(): Promise<Undone>;
  /** Removes what is left of it where it is in force for nobody; doing it twice is doing it once. */
  sweep?(): Promise<void>;
};
