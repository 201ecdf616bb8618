// What of the configuration a containment is made from: how wide, and whether the organization stands behind it.
import type { Config } from "../config.ts";
import type { Scope } from "../model.ts";
import type { WishConfig } from "./wish.ts";

export function wishConfig(
  { administration, ownRoles, members }: Pick<Config, "administration" | "ownRoles" | "members">,
  scope: Scope,
): WishConfig {
  if (!administration?.backstop) return { scope };
  return { scope, backstop: { account: administration.account, ownRoles, members } };
}
