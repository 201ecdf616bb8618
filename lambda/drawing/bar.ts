// A stretch of time on a timeline: a session from its beginning to its end, a deny from its writing to its lift.

/** Times in milliseconds. */
export type Bar = {
  readonly name: string;
  readonly kind: "leaked" | "session" | "likely" | "deny" | "held";
  readonly from: number;
  readonly to: number;
  /** `denied`, `ended`: a session. `lifted`: a deny. `goes-on`: it is still so. */
  readonly ending: "denied" | "ended" | "lifted" | "goes-on";
  /** While it did not hold. */
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly label: string }[];
};
