// Principal → steps, by the principal's kind.
import type { Principal } from "../model.ts";
import type { Step } from "../steps.ts";
import { containIdentityCenterUser } from "./identity-center-user.ts";
import { containRole } from "./role.ts";
import { containRoot } from "./root.ts";
import { containUser } from "./user.ts";
import type { Wish } from "./wish.ts";

const CONTAIN: {
  readonly [K in Principal["kind"]]: (wish: Wish<Extract<Principal, { kind: K }>>) => readonly Step[];
} = {
  role: containRole,
  user: containUser,
  "identity-center-user": containIdentityCenterUser,
  root: containRoot,
};

export function contain(wish: Wish): readonly Step[] {
  const { kind } = wish.principal;
  return (CONTAIN[kind] as (wish: Wish) => readonly Step[])(wish); // TypeScript does not see that the two belong together.
}
