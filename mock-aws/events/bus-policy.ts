// The policy of an event bus, statement by statement.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { parsePolicy } from "../policy/document.ts";
import { MalformedPolicyError } from "../policy/errors.ts";
import type { Bus } from "./buses.ts";

type Document = { readonly Statement: readonly { readonly Sid?: string }[] };

export function statementsOf(bus: Bus): Document["Statement"] {
  const document: { Statement: unknown } = JSON.parse(bus.policy?.document.text ?? '{"Statement":[]}');
  return [document.Statement].flat() as Document["Statement"]; // The policy was parsed when it was set.
}

/** Throws ValidationException for a policy that is none. */
export function setBusPolicy(bus: Bus, text: string, now: Instant): void {
  try {
    bus.policy = { id: bus.arn, kind: "resource", document: parsePolicy(text, "resource") };
    bus.modifiedAt = now;
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    throw new AwsError("ValidationException", `Policy is not valid. Reason: ${error.message}`);
  }
}

export function setStatements(bus: Bus, statements: Document["Statement"], now: Instant): void {
  if (statements.length > 0) setBusPolicy(bus, JSON.stringify({ Version: "2012-10-17", Statement: statements }), now);
  else {
    bus.policy = undefined;
    bus.modifiedAt = now;
  }
}
