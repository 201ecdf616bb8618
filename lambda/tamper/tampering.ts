// The calls that can undo or weaken a step, and whether one of them touches this step.
import type { Time } from "../model.ts";
import { cutoffOf, OLDER_SESSIONS_POLICY, SESSIONS_POLICY } from "../older-sessions-policy.ts";
import type { Step } from "../steps.ts";
import type { RecordedCall } from "../trace/graph.ts";
import { textAt } from "../trace/record-text.ts";
import { isSameName, namesOf } from "./user-names.ts";

/** By the service that records them. */
export const TAMPERING = {
  iam: [
    "AttachRolePolicy",
    "CreatePolicyVersion",
    "CreateRole",
    "CreateLoginProfile",
    "DeletePolicy",
    "DeletePolicyVersion",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteUser",
    "DeleteUserPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "PutUserPolicy",
    "SetDefaultPolicyVersion",
    "UpdateAccessKey",
    "UpdateAssumeRolePolicy",
  ],
  organizations: ["DeletePolicy", "DetachPolicy", "UpdatePolicy"],
  sso: ["DeleteInlinePolicyFromPermissionSet", "DeletePermissionSet", "PutInlinePolicyToPermissionSet"],
} as const;

/**
 * Whether the call can have undone the step, whose role or user has had these `names`. That it did is for `holds` to say:
 * somebody else's write of the same policy may leave the deny where it is, as the console's button does.
 */
export function touches(step: Step, call: RecordedCall, names: readonly string[] = namesOf(step)): boolean {
  const { account, source, name, errorCode } = call;
  if (errorCode !== undefined || account !== step.account) return false;
  // Who chooses a password for himself need not say his name; the answer does.
  const asked = (member: string) =>
    textAt(call.record, "requestParameters", member) ?? textAt(call.record, "responseElements", "loginProfile", member);
  switch (source) {
    case "iam.amazonaws.com":
      return isOneOf(TAMPERING.iam, name) && isAboutOwner(step, asked, names) && isAboutPolicy(step, name, asked);
    case "organizations.amazonaws.com":
      return isOneOf(TAMPERING.organizations, name) && isAboutTarget(step, asked("targetId"));
    case "sso.amazonaws.com":
      return (
        step.type === "deny-permission-set" &&
        isOneOf(TAMPERING.sso, name) &&
        asked("permissionSetArn") === step.permissionSetArn
      );
    default:
      return false;
  }
}

type Asked = (member: string) => string | undefined;

/** A policy's own name is in no step; whom it is taken from is. */
function isAboutTarget(step: Step, detachedFrom: string | undefined): boolean {
  if (step.type !== "deny-by-scp" && step.type !== "deny-sessions-by-scp") return false;
  return detachedFrom === undefined || detachedFrom === step.target;
}

/** Policies of ours are named after the unique id of whom they are for, in the policy's ARN alone. */
function isAboutOwner(step: Step, asked: Asked, names: readonly string[]): boolean {
  // Whoever signs as the user need not name them, and a user may be renamed: the key's id is enough.
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
  if (step.type === "deactivate-key" && asked("accessKeyId") === step.accessKeyId) return true;
  const id = "roleId" in step ? step.roleId : "userId" in step ? step.userId : undefined;
  if (id === undefined || names.length === 0) return false;
  const said = "roleName" in step ? asked("roleName") : asked("userName");
  if (said !== undefined) return names.some((name) => isSameName(name, said));
  return isOurPolicy(step, asked("policyArn"));
}

function isOurPolicy(step: Step, arn: string | undefined): boolean {
  const id = "roleId" in step ? step.roleId : "userId" in step ? step.userId : undefined;
  return id !== undefined && arn?.endsWith(`-${id}`) === true;
}

/** A role or user that goes takes everything with it; else the call must be about where the step stands. */
function isAboutPolicy(step: Step, call: string, asked: Asked): boolean {
  if (["DeleteRole", "CreateRole", "DeleteUser"].includes(call)) return true;
  const policy = asked("policyName");
  switch (step.type) {
    case "deny-role-sessions":
    case "deny-user-sessions":
      return policy === OLDER_SESSIONS_POLICY && !writesDeny(asked("policyDocument"), step.cutoff);
    case "deny-session":
      return policy === SESSIONS_POLICY;
    case "deny-role-sessions-boundary":
      if (call.endsWith("PermissionsBoundary")) return !isOurPolicy(step, asked("permissionsBoundary"));
      return isOurPolicy(step, asked("policyArn"));
    case "deactivate-key":
      return call === "UpdateAccessKey" && asked("accessKeyId") === step.accessKeyId && asked("status") !== "Inactive";
    case "deny-assume":
    case "deny-outsiders":
      return call === "UpdateAssumeRolePolicy";
    case "disable-console":
      return call === "CreateLoginProfile";
    case "deny-role-sessions-managed":
    case "deny-user-sessions-managed":
      return isOurPolicy(step, asked("policyArn")) && call !== "AttachRolePolicy";
    default:
      return false;
  }
}

/** As the console's button does: whoever has written this has denied what the step denies, or more. */
function writesDeny(text: string | undefined, cutoff: Time): boolean {
  try {
    return Date.parse(cutoffOf(text ?? null) ?? "") >= Date.parse(cutoff);
  } catch {
    return false; // The record may hold a policy in part, or none that can be read.
  }
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
