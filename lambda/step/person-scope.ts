// One person of IAM Identity Center as a condition.
//
// https://docs.aws.amazon.com/singlesignon/latest/userguide/prereqs-revoking-user-permissions.html
import type { SessionScope } from "../older-sessions-statement.ts";

export function personScope({ userId }: { readonly userId: string }): SessionScope {
  return { key: "identitystore:userId", value: userId };
}
