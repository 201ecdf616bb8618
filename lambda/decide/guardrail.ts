// What a guardrail is: one question about an alert and its principal, with one of four answers.
import type { Config } from "../config.ts";
import type { Alert, Principal, Resolution, Time } from "../model.ts";

/**
 * `ask`: a person's yes would make it right. `refuse`: a person's yes would be wrong, or could not work. `observe`: what would
 * be done is said, and not done.
 */
export type Opinion =
  /** `narrow`: the leaked session, yes; the whole role, no. */
  | { readonly is: "pass"; readonly narrow?: true }
  | { readonly is: "not-applicable" }
  | { readonly is: "ask"; readonly because: string }
  /** `quiet`: nobody needs to hear of it. */
  | { readonly is: "refuse"; readonly because: string; readonly quiet?: true }
  | { readonly is: "observe"; readonly because: string };

/** What the flow knows beside the alert and its principal; missing or undefined is what it does not know or did not ask. */
export type Context = {
  /** The responder's own account. */
  readonly home: string;
  /** A person has approved what this incident asked. */
  readonly approved?: { readonly by: string; readonly at: Time } | undefined;
  /** The incident's deny stands already: what goes on now was decided then. */
  readonly contained?: true | undefined;
  /** A lifted incident has denied everything that was issued before, and the alert saw nothing later. */
  readonly answered?: { readonly until: Time; readonly incident: string } | undefined;
  /** How many principals were contained in the last hour. */
  readonly recentContainments?: number | undefined;
  /** How many sessions of the role were opened in the last day, and by how many people; undefined: could not be counted. */
  readonly role?: { readonly sessions: number; readonly users: number } | undefined;
  /** The units and the root above the account. */
  readonly units?: readonly string[] | undefined;
  /** The principal was found to be a false alarm, and nothing new was seen since. */
  readonly suppressed?: { readonly until: Time; readonly incident: string; readonly reason: string } | undefined;
};

export type Case = {
  readonly alert: Alert;
  readonly resolution: Resolution;
  readonly config: Config;
  readonly context: Context;
};

export type Guardrail = (question: Case) => Opinion;

export const PASS: Opinion = { is: "pass" };
export const NOT_APPLICABLE: Opinion = { is: "not-applicable" };

/** A guardrail that speaks of a principal, and has nothing to say where none was found. */
export function aboutPrincipal(guardrail: (principal: Principal, question: Case) => Opinion): Guardrail {
  return (question) =>
    question.resolution.found ? guardrail(question.resolution.principal, question) : NOT_APPLICABLE;
}

/** The account whose credential it is: AWS's word before the alert's. */
export function accountOf({ alert, resolution }: Case): string | undefined {
  return resolution.found ? resolution.principal.account : alert.account;
}
