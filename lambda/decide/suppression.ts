// What comes again with nothing new in it: a false alarm, or an old delivery of what a lifted incident has answered.
import { type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

/** A person who asks in spite of a false alarm is something new. */
export const suppression: Guardrail = ({ alert, context }) => {
  const { suppressed, answered } = context;
  if (suppressed !== undefined && alert.wishedBy === undefined) {
    const { incident, until, reason } = suppressed;
    return {
      is: "refuse",
      quiet: true,
      because: `It was a false alarm in the incident ${incident} (${reason}), and nothing new was seen since: its like is not acted on until ${until}.`,
    };
  }
  if (answered !== undefined) {
    const { incident, until } = answered;
    return {
      is: "refuse",
      quiet: true,
      because: `What it saw was before ${until}: the incident ${incident} denied that, and was lifted since. If the leak goes on, ask for a containment.`,
    };
  }
  return alert.wishedBy === undefined ? PASS : NOT_APPLICABLE;
};
