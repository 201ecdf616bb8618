// The evidence of a containment, gathered when it is time, and on record where it says something new.
import type { Deps } from "./deps.ts";
import type { Proof } from "./evidence.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import type { Incident } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import { prove } from "./prove.ts";

/** `read`: the trail is read, which takes its time. */
export async function collectProof(deps: Deps, claim: Claim, incident: Incident, read: boolean): Promise<Incident> {
  const evidence = await gatherEvidence(deps, incident, read);
  if (!evidence) return incident;
  const proof = prove(evidence);
  if (!isNews(incident, proof)) return incident;
  const { level, missing, denied, allowed } = proof;
  const urgency = level === "leaking" ? "error" : "info";
  deps.log[urgency]({ incident: incident.id, proof: level, missing, denied, allowed: allowed.length }, "proof");
  return deps.ledger.append(claim, new Date(deps.now()).toISOString(), () => [{ type: "proof", proof }]);
}

/** Every reading of the trail is evidence; the simulator's answer is only where it changes. */
function isNews({ proof: level, evidence }: Incident, proof: Proof): boolean {
  if (proof.readThrough !== undefined || proof.level !== level) return true;
  return !proof.missing.every((reason) => evidence?.missing.includes(reason));
}
