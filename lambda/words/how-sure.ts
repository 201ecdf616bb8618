// How sure it is that the leaked credential no longer works: each level of the proof in words.
import type { Proof, ProofLevel } from "../evidence.ts";
import { plainText } from "./plain-text.ts";

/** A sentence for each level: what is known, and from what. */
export const HOW_SURE: Readonly<Record<ProofLevel, string>> = {
  none: "Not contained: no deny is known to be in place.",
  "in-place": "The deny is written and was read back. Whether it works has not been shown yet.",
  effective:
    "The deny works as far as AWS's policy simulator, or reading it back, can tell. CloudTrail has not confirmed it yet.",
  proven:
    "Proven: our write is in CloudTrail, every Region was read, and no call with a leaked credential got through for the whole settling time.",
  unproven: "Not proven: the settling time is over, and evidence is missing.",
  leaking: "Leaking: CloudTrail shows a call with a leaked credential that got through after the deny.",
};

/** The sentence for the incident's level, with what its evidence adds: how many calls were refused, and what is missing. */
export function howSure(proof: ProofLevel, evidence?: Proof): string {
  const counted = evidence?.level === proof ? countsOf(evidence) : "";
  const missing = evidence?.level === proof && proof !== "proven" ? evidence.missing : [];
  const named = missing.map((text) => plainText(text)).join(" ");
  return [HOW_SURE[proof], counted, named && `Missing for more: ${named}`].filter((part) => part !== "").join(" ");
}

function countsOf({ denied, allowed, readThrough }: Proof): string {
  if (readThrough === undefined) return "";
  const refused =
    denied === 0 ? "No call with it was seen since the deny" : `${calls(denied)} with it ${were(denied)} refused`;
  const passed = allowed.length === 0 ? "" : ` and ${calls(allowed.length)} got through`;
  return `${refused}${passed}, in CloudTrail up to ${readThrough}.`;
}

function calls(count: number): string {
  return `${count} call${count === 1 ? "" : "s"}`;
}

function were(count: number): string {
  return count === 1 ? "was" : "were";
}
