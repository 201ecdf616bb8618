// Whether the roles of an incident are denied to everybody at this moment.
import type { Incident } from "./incident.ts";

/** They are held, and nobody has let them go yet. */
export function isHeld({ held }: Pick<Incident, "held">): boolean {
  return held !== undefined && held.releasedAt === undefined;
}
