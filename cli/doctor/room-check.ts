// Whether each role and user has room for the deny, and where it falls back to if not.

import { commandLine } from "../../lambda/command-line.ts";
import { denyOlderSessions, OLDER_SESSIONS_POLICY } from "../../lambda/older-sessions-policy.ts";
import { countedLength } from "../../lambda/policy-text.ts";
import type { Check, Found } from "./check.ts";
import { type Owner, ownersOf } from "./owners.ts";
import { PRINCIPALS_PERMISSIONS } from "./principals.ts";

export const roomCheck: Check = {
  name: "room",
  title: "Room for the deny",
  about: "Inline policies have a quota. Where it is full, the deny is an attached policy, if that is allowed and fits.",
  permissions: [...PRINCIPALS_PERMISSIONS, "lambda:InvokeFunction"],
  async run({ inside, principals, now }) {
    const [{ settings }, known] = await Promise.all([inside(), principals()]);
    const owners = ownersOf(known).filter(({ isEditable }) => isEditable);
    const found = owners.flatMap((owner) => lookAt(owner, settings.fallback, now()));
    if (found.length > 0) return found;
    return [{ status: "ok", what: `${owners.length} roles and users have room for the deny.` }];
  },
};

type Fallback = "none" | "managed-policy" | "boundary";

function lookAt(owner: Owner, fallback: Fallback, now: number): readonly Found[] {
  const { called, name, kind, attached, attachedQuota } = owner;
  const over = neededBy(owner, now) - owner.inlineQuota;
  if (over <= 0) return [];
  const where = { thing: name };
  const list = commandLine("aws", "iam", `list-${kind}-policies`, `--${kind}-name`, name);
  const full = `The inline policies of ${called} have no room for the deny: ${over} characters too many.`;
  const makeRoom = `${list}   # then turn inline policies into managed ones, until it has room`;
  const hasSlot = fallback !== "none" && attached < attachedQuota;
  if (hasSlot) {
    const what = `${full} It would be an attached policy: the ${attached + 1}th of ${attachedQuota}.`;
    return [{ status: "warning", what, fix: makeRoom, where }];
  }
  if (fallback === "boundary" && kind === "role") {
    const what = `${full} Neither is there room for an attached policy: its boundary would be replaced.`;
    return [{ status: "warning", what, fix: makeRoom, where }];
  }
  const why = fallback === "none" ? "fallback is none" : `${attached} policies are attached, and no more go on it`;
  return [{ status: "problem", what: `${full} It cannot be contained: ${why}.`, fix: makeRoom, where }];
}

/** What IAM would count with the deny in it: a policy of that name that is there already is added to. */
function neededBy({ inline }: Owner, now: number): number {
  const text = inline.get(OLDER_SESSIONS_POLICY) ?? null;
  const cutoff = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const others = [...inline].filter(([name]) => name !== OLDER_SESSIONS_POLICY);
  const taken = others.reduce((sum, [, one]) => sum + countedLength(one), 0);
  return taken + countedLength(denyOlderSessions(text, cutoff));
}
