// What requests are answered with, for whoever asks: the command line, the page, other programs.
import type * as z from "zod";
import type { Asked, CallerProof } from "./caller-identity.ts";
import type { Incident } from "./incident.ts";
import type { Principal, Suspect, Verdict } from "./model.ts";
import type { Overview } from "./overview.ts";
import type { present } from "./page/present.ts";
import type { PrincipalUse } from "./principal-use.ts";
import type { request } from "./request.ts";
import type { Step } from "./steps.ts";

/** An incident as programs read it. */
export type Presented = ReturnType<typeof present>;

/** What cannot be is refused with words. */
export type Refused = { readonly refused: string };

export type Planned = {
  readonly account?: string | undefined;
  readonly principal: Suspect | Principal;
  readonly verdict: Verdict;
  /** What a `contain` would do; of what is refused or asked about, what it would have done. */
  readonly steps: readonly Step[];
  /** Who else works with the credentials of the principal, as far as AWS tells; missing where nothing would be done. */
  readonly use?: PrincipalUse | undefined;
  /** What the steps do not stop. */
  readonly limits: readonly string[];
};

/** Where an incident stands after a request. */
export type Summary = Pick<Incident, "status" | "proof" | "cutoff" | "because"> & { readonly incident: string };

export type Answers = {
  plan: Planned | Refused;
  contain: Summary | Refused;
  approve: Summary | Refused;
  reject: Summary | Refused;
  lift: Summary | Refused;
  verify: Summary | Refused;
  "verify-ledger": {
    readonly verified: number;
    readonly whole: boolean;
    readonly problems: readonly { readonly incident: string; readonly because: string }[];
  };
  overview: Overview;
  /** Those named in `cut` come without their entries: an answer has room for so much. Ask for each. */
  incidents: { readonly incidents: readonly Presented[]; readonly cut?: readonly string[] };
  /** `more`: there are entries after the last of these; ask again with `after`. */
  incident: { readonly incident: Presented | null; readonly more?: true };
};

export type Action = keyof Answers;

/** As it is written down: defaults may be left out. */
export type RequestOf<A extends Action> = Omit<Extract<z.input<typeof request>, { readonly action: A }>, "action">;

/** Rejects where the responder cannot be reached or does not understand; what is refused is an answer. */
export type Ask = <A extends Action>(action: A, request: RequestOf<A>) => Promise<Answers[A]>;

/** The responder as a person reaches it. */
export type Responder = {
  readonly ask: Ask;
  /** That the person is who they are: for one action on one incident. */
  prove(asked: Asked): Promise<CallerProof>;
};
