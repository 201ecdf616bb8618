// A principal that was not found, or cannot be acted on, is not contained: the reason goes to a person.
import type { Guardrail } from "./guardrail.ts";
import { PASS } from "./guardrail.ts";

export const unresolved: Guardrail = ({ resolution }) =>
  resolution.found ? PASS : { is: "refuse", because: resolution.because };
