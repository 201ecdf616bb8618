// What a containment is made from: who, from when, and how wide.
import type { Alert, Principal, Scope, Time } from "../model.ts";

/** What the configuration says of it. */
export type WishConfig = {
  readonly scope: Scope;
  /** The accounts that the responder serves, sorted: who is of no other may go on assuming a role whose trust was written. */
  readonly served?: readonly string[];
  /** Where the organization stands behind the denies; missing: it does not. */
  readonly backstop?: Backstop;
};

export type Backstop = {
  /** The account that administers the organization, in which the step is taken. */
  readonly account: string;
  /** ARN patterns of the roles that may go on changing what is contained, beside the one that the responder assumes. */
  readonly ownRoles: readonly string[];
  /** The accounts in which the responder assumes a role, and its name. */
  readonly members: { readonly accounts: readonly string[]; readonly role: string };
};

export type Wish<P extends Principal = Principal> = {
  readonly principal: P;
  /** Tokens issued before this are denied. */
  readonly cutoff: Time;
  /** Every alert of the incident so far that asks for containment, with the one that is answered now. */
  readonly alerts: readonly Alert[];
  readonly config: WishConfig;
  /** The narrower deny did not do, or a person asked for more: deny the whole role. */
  readonly widened: boolean;
};
