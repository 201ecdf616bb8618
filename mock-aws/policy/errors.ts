// The two ways a policy fails: AWS would refuse to store it, or the evaluator does not know what it means.

/** AWS refuses this document when it is written; the message is AWS's own. */
export class MalformedPolicyError extends Error {
  override readonly name = "MalformedPolicyError";
}

/** A statement that could decide uses something the evaluator does not know; guessing would be false evidence. */
export class UnsupportedPolicyError extends Error {
  override readonly name = "UnsupportedPolicyError";
  readonly thing: string;
  readonly policyId: string;
  readonly statement: string;

  constructor(thing: string, policyId: string, statement: string) {
    super(
      `Policy "${policyId}", ${statement}: ${thing}. The local AWS refuses to guess what this decides; ` +
        "teach the policy evaluator about it or leave it out of the policy.",
    );
    this.thing = thing;
    this.policyId = policyId;
    this.statement = statement;
  }
}
