// What IAM answers: a policy's text, or that something is not there.
import { NoSuchEntityException } from "@aws-sdk/client-iam";

/** IAM answers documents URL-encoded. Null where there is none. */
export function documentOf(answer: { readonly PolicyDocument?: string | undefined } | undefined): string | null {
  return answer?.PolicyDocument === undefined ? null : decodeURIComponent(answer.PolicyDocument);
}

export function absent(error: unknown): undefined {
  if (error instanceof NoSuchEntityException) return undefined;
  throw error;
}
