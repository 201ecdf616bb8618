// Who put the event on a bus: whoever may do that in some account could have anybody's sessions denied.
//
// EventBridge sets `account` to the account that sent the event, and lets nobody choose it:
// https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
import { accountOf, type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const trustedSender: Guardrail = (question) => {
  const { alert, config, context } = question;
  if (alert.sentFrom === undefined) return NOT_APPLICABLE; // By invocation: IAM has decided who may.
  const trusted = [context.home, accountOf(question), ...config.trustedSenders];
  if (trusted.includes(alert.sentFrom)) return PASS;
  return {
    is: "refuse",
    because: `The event was sent from the account ${alert.sentFrom}, which may only report credentials of its own. If it may report others', as GuardDuty's administrator does, name it in trustedSenders.`,
  };
};
