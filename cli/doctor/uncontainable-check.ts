// Who cannot be contained whatever happens, or only on a person's word.
import type { RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import type { Inside } from "../../lambda/answers.ts";
import { arnMatches } from "../../lambda/arn.ts";
import type { Check, Found } from "./check.ts";
import { PRINCIPALS_PERMISSIONS } from "./principals.ts";

export const uncontainableCheck: Check = {
  name: "uncontainable",
  title: "Who is not contained by itself",
  about: "On the day somebody else has to act about these, or to say a word.",
  permissions: [...PRINCIPALS_PERMISSIONS, "lambda:InvokeFunction"],
  async run({ inside, principals }) {
    const [{ settings }, { roles, users }] = await Promise.all([inside(), principals()]);
    const linked = roles.filter(({ Path = "" }) => Path.startsWith("/aws-service-role/"));
    const untouchable = named([...settings.untouchable, ...settings.ownRoles], roles, users);
    const isProtected = [...named(settings.protectedPrincipals, roles, users), ...tagged(settings, roles, users)];
    return [
      ...told(
        linked.map(({ RoleName = "" }) => RoleName),
        "Service-linked roles, which AWS alone may change",
      ),
      ...told(untouchable, "Untouchable, or the responder's own"),
      ...told([...new Set(isProtected)], "Protected: contained on a person's word only"),
      ...spread(isProtected.length, roles.length + users.length),
      { status: "ok", what: "The root user of the management account: nothing in AWS limits it." },
    ];
  },
};

function named(patterns: readonly string[], roles: readonly RoleDetail[], users: readonly UserDetail[]): string[] {
  const all = [...roles, ...users].flatMap(({ Arn }) => Arn ?? []);
  return all.filter((arn) => patterns.some((pattern) => arnMatches(pattern, arn)));
}

function tagged(
  { protectedTag }: Inside["settings"],
  roles: readonly RoleDetail[],
  users: readonly UserDetail[],
): string[] {
  const { key, value } = protectedTag;
  const all = [...roles, ...users].filter(({ Tags = [] }) =>
    Tags.some(({ Key, Value }) => Key?.toLowerCase() === key.toLowerCase() && (value === undefined || Value === value)),
  );
  return all.flatMap(({ Arn }) => Arn ?? []);
}

const MOST_NAMED = 10;

function told(names: readonly string[], who: string): readonly Found[] {
  if (names.length === 0) return [];
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} others` : "";
  return [{ status: "ok", what: `${who}: ${names.slice(0, MOST_NAMED).join(", ")}${rest}.` }];
}

/** Whoever may tag can protect: where most are, that is no exception. */
function spread(count: number, all: number): readonly Found[] {
  if (count < 10 || count * 2 < all) return [];
  const what = `${count} of ${all} roles and users are protected: nearly every leak waits for a person.`;
  return [{ status: "warning", what, fix: "Narrow protectedPrincipals and the tag of protectedTag." }];
}
