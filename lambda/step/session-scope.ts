// One session of a role as a condition: `aws:userid` is the role's unique id and the session's name.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
import type { SessionScope } from "../older-sessions-statement.ts";

/** Session names come from alerts: one that STS would not take is refused, so that no policy variable is written. */
export function sessionScope({ roleId, session }: { readonly roleId: string; readonly session: string }): SessionScope {
  if (!isSessionName(session)) throw new Error(`${JSON.stringify(session)} is no name that a session can have.`);
  return { key: "aws:userid", value: `${roleId}:${session}` };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function isSessionName(text: string | undefined): text is string {
  return text !== undefined && /^[\w+=,.@-]{2,64}$/.test(text);
}
