// What a kind of residual access declares: which calls it knows, what each leaves or ends, and how a person ends it.
//
// Texts have places for values of the record in braces, which template.ts fills.
import type { Call } from "./read-call.ts";

/** `access`: what outlives the deny. `left-behind`: what was created or changed. `exposed`: secrets to rotate. */
export type Section = "access" | "left-behind" | "exposed";

/** When it ends by itself. */
export type Ending =
  /** The answer says so: a path to a time. */
  | { readonly at: string }
  /** So long after the call; `asked` is the request's own wish, in seconds. */
  | { readonly seconds: number; readonly asked?: string }
  /** With the credential that signed the call, and these seconds more. */
  | { readonly credentialAnd: number };

export type Rule = {
  /** Counts only for these calls. */
  readonly when?: (call: Call) => boolean;
  /** Counts only where no other rule of the kind for this call does. */
  readonly otherwise?: true;
  /** A list in the record: the rule counts for each element, which places name `{.member}`. */
  readonly each?: string;
  /** Only elements that have this member. */
  readonly has?: string;
  /**
   * The thing that stays: its name and its identity in one, so that calls about one thing make one item. Beside `ends` it is
   * left only if there was nothing to end, as by StartInstances, which undoes StopInstances or else starts.
   */
  readonly leaves?: string;
  /** What this belongs to: whoever ends that ends this. */
  readonly of?: string;
  /** The thing that this call ends. If the intruder has not left it, `leaves` is left, or the "deletion of" it. */
  readonly ends?: string;
  /** The thing has another name from now on, and what belongs to it goes with it. */
  readonly renames?: { readonly from: string; readonly to: string };
  /** What stood there before is lost: ending it does not bring that back. */
  readonly replaces?: true;
  /**
   * It is answered alike where the thing stood there, or was so, already, and nobody knows which: what ends it may have taken
   * away the owner's own.
   */
  readonly repeats?: true;
  /** Its id is given by AWS and never comes again: made and ended in one second, it was ended last. */
  readonly once?: true;
  /** More about it, in the words of the record: whom a policy lets in. */
  readonly detail?: (call: Call) => string | undefined;
  readonly until?: Ending;
  /** What the trail shows makes it possible, and does not show it. */
  readonly possible?: true;
  /** In place of the kind's. */
  readonly why?: string;
  /** Commands of the AWS CLI that end it, in order, without `aws` and `--region`. */
  readonly commands?: readonly string[];
  /** What a person does where no command does it all. */
  readonly byHand?: string;
  /** Where the commands run, if not in the account of the call. */
  readonly account?: string;
};

export type ResidualKind = {
  readonly kind: string;
  readonly section: Section;
  readonly title: string;
  /** Why the deny on the leaked principal does not end it. */
  readonly why: string;
  /** By `service:Operation`, as in IAM; `service` is that of CloudTrail's eventSource. */
  readonly calls: Readonly<Record<string, Rule | readonly Rule[]>>;
};
