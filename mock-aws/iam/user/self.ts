// Whom a call is about: operations on a caller's own credentials may leave the name out.
import { AwsError } from "../../aws-error.ts";
import type { Caller } from "../../caller.ts";
import type { Access, Call } from "../../operation.ts";
import { isRootTask } from "../../root-task.ts";
import { accessTo } from "../access.ts";
import type { Holder, User } from "../entities.ts";
import { rootUser } from "../root/root-user.ts";
import { find } from "../state.ts";

type Wish = { readonly UserName?: string | undefined };

/** The user whose key or token signed the call; undefined for root, roles and federated users. */
export function callingUser({ credential }: Caller): User | undefined {
  if (credential.kind === "long-term") return credential.user;
  if (credential.kind === "none") return undefined;
  return credential.session.type === "session-token" ? credential.session.user : undefined;
}

export function isRoot({ credential }: Caller): boolean {
  if (credential.kind === "none") return false;
  return credential.kind === "long-term"
    ? !credential.user
    : credential.session.type === "session-token" && !credential.session.user;
}

/** The user or root whose key or token signed the call. */
export function callingHolder(call: Pick<Call, "world" | "caller">): Holder | undefined {
  return callingUser(call.caller) ?? (isRoot(call.caller) ? rootUser(call.world, call.caller.account) : undefined);
}

/** The named user, else the caller; throws where the caller is no user. */
export function namedUser(wish: Wish, { world, caller }: Call): User {
  const self = callingUser(caller);
  if (wish.UserName !== undefined) return find(world, caller.account, "users", wish.UserName);
  return self ?? nameMissing();
}

/** The same, or root where root itself calls. */
export function namedHolder(wish: Wish, call: Call): Holder {
  if (wish.UserName !== undefined) return namedUser(wish, call);
  return callingHolder(call) ?? nameMissing();
}

/** "When you make this request with root user credentials, you must use an AssumeRoot session to omit the user name." */
export function namedHolderInTask(wish: Wish, call: Call): Holder {
  if (wish.UserName === undefined && isRoot(call.caller) && !isRootTask(call)) nameMissing();
  return namedHolder(wish, call);
}

function nameMissing(): never {
  throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials", 400);
}

/** `iam:<action>` on that user; root acts on its account. */
export function onNamedUser(action: string): (wish: Wish, call: Call) => readonly Access[] {
  return (wish, call) => {
    const name = wish.UserName ?? callingUser(call.caller)?.name;
    return [
      name === undefined
        ? { action: `iam:${action}`, resource: call.caller.arn }
        : accessTo(call, action, "users", name),
    ];
  };
}
