// IAM's answers in the project's own terms: what is absent, documents as text, tags as a record.
import { NoSuchEntityException, type Tag } from "@aws-sdk/client-iam";

export function absent(error: unknown): undefined {
  if (error instanceof NoSuchEntityException) return undefined;
  throw error;
}

/** IAM answers documents URL-encoded; null where there is none. */
export function documentOf(answer: { readonly PolicyDocument?: string | undefined } | undefined): string | null {
  return answer?.PolicyDocument === undefined ? null : decodeURIComponent(answer.PolicyDocument);
}

export function tagsOf(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
}
