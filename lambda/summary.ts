// Where an incident stands, as whoever asked for something is told.
import type { Summary } from "./answers.ts";
import type { Incident } from "./incident.ts";

export function summaryOf({ id, status, proof, cutoff, because }: Incident): Summary {
  return { incident: id, status, proof, cutoff, because };
}
