// An answer that is neither yes nor no, with the reason.

export type Unresolved = {
  readonly unresolved: string;
  /** A plain comparison then does not match; only what a negated one decides is unknown. */
  readonly matchesNothing: boolean;
};

/** Of several reasons the one that weighs more, so that the order of values never matters. */
export function weightier(one: Unresolved | undefined, other: Unresolved): Unresolved {
  return one === undefined || one.matchesNothing ? other : one;
}
