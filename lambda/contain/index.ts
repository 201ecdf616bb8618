// Principal → steps, by the principal's kind.
import type { Principal, Step, Time } from "../model.ts";
import { containRole } from "./role.ts";

const CONTAIN: {
  readonly [K in Principal["kind"]]: (principal: Extract<Principal, { kind: K }>, cutoff: Time) => readonly Step[];
} = {
  role: containRole,
};

export function contain(principal: Principal, cutoff: Time): readonly Step[] {
  return CONTAIN[principal.kind](principal, cutoff);
}
