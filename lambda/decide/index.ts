// The guardrails together: contain, ask a person, or refuse. One that fails means: ask.
import type { Verdict } from "../model.ts";
import { blastRadius } from "./blast-radius.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { dryRun } from "./dry-run.ts";
import type { Case, Guardrail, Opinion } from "./guardrail.ts";
import { mode } from "./mode.ts";
import { ownRoles } from "./own-roles.ts";
import { protectedPrincipals } from "./protected-principals.ts";
import { protectedTag } from "./protected-tag.ts";
import { reservedRoles } from "./reserved-roles.ts";
import { sampleFinding } from "./sample-finding.ts";
import { servedAccount } from "./served-account.ts";
import { severity } from "./severity.ts";
import { suppression } from "./suppression.ts";
import { trustedSender } from "./trusted-sender.ts";
import { unresolved } from "./unresolved.ts";
import { untouchable } from "./untouchable.ts";
import { writtenTrust } from "./written-trust.ts";

export const GUARDRAILS: Readonly<Record<string, Guardrail>> = {
  "sample-finding": sampleFinding,
  "trusted-sender": trustedSender,
  unresolved,
  "served-account": servedAccount,
  "own-roles": ownRoles,
  untouchable,
  "reserved-roles": reservedRoles,
  severity,
  suppression,
  "protected-principals": protectedPrincipals,
  "protected-tag": protectedTag,
  mode,
  "written-trust": writtenTrust,
  "blast-radius": blastRadius,
  "circuit-breaker": circuitBreaker,
  "dry-run": dryRun,
};

/**
 * A refusal outweighs everything; then comes what only observes; then a question, unless a person has wished for this or
 * approved it, or the incident is contained already: a leak that goes on is not asked about, and whoever protects a role
 * with a tag after its containment gains nothing. Every reason is heard.
 */
export function decide(question: Case, guardrails: Readonly<Record<string, Guardrail>> = GUARDRAILS): Verdict {
  const opinions = Object.entries(guardrails).map(([name, guardrail]) => consult(name, guardrail, question));
  const [refusals, observations, questions] = [
    reasons(opinions, "refuse"),
    reasons(opinions, "observe"),
    reasons(opinions, "ask"),
  ];
  if (refusals.length > 0) {
    const isQuiet = opinions.every((opinion) => opinion.is !== "refuse" || opinion.quiet === true);
    return { type: "refuse", because: [...refusals, ...observations], ...(isQuiet ? { quiet: true } : {}) };
  }

  const { approved, contained } = question.context;
  const isDecided = question.alert.wishedBy !== undefined || approved !== undefined || contained === true;
  const narrow = opinions.some((opinion) => opinion.is === "pass" && opinion.narrow === true);
  const verdict: Verdict =
    questions.length > 0 && !isDecided
      ? { type: "ask", because: questions }
      : {
          type: "contain",
          ...(narrow ? { scope: "session" } : {}),
          ...(questions.length > 0 ? { despite: questions } : {}),
        };
  return observations.length > 0 ? { type: "refuse", because: [...observations, insteadOf(verdict)] } : verdict;
}

function reasons(opinions: readonly Opinion[], is: "refuse" | "observe" | "ask"): readonly string[] {
  return opinions.flatMap((opinion) => ("because" in opinion && opinion.is === is ? [opinion.because] : []));
}

function insteadOf(verdict: Verdict): string {
  if (verdict.type === "ask") return `A person would have been asked: ${verdict.because.join(" ")}`;
  const narrow = verdict.type === "contain" && verdict.scope === "session";
  return narrow ? "The one session would have been contained." : "It would have been contained.";
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
