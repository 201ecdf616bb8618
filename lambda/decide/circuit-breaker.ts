// Many containments in an hour are an attack on everything, or a source gone wrong: either way a person looks first.
import { type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const circuitBreaker: Guardrail = ({ config, context }) => {
  if (context.recentContainments === undefined) return NOT_APPLICABLE;
  if (context.recentContainments < config.circuitBreaker) return PASS;
  return {
    is: "ask",
    because: `${context.recentContainments} principals were contained in the last hour; the configuration allows ${config.circuitBreaker} (circuitBreaker). Look whether the alerts are right before you approve.`,
  };
};
