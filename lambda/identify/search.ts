// What a search for a credential's owner may take, and what may come of it.
import type { Alert, Suspect, Time } from "../model.ts";
import type { Places } from "../places.ts";

export type Identified =
  /**
   * The alert with its account and with a principal that IAM can be asked for by name. `note`: what a person should know of
   * how it was found.
   */
  | { readonly outcome: "named"; readonly alert: Alert; readonly note?: string }
  /** Nobody can say yet: CloudTrail is late, or something could not be asked. Asking again later may help. */
  | { readonly outcome: "later"; readonly because: string }
  | { readonly outcome: "nobody"; readonly because: string };

/** What the search may take besides AWS: a pace and the time. */
export type Search = {
  readonly places: Places;
  now(): number;
  sleep(ms: number): Promise<void>;
  /** When the responder first heard of the alert; the alert's own time unless said. */
  readonly since?: Time;
};

export type Owner = {
  readonly found: true;
  readonly account: string;
  readonly principal: Suspect;
  /** When the session was issued, where AWS says. */
  readonly issuedAt?: Time;
  readonly note?: string;
};

export type NoOwner = {
  readonly found: false;
  readonly because: string;
  /** What could not be asked, each with the reason. */
  readonly gaps: readonly string[];
  /** CloudTrail was asked, which learns of a call minutes after it. */
  readonly mayBeLate: boolean;
};

export type Finding = Owner | NoOwner;

export function nobody(because: string, gaps: readonly string[] = [], mayBeLate = false): NoOwner {
  return { found: false, because, gaps, mayBeLate };
}
