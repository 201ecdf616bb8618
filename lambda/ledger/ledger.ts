// What the ledger promises: one open incident for each principal, and entries that are only ever added.
import type { Alert, EntryBody, Incident, Time } from "../model.ts";

/** The right to be the incident of a principal: who holds it, and what opened it. */
export type Claim = {
  readonly principalKey: string;
  readonly incidentId: string;
  /** Whether this very call opened the incident; every later one joins it. */
  readonly opened: boolean;
  /** Present where the incident has ended and the alert tells nothing that it did not answer. */
  readonly ended?: "lifted" | "refused";
  /** The time before which the incident denies sessions, or is about to. */
  readonly cutoff: Time;
  readonly openedAt: Time;
  readonly openingAlert: Alert;
};

export type Opening = { readonly incidentId: string; readonly alert: Alert; readonly cutoff: Time; readonly at: Time };

export type Ledger = {
  /**
   * Opens an incident for the alert's principal or joins the one that is open. One round trip; it carries the intent, so
   * that `due` finds what crashed right after it.
   */
  claim(opening: Opening): Promise<Claim>;
  /**
   * Appends what `next` makes of the incident as it stands; where somebody was faster, it is asked again. Returns the
   * incident with its new entries.
   */
  append(claim: Claim, at: Time, next: (incident: Incident) => readonly EntryBody[]): Promise<Incident>;
  read(incidentId: string): Promise<Incident | undefined>;
  /** Brings the claim in step with the incident: one that has ended is due no more. */
  follow(claim: Claim, incident: Incident, at: Time): Promise<void>;
  /** The claims of all incidents that are open and due. */
  due(now: Time): Promise<readonly Claim[]>;
  /** Reconcile comes back to the incident at `dueAt`. */
  schedule(claim: Claim, dueAt: Time): Promise<void>;
  /** The claim of the incident, where it still holds its principal's. */
  claimOf(incident: Incident): Promise<Claim | undefined>;
  /** Newest first, `limit` at most. */
  list(limit: number): Promise<readonly Incident[]>;
};

/** Names of roles are told apart by more than case, and an account has one of each. */
export function principalKeyOf({ account, principal, accessKeyId }: Alert): string {
  const name = "name" in principal ? principal.name.toLowerCase() : (accessKeyId ?? "");
  return `${account}/${principal.kind}/${name}`;
}
