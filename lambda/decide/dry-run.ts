// Whoever only wants to know what would happen: everything is decided as ever, and nothing is touched.
import { type Guardrail, NOT_APPLICABLE } from "./guardrail.ts";

export const dryRun: Guardrail = ({ alert }) =>
  alert.dryRun ? { is: "observe", because: "A dry run: nothing was touched." } : NOT_APPLICABLE;
