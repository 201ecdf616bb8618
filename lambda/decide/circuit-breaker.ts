// Many containments in an hour are an attack on everything, or a source gone wrong: either way a person looks first.
import { type Case, type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

/** `count`: the containments of the last hour; undefined where they are not known. */
export function isBeyondBreaker({ config }: Pick<Case, "config">, count: number | undefined): boolean {
  return count !== undefined && count >= config.circuitBreaker;
}

export const circuitBreaker: Guardrail = ({ config, context }) => {
  if (context.recentContainments === undefined) return NOT_APPLICABLE;
  if (!isBeyondBreaker({ config }, context.recentContainments)) return PASS;
  return {
    is: "ask",
    because: `${context.recentContainments} principals were contained in the last hour; the configuration allows ${config.circuitBreaker} (circuitBreaker). Look whether the alerts are right before you approve.`,
  };
};
