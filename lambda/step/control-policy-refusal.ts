// Why Organizations takes no service control policy for an account, in words that say what to do about it.
import {
  ConstraintViolationException,
  PolicyTypeNotEnabledException,
  TargetNotFoundException,
} from "@aws-sdk/client-organizations";

/** `whom` should have been denied, as "the root user of 444455556666"; `account` is where the policy should hang. */
export function explainRefusal(account: string, whom: string) {
  return (error: unknown): never => {
    const words = wordsFor(error, account, whom);
    if (words === undefined) throw error;
    throw new Error(words, { cause: error });
  };
}

function wordsFor(error: unknown, account: string, whom: string): string | undefined {
  if (error instanceof PolicyTypeNotEnabledException) {
    return `Service control policies are switched off in the organization, so that none can deny ${whom}. Switch them on: aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id "$(aws organizations list-roots --query 'Roots[0].Id' --output text)"`;
  }
  if (error instanceof ConstraintViolationException && error.Reason === "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED") {
    return `The account ${account} has as many service control policies as AWS allows. See which can go: aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ${account}; and take one off: aws organizations detach-policy --target-id ${account} --policy-id p-…`;
  }
  if (error instanceof TargetNotFoundException) {
    return `The account ${account} is not in the organization: none of its policies limits ${whom}.`;
  }
  return undefined;
}
