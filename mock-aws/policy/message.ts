// The sentence of an AccessDenied error, in AWS's words.
import type { Decision, PolicyLayer } from "./decision.ts";
import type { AccessRequest, RequestPrincipal } from "./request.ts";
import { resourceText } from "./resource-text.ts";

type Refusal = Exclude<Decision, { decision: "allowed" }>;

export type MessageOptions = {
  /** What the service writes for the resource, where it is not the ARN; null for no resource at all. */
  readonly resource?: string | null;
};

const WITH_ARTICLE: Readonly<Record<PolicyLayer, string>> = {
  "service control policy": "a service control policy",
  "resource control policy": "a resource control policy",
  "resource-based policy": "a resource-based policy",
  "role trust policy": "the role trust policy",
  "identity-based policy": "an identity-based policy",
  "permissions boundary": "a permissions boundary",
  "session policy": "a session policy",
};

/**
 * `User: … is not authorized to perform: … on resource: … because no … allows the … action`, or
 * `… with an explicit deny in a …` [IAM User Guide, troubleshoot access denied error messages].
 */
export function accessDeniedMessage(request: AccessRequest, decision: Refusal, options: MessageOptions = {}): string {
  const { principal } = request;
  const action = actionText(request);
  // STS says no more to callers that it did not sign in itself [published].
  if (principal.type === "saml" || principal.type === "web-identity") return `Not authorized to perform ${action}`;
  const resource = options.resource === undefined ? resourceText(request) : options.resource;
  const onResource = resource === null ? "" : ` on resource: ${resource}`;
  const sentence = `User: ${callerName(principal)} is not authorized to perform: ${action}${onResource} ${reason(action, decision)}`;
  return action.startsWith("ec2:") ? `You are not authorized to perform this operation. ${sentence}` : sentence;
}

/** SQS alone writes its actions in small letters [published]. */
function actionText({ action }: AccessRequest): string {
  return action.startsWith("sqs:") ? action.toLowerCase() : action;
}

function reason(action: string, { decision, by }: Refusal): string {
  if (decision === "explicitDeny") return `with an explicit deny in ${WITH_ARTICLE[by]}`;
  return `because no ${by} allows the ${action} action`;
}

function callerName(principal: Exclude<RequestPrincipal, { type: "saml" | "web-identity" }>): string {
  if (principal.type === "anonymous") return "anonymous";
  return principal.type === "service" ? principal.service : principal.arn;
}
