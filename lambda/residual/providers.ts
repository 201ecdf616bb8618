// What is left to do where people sign in: a deny ends sessions, and the provider gives new ones.
import type { Incident } from "../incident.ts";

export function providersOf({ principal }: Pick<Incident, "principal">): readonly string[] {
  const providers = "federatedBy" in principal ? (principal.federatedBy ?? []) : [];
  return providers.map(
    (provider) =>
      `Whoever signs in through ${provider} gets new sessions of the role: end the person's or workload's sessions there, reset its credentials, and see who else may sign in.`,
  );
}
