// A false alarm that comes again, with nothing new in it. A person who asks all the same is something new.
import { type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const suppression: Guardrail = ({ alert, context }) => {
  if (alert.wishedBy !== undefined) return NOT_APPLICABLE;
  if (context.suppressed === undefined) return PASS;
  const { incident, until, reason } = context.suppressed;
  return {
    is: "refuse",
    because: `It was a false alarm in the incident ${incident} (${reason}), and nothing new was seen since: its like is not acted on until ${until}.`,
  };
};
