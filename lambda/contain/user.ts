// An IAM user: the leaked long-term key is deactivated, and what it has minted is denied.
import type { UserPrincipal } from "../model.ts";
import type { Step } from "../steps.ts";
import { backstop } from "./backstop.ts";
import type { Wish } from "./wish.ts";

/**
 * A key that is deactivated leaves its sessions alive, for up to 36 hours: the deny on the user stops them. A temporary
 * credential that has leaked says nothing of the key that asked for it: the key stays. Where no credential is named at all,
 * each of the user's keys may be the one, also one that is inactive: it may be so because we were interrupted.
 */
export function containUser(wish: Wish<UserPrincipal>): readonly Step[] {
  const { principal: user, cutoff, alerts } = wish;
  const target = { account: user.account, userName: user.name, userArn: user.arn, userId: user.id };
  const leaked = new Set(alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []));
  const keys = user.keys.filter(({ id }) => leaked.size === 0 || leaked.has(id));
  return [
    ...keys.map(({ id }): Step => ({ type: "deactivate-key", ...target, accessKeyId: id })),
    { type: "deny-user-sessions", ...target, cutoff },
    ...(alerts.some(({ disableConsole }) => disableConsole) ? [{ type: "disable-console", ...target } as const] : []),
    ...backstop(wish),
  ];
}
