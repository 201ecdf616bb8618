// Which roles give sessions that outlast a shift.
import { paginateListRoles, type Role } from "@aws-sdk/client-iam";
import type { Check } from "./check.ts";

const HOUR = 3600;
const LONG_HOURS = 12;
const MOST_NAMED = 10;

export const longSessionsCheck: Check = {
  name: "long-sessions",
  title: "Long sessions",
  about: "A leaked session that no alert tells of works as long as the role allows; the deny of one stands as long.",
  permissions: ["iam:ListRoles"],
  async run({ aws }) {
    const roles: Role[] = [];
    for await (const page of paginateListRoles({ client: aws().iam }, {})) roles.push(...(page.Roles ?? []));
    const long = roles.filter(({ MaxSessionDuration = HOUR }) => MaxSessionDuration >= LONG_HOURS * HOUR);
    if (long.length === 0)
      return [{ status: "ok", what: `No role of ${roles.length} gives sessions of ${LONG_HOURS} hours.` }];
    const names = long.slice(0, MOST_NAMED).map(({ RoleName = "" }) => RoleName);
    const rest = long.length > MOST_NAMED ? ` and ${long.length - MOST_NAMED} others` : "";
    const fix = "aws iam update-role --max-session-duration 3600 --role-name ROLE";
    return [{ status: "ok", what: `Sessions of ${LONG_HOURS} hours: ${names.join(", ")}${rest}.`, fix }];
  },
};
