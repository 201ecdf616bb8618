// Findings made for trying things out name real accounts: nobody is ever contained because of one.
import type { Guardrail } from "./guardrail.ts";
import { PASS } from "./guardrail.ts";

export const sampleFinding: Guardrail = ({ alert }) => {
  if (!alert.sample) return PASS;
  return { is: "refuse", quiet: true, because: `The finding ${alert.id} is a sample: no credential has leaked.` };
};
