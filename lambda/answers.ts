// What requests are answered with, for whoever asks: the command line, the page, other programs.
import type * as z from "zod";
import type { Asked, CallerProof } from "./caller-identity.ts";
import type { Config, Mode } from "./config.ts";
import type { Entry, Incident } from "./incident.ts";
import type { Listed } from "./ledger/head.ts";
import type { Standing } from "./ledger/urgency.ts";
import type { Principal, Suspect, Time, Verdict } from "./model.ts";
import type { Overview } from "./overview.ts";
import type { present } from "./page/present.ts";
import type { PrincipalUse } from "./principal-use.ts";
import type { request } from "./request.ts";
import type { Step } from "./steps.ts";

/** An incident as programs read it. */
export type Presented = ReturnType<typeof present>;

/** What a list shows of an incident: every `Presented` has it. `questions`: one for each that a person is asked about. */
export type Row = Listed & Standing;

/** `alerts`, `entries`: how many there are. `record`: entries that follow each other, the latest unless asked for others. */
export type Looked = {
  readonly incident: Presented | null;
  readonly alerts: number;
  readonly entries: number;
  readonly record: readonly Entry[];
};

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

/** How the responder is set up, as only it can tell. */
export type Inside = {
  /** By its own clock. */
  readonly at: Time;
  readonly home: { readonly account: string; readonly region: string };
  /** The Regions that it hears, its own first. */
  readonly heard: readonly string[];
  /** Its own account first. What is undefined is not known, and `because` says why. */
  readonly accounts: readonly {
    readonly account: string;
    readonly role: string;
    readonly reached?: boolean;
    /** Whether the role there may deny roles and users; of an account that is only administered from, nothing. */
    readonly denies?: boolean;
    readonly because?: string;
  }[];
  readonly members: { readonly role: string; readonly accounts: readonly string[] };
  readonly administration?: {
    readonly account: string;
    readonly role: string;
    readonly identityCenterRegion?: string | undefined;
    readonly scp: boolean;
    readonly backstop: boolean;
  };
  readonly settings: Pick<
    Config,
    | "defaultMode"
    | "protectedPrincipals"
    | "protectedTag"
    | "untouchable"
    | "ownRoles"
    | "fallback"
    | "trace"
    | "waysIn"
    | "rememberOpened"
    | "severityFrom"
    | "circuitBreaker"
    | "cutoffLeadSeconds"
  > &
    Pick<Config["deployment"], "drillMinutes" | "reserveForAlerts" | "reserveForWatch"> & {
      readonly approvers: readonly string[];
      /** In their order; `narrowed`: with a condition on whom or what it is about. */
      readonly modes: readonly { readonly mode: Mode; readonly narrowed: boolean }[];
    };
};

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
  check: Inside;
  overview: Overview;
  /**
   * Newest first. Those named in `cut` come without their entries, or with no more than lists show: an answer has room for so
   * much. Ask for each. `left`: so many more need a person; counting ends above a thousand.
   */
  incidents: { readonly incidents: readonly Presented[]; readonly cut?: readonly string[]; readonly left?: number };
  /** The same with no more of each than lists show. */
  list: { readonly incidents: readonly Row[]; readonly left?: number };
  /**
   * `more`: there are entries after the last of these; ask again with `after`. `cut`: without most of the alerts and verdicts,
   * for which it has no room; the entries tell them all.
   */
  incident: { readonly incident: Presented | null; readonly more?: true; readonly cut?: true };
  /**
   * For whoever looks at one: a long incident comes without most of its alerts and entries. `record` is what was
   * asked for with `before`; without it, the end of the incident's entries. `tooLarge`: ask for it in parts.
   */
  look: (Omit<Looked, "record"> & Partial<Pick<Looked, "record">>) | { readonly tooLarge: true };
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
