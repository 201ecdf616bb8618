// Whether the caller may: every permission that an operation takes, against every policy that applies.
import { AwsError } from "./aws-error.ts";
import type { Caller } from "./caller.ts";
import type { Instant } from "./clock.ts";
import { contextOf } from "./context.ts";
import { describeRefusal, encodeRefusal } from "./encoded-message.ts";
import { policiesOfCaller } from "./iam/applicable.ts";
import type { Access, Call, Protocol } from "./operation.ts";
import { controlPolicies, membershipOf, rcpsOver } from "./organizations/levels.ts";
import { evaluate } from "./policy/evaluate.ts";
import { accessDeniedMessage } from "./policy/message.ts";
import type { ApplicablePolicies } from "./policy/policies.ts";
import { noteRefusal, noteUse } from "./used-permissions.ts";
import { enforcedUntil } from "./world.ts";

/** Throws AWS's refusal for the first permission that the caller lacks. */
export function authorize(
  call: Call,
  accesses: readonly Access[],
  service: { readonly protocol: Pick<Protocol, "dialect"> },
): void {
  const { world, caller } = call;
  refuseLimitedSessions(caller.credential, accesses);
  const asOf = enforcedUntil(world);
  const own = { ...policiesOfCaller(world, caller, asOf), ...organizationPolicies(call, asOf) };
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
      ...resourceControlPolicies(call, access, asOf),
    });
    if (decision.decision === "allowed") {
      noteUse(world, caller, access.action);
      continue;
    }
    noteRefusal(world, caller, accessDeniedMessage(request, decision));
    const [code, prefix, status] = service.protocol.dialect.accessDenied;
    const encoded = service.protocol.dialect.encodesRefusals
      ? `. Encoded authorization failure message: ${encodeRefusal({ account: caller.account, message: describeRefusal(request, decision, caller) })}`
      : "";
    const { strangersHear } = service.protocol.dialect;
    if (strangersHear !== undefined && isStranger(call, access)) throw new AwsError(code, strangersHear, status);
    throw new AwsError(code, prefix + accessDeniedMessage(request, decision) + encoded, status);
  }
}

/** Whether the resource belongs to an account that is neither the caller's own nor of its organization. */
function isStranger({ world, caller }: Call, { resourceAccount = caller.account }: Access): boolean {
  if (resourceAccount === caller.account) return false;
  const [theirs, own] = [resourceAccount, caller.account].map((account) => membershipOf(world, account)?.id);
  return own === undefined || own !== theirs;
}

/** Service control policies bind everybody in a member account, root too, but service-linked roles. */
function organizationPolicies({ world, caller }: Call, asOf: Instant): Pick<ApplicablePolicies, "scps"> {
  if (caller.credential.kind === "none" || isServiceLinked(caller)) return {};
  return { scps: controlPolicies(world, caller.account, "SERVICE_CONTROL_POLICY", asOf) };
}

/** Resource control policies bind whoever comes to a resource of a member account, but service-linked roles. */
function resourceControlPolicies(
  { world, caller }: Call,
  access: Access,
  asOf: Instant,
): Pick<ApplicablePolicies, "rcps"> {
  if (isServiceLinked(caller)) return {};
  return { rcps: rcpsOver(world, access.action, access.resourceAccount ?? caller.account, asOf) };
}

function isServiceLinked({ credential }: Caller): boolean {
  if (credential.kind !== "temporary" || credential.session.type !== "role") return false;
  return credential.session.role.path.startsWith("/aws-service-role/");
}

/**
 * No operations that anybody could call, but permissions that AssumeRole or a call of another service takes besides:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_sts.html, "Permission-only actions".
 */
const PERMISSIONS_ONLY = new Set(["iam:PassRole", "sts:SetSourceIdentity", "sts:TagSession"]);

/**
 * What sessions of users may never call, whatever their policies say:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
function refuseLimitedSessions(credential: Caller["credential"], accesses: readonly Access[]): void {
  if (credential.kind !== "temporary" || credential.session.type === "role") return;
  if (credential.session.type === "session-token" && credential.session.task) return; // AssumeRoot's: its task says all.
  const isToken = credential.session.type === "session-token";
  for (const { action } of accesses) {
    if (PERMISSIONS_ONLY.has(action)) continue;
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
