// A role that many work with: denying all of it may cost more than the leak.
import type { Alert, RolePrincipal } from "../model.ts";
import { aboutPrincipal, type Case, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const blastRadius = aboutPrincipal((principal, { alert, config, context }) => {
  const { blastRadius: limit } = config;
  if (principal.kind !== "role" || limit === undefined) return NOT_APPLICABLE;
  const tooMuch = context.role
    ? [exceeds(context.role.sessions, limit.sessions, "sessions"), exceeds(context.role.users, limit.users, "people")]
    : ["sessions that could not be counted"];
  const named = tooMuch.filter((part) => part !== undefined).join(" and ");
  if (named === "") return PASS;
  if (mayNarrow(principal, alert, config)) return { is: "pass", narrow: true };
  return { is: "ask", because: `In the last day ${principal.arn} had ${named}: they all lose theirs.` };
});

function exceeds(count: number, limit: number | undefined, what: string): string | undefined {
  return limit !== undefined && count > limit ? `${count} ${what} (blastRadius allows ${limit})` : undefined;
}

/** The one session is meant, or it is all that the configuration wants of a role like this; and its name is known. */
function mayNarrow({ session }: RolePrincipal, { scope, wishedBy }: Alert, config: Case["config"]): boolean {
  if (session === undefined) return false;
  const wanted = scope ?? config.scope;
  const isWished = scope === "role" && wishedBy !== undefined;
  return wanted === "session" || (config.blastRadius?.beyond === "narrow" && !isWished);
}
