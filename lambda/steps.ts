// Every reversible change as data: what a containment is before it is action.
import type { Time } from "./model.ts";

type OnRole = {
  readonly account: string;
  readonly roleName: string;
  readonly roleArn: string;
  /** `AROA…`: a role made anew under the name is another role. */
  readonly roleId: string;
  /** Sessions issued before this are denied; whole seconds. */
  readonly cutoff: Time;
};

/** Refuse every session of the role that was issued before the cutoff. */
export type DenyRoleSessions = OnRole & { readonly type: "deny-role-sessions" };

/** The same by an attached managed policy of ours, where the inline policies have no room left. */
export type DenyRoleSessionsManaged = OnRole & {
  readonly type: "deny-role-sessions-managed";
  /** This session alone, as `deny-session` would have it. */
  readonly session?: string;
};

/** The same by a permissions boundary, where there is room for no attachment either. */
export type DenyRoleSessionsBoundary = OnRole & { readonly type: "deny-role-sessions-boundary" };

/** Refuse one session of the role, as far as it was issued before the cutoff. */
export type DenySession = OnRole & { readonly type: "deny-session"; readonly session: string };

type OnUser = {
  readonly account: string;
  readonly userName: string;
  readonly userArn: string;
  /** `AIDA…` */
  readonly userId: string;
};

/** Refuse what the user's keys and password have minted before the cutoff; a long-term key is not touched by it. */
export type DenyUserSessions = OnUser & { readonly type: "deny-user-sessions"; readonly cutoff: Time };

/** The same by an attached managed policy of ours, where the inline policies have no room left. */
export type DenyUserSessionsManaged = OnUser & { readonly type: "deny-user-sessions-managed"; readonly cutoff: Time };

/** Make a long-term key unusable; it is kept as evidence. */
export type DeactivateKey = OnUser & { readonly type: "deactivate-key"; readonly accessKeyId: string };

/** Take the user's console password away. */
export type DisableConsole = OnUser & { readonly type: "disable-console" };

/** Refuse a person of Identity Center what was opened before the cutoff, in the permission set's inline policy. */
export type DenyPermissionSet = {
  readonly type: "deny-permission-set";
  /** The administration's account, where the step is taken. */
  readonly account: string;
  readonly region: string;
  readonly instanceArn: string;
  readonly permissionSetArn: string;
  readonly userId: string;
  /** The accounts in which the permission set's role is looked at. */
  readonly memberAccount: string;
  readonly roleName: string;
  readonly cutoff: Time;
};

/** Refuse the root user of a member account everything, by a service control policy. */
export type DenyByScp = {
  readonly type: "deny-by-scp";
  /** The management or delegated administrator account, where the step is taken. */
  readonly account: string;
  readonly target: string;
  readonly partition: string;
};

/**
 * The back-stop: what was issued to a role or user before the cutoff is refused by a service control policy, which nobody in
 * the account can take away; and nobody there but `exempt` may undo what else denies it.
 */
export type DenySessionsByScp = {
  readonly type: "deny-sessions-by-scp";
  /** The management or delegated administrator account, where the step is taken. */
  readonly account: string;
  /** The member account of the principal. */
  readonly target: string;
  readonly principalArn: string;
  /** `AROA…` or `AIDA…` */
  readonly principalId: string;
  readonly partition: string;
  readonly cutoff: Time;
  /** ARNs, or patterns of them, of the roles in the account that may change the principal all the same: the responder's own. */
  readonly exempt: readonly string[];
};

/** Keep principals that have leaked from opening new sessions of a role: a deny in its trust policy. */
export type DenyAssume = {
  readonly type: "deny-assume";
  readonly account: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly roleId: string;
  /** The ARNs of the roles and users that may not assume it. */
  readonly principals: readonly string[];
};

/** Keep everybody out of a role who is not of these accounts: an intruder has written its trust policy. */
export type DenyOutsiders = {
  readonly type: "deny-outsiders";
  readonly account: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly roleId: string;
  /** The accounts that the responder serves, sorted. */
  readonly served: readonly string[];
};

export type Step =
  | DenyRoleSessions
  | DenyRoleSessionsManaged
  | DenyRoleSessionsBoundary
  | DenySession
  | DenyUserSessions
  | DenyUserSessionsManaged
  | DeactivateKey
  | DisableConsole
  | DenyPermissionSet
  | DenyByScp
  | DenySessionsByScp
  | DenyAssume
  | DenyOutsiders;
export type StepType = Step["type"];
export type StepOf<T extends StepType> = Extract<Step, { readonly type: T }>;

/** A step in place, with what undoing it needs. */
export type AppliedStep<S extends Step = Step> = {
  readonly step: S;
  /** What was there before; null where nothing was. Each kind of step has its own form for it. */
  readonly before: string | null;
  /** What is there now. */
  readonly wrote: string;
  /** False where it held already and nothing was written. */
  readonly changed: boolean;
  /** AWS's id of the write: the trail shows it too. */
  readonly requestId?: string;
};

export type FailedStep = {
  readonly step: Step;
  readonly error: string;
  readonly wayOut: string;
  /** AWS has not refused it; its answer was lost, say. It may have been done. */
  readonly mayStand?: true;
};

/** `madeAnew`: the unique id of another role or user that has the name now; the one that was denied is gone. */
export type Holding =
  | { readonly holds: true; readonly madeAnew?: string }
  | { readonly holds: false; readonly because: string };

/** `restored`: as it was before. `gone`: somebody removed it first. `left`: it stays, and the note says why. */
export type Undone = { readonly outcome: "restored" | "gone" | "left"; readonly note: string };

/** What a step changes, whatever its cutoff: two steps of one target are one change. */
export function stepTarget(step: Step): string {
  const { type } = step;
  switch (type) {
    case "deny-session":
      return [type, step.roleId, step.session].join("|");
    case "deny-role-sessions-managed":
      return [type, step.roleId, ...(step.session === undefined ? [] : [step.session])].join("|");
    case "deny-role-sessions":
    case "deny-role-sessions-boundary":
    case "deny-assume":
    case "deny-outsiders":
      return [type, step.roleId].join("|");
    case "deactivate-key":
      return [type, step.accessKeyId].join("|");
    case "deny-user-sessions":
    case "deny-user-sessions-managed":
    case "disable-console":
      return [type, step.userId].join("|");
    case "deny-permission-set":
      return [type, step.permissionSetArn, step.userId].join("|");
    case "deny-by-scp":
      return [type, step.target].join("|");
    case "deny-sessions-by-scp":
      return [type, step.target, step.principalId].join("|");
  }
}

/** Undefined for a step that knows no time: it denies for as long as it stands. */
export function cutoffOfStep(step: Step): Time | undefined {
  return "cutoff" in step ? step.cutoff : undefined;
}
