// What a drill tells: each step with its time, what came of it, and what it could not take away again.

/**
 * `contained`: the leaked session was refused. `let-through`: the responder denied it, and it was not refused in time.
 * `asked`: a person is asked and nobody has answered. `refused`: the responder does not act on it. `unheard`: no incident came
 * of the event. `failed`: the drill itself could not go on. `stopped`: somebody has stopped it.
 */
export type Outcome = "contained" | "let-through" | "asked" | "refused" | "unheard" | "failed" | "stopped";

export type StepName =
  | "leftovers-removed"
  | "role-made"
  | "session-works"
  | "reported"
  | "opened"
  | "asked"
  | "approved"
  | "denied"
  | "session-refused"
  | "effective"
  | "new-session-works"
  | "lifted"
  | "rejected"
  | "role-removed";

export type DrillStep = {
  readonly step: StepName;
  /** Milliseconds since the report was made; undefined before that. */
  readonly at?: number | undefined;
  /** `responder`: the time is the responder's record's, by its own clock. */
  readonly by: "drill" | "responder";
  readonly what: string;
};

export type DrillReport = {
  readonly outcome: Outcome;
  /** Why, where it is not `contained`. */
  readonly because?: string | undefined;
  readonly account: string;
  readonly region: string;
  readonly role: string;
  readonly incident?: string | undefined;
  readonly steps: readonly DrillStep[];
  /** What is still there, each with the command that removes it where there is one. Empty: nothing. */
  readonly left: readonly { readonly what: string; readonly fix?: string }[];
};
