// Whether the caller may: every permission that an operation takes, against every policy that applies.
import { AwsError } from "./aws-error.ts";
import { contextOf } from "./context.ts";
import type { Credential } from "./credential.ts";
import { policiesOfCaller } from "./iam/applicable.ts";
import type { Access, Call, Service } from "./operation.ts";
import { evaluate } from "./policy/evaluate.ts";
import { accessDeniedMessage } from "./policy/message.ts";
import { enforcedUntil } from "./world.ts";

/** Throws AWS's refusal for the first permission that the caller lacks. */
export function authorize(call: Call, accesses: readonly Access[], service: Pick<Service, "protocol">): void {
  const { world, caller } = call;
  refuseLimitedSessions(caller.credential, accesses);
  const own = policiesOfCaller(world, caller, enforcedUntil(world));
  for (const access of accesses) {
    const request = {
      principal: caller.principal,
      action: access.action,
      resource: access.resource,
      ...(access.resourceAccount === undefined ? {} : { resourceAccount: access.resourceAccount }),
      context: contextOf(call, access),
    };
    const decision = evaluate(request, {
      ...own,
      ...(access.resourcePolicy ? { resource: access.resourcePolicy } : {}),
    });
    if (decision.decision === "allowed") continue;
    const [code, prefix, status] = service.protocol.dialect.accessDenied;
    throw new AwsError(code, prefix + accessDeniedMessage(request, decision), status);
  }
}

/**
 * What sessions of users may never call, whatever their policies say:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
function refuseLimitedSessions(credential: Credential, accesses: readonly Access[]): void {
  if (credential.kind === "long-term" || credential.session.type === "role") return;
  const isToken = credential.session.type === "session-token";
  for (const { action } of accesses) {
    const iamIsOpen = isToken && credential.mfa;
    if (action.startsWith("iam:") && !iamIsOpen) {
      throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid", 403);
    }
    const stsIsOpen = isToken && action.startsWith("sts:AssumeRole");
    if (action.startsWith("sts:") && !stsIsOpen && action !== "sts:GetCallerIdentity") {
      throw new AwsError("AccessDenied", `Cannot call ${action.slice(4)} with session credentials`, 403);
    }
  }
}
