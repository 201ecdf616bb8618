// The guardrails together: contain, ask a person, or refuse. One that fails means: ask.
import type { Verdict } from "../model.ts";
import type { Case, Guardrail, Opinion } from "./guardrail.ts";
import { ownRoles } from "./own-roles.ts";
import { protectedPrincipals } from "./protected-principals.ts";
import { reservedRoles } from "./reserved-roles.ts";
import { sampleFinding } from "./sample-finding.ts";
import { unresolved } from "./unresolved.ts";

export const GUARDRAILS: Readonly<Record<string, Guardrail>> = {
  "sample-finding": sampleFinding,
  unresolved,
  "own-roles": ownRoles,
  "protected-principals": protectedPrincipals,
  "reserved-roles": reservedRoles,
};

/** A refusal outweighs a question, and a question outweighs every pass. */
export function decide(question: Case, guardrails: Readonly<Record<string, Guardrail>> = GUARDRAILS): Verdict {
  const opinions = Object.entries(guardrails).map(([name, guardrail]) => consult(name, guardrail, question));
  const refusals = opinions.flatMap((opinion) => (opinion.is === "refuse" ? [opinion.because] : []));
  if (refusals.length > 0) return { type: "refuse", because: refusals };
  const questions = opinions.flatMap((opinion) => (opinion.is === "ask" ? [opinion.because] : []));
  if (questions.length > 0) return { type: "ask", because: questions };
  return { type: "contain" };
}

function consult(name: string, guardrail: Guardrail, question: Case): Opinion {
  try {
    return guardrail(question);
  } catch (error) {
    return {
      is: "ask",
      because: `The guardrail ${name} failed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
