// What a containment is made from: who, from when, and how wide.
import type { Alert, Principal, Scope, Time } from "../model.ts";

export type Wish<P extends Principal = Principal> = {
  readonly principal: P;
  /** Tokens issued before this are denied. */
  readonly cutoff: Time;
  /** Every alert of the incident so far that asks for containment, with the one that is answered now. */
  readonly alerts: readonly Alert[];
  readonly config: { readonly scope: Scope };
  /** The narrower deny did not do, or a person asked for more: deny the whole role. */
  readonly widened: boolean;
};
