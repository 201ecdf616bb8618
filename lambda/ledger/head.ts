// The head of an incident: what lists show of it, and no more. A list reads two hundred of them at once.
import type { Incident, IncidentStep } from "../incident.ts";
import type { Alert, Principal, Suspect } from "../model.ts";

/** "The maximum item size in DynamoDB is 400 KB", names of attributes among it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const MOST_BYTES = 390_000;

/** How many reasons a list shows. */
const MOST_REASONS = 10;

type Told = "id" | "account" | "status" | "proof" | "because" | "cutoff" | "openedAt" | "containedAt" | "askedAt";

/** Every `Incident` is one too. */
export type Listed = Pick<Incident, Told | "held" | "asked"> & {
  readonly principal: Named;
  readonly steps: readonly Pick<IncidentStep, "status">[];
  /** The first, where it tells whose credential it is; else none. */
  readonly alerts: readonly Pick<Alert, "accessKeyId">[];
};

/** Who it is, and nothing of what AWS shows of them: tags and policies may be long. The entries have them. */
export type Named<P = Suspect | Principal> = P extends unknown ? Omit<P, (typeof UNNAMED)[number]> : never;

const UNNAMED = [
  ...(["arn", "path", "tags", "keys", "administration"] as const),
  ...(["federatedBy", "olderSessionsPolicy", "sessionsPolicy"] as const),
] as const;

/**
 * Texts of policies are left out for one more reason: intruders write ten kilobytes into each role that they come through, and
 * a head that cannot be written would keep the incident from being looked after.
 */
export function headOf(incident: Incident): Listed {
  const { id, account, principal, status, proof, because, cutoff, openedAt } = incident;
  const { containedAt, askedAt, held, asked, steps, alerts } = incident;
  const first = principal.kind === "access-key" ? alerts.slice(0, 1) : [];
  return {
    ...{ id, account, principal: named(principal), status, proof, cutoff, openedAt, containedAt, askedAt, held, asked },
    because: because.slice(0, MOST_REASONS),
    steps: steps.map((step) => ({ status: step.status })),
    alerts: first.map(({ accessKeyId }) => ({ accessKeyId })),
  } as Listed; // What is not there is left out of JSON too.
}

function named(principal: Suspect | Principal): Named {
  const isUnnamed = (member: string) => UNNAMED.some((unnamed) => unnamed === member);
  return Object.fromEntries(Object.entries(principal).filter(([member]) => !isUnnamed(member))) as Named; // What is left.
}
