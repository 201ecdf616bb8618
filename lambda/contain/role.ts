// A role: its leaked session alone, or all that were issued before the cutoff.
import type { RolePrincipal } from "../model.ts";
import { isSessionName } from "../step/session-scope.ts";
import type { Step } from "../steps.ts";
import { backstop } from "./backstop.ts";
import type { Wish } from "./wish.ts";

/**
 * The narrow deny stands only where everything says that one session is meant: its name is known, it is the only one of the
 * role that any alert of the incident names, and nothing has asked for more.
 */
export function containRole(wish: Wish<RolePrincipal>): readonly Step[] {
  const { principal: role, cutoff, alerts, config, widened } = wish;
  const target = { account: role.account, roleName: role.name, roleArn: role.arn, roleId: role.id, cutoff };
  const sessions = new Set(alerts.map(({ principal }) => ("session" in principal ? principal.session : undefined)));
  const scope = widestScope(alerts.map(({ scope }) => scope ?? config.scope));
  if (scope === "session" && !widened && sessions.size === 1 && isSessionName(role.session)) {
    return [{ type: "deny-session", ...target, session: role.session }];
  }
  return [{ type: "deny-role-sessions", ...target }, ...outsiders(wish), ...backstop(wish)];
}

/** The deny of older sessions ends the sessions that the intruder's guests have; new ones are for the trust policy to refuse. */
function outsiders({ principal: role, alerts, config: { served } }: Wish<RolePrincipal>): readonly Step[] {
  if (served === undefined || !alerts.some(({ trustWritten }) => trustWritten)) return [];
  return [
    { type: "deny-outsiders", account: role.account, roleName: role.name, roleArn: role.arn, roleId: role.id, served },
  ];
}

function widestScope(scopes: readonly ("role" | "session")[]): "role" | "session" {
  return scopes.includes("role") ? "role" : "session";
}
