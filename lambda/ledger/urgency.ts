// What needs a person, and how urgently: lists and the ledger's index of what is open go by it. Pure.
import type { Incident } from "../incident.ts";
import { isOpen } from "./fold.ts";

/** What a person should see first, the most urgent first; each is the name of its section in the runbook. */
export const URGENT = ["leaking", "awaiting-approval", "failed", "unproven"] as const;

export type Urgent = (typeof URGENT)[number];

/** What decides it. `questions`: about those who were found since. */
export type Standing = Pick<Incident, "status" | "proof"> & { readonly questions: readonly unknown[] };

export function urgentStates({ status, proof, questions }: Standing): readonly Urgent[] {
  if (!isOpen({ status })) return [];
  const isAsking = status === "awaiting-approval" || questions.length > 0;
  return URGENT.filter((state) => (state === "awaiting-approval" ? isAsking : state === status || state === proof));
}

/** 0 is the most urgent; what needs nobody comes after all that does, and what has ended last. */
export function urgencyOf(standing: Standing): number {
  const [first] = urgentStates(standing);
  if (first !== undefined) return URGENT.indexOf(first);
  return isOpen(standing) ? URGENT.length : URGENT.length + 1;
}

/** A head says it too: its questions are counted, not told. */
export function standingOf({ status, proof, asked = [] }: Pick<Incident, "status" | "proof" | "asked">): Standing {
  return { status, proof, questions: asked };
}

/** For an index that is read backwards: the most urgent come first, and of those that are alike the newest. */
export function urgencyKey(incident: Pick<Incident, "status" | "proof" | "asked" | "openedAt">): string {
  return `${URGENT.length - urgencyOf(standingOf(incident))}#${incident.openedAt}`;
}

/** Where the keys of those begin that need a person. */
export const LEAST_URGENT_KEY = "1";
