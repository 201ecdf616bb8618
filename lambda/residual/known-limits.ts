// What each kind of step never stops, whatever the trail shows: said beside every containment, so that nobody takes it for more.
import type { StepType } from "../model.ts";

export const KNOWN_LIMITS: Readonly<Record<StepType, readonly string[]>> = {
  "deny-role-sessions": [
    "Sessions of other roles that were opened with the leaked one carry their own issue time: this deny does not reach them.",
    "Whoever can still assume the role gets a new session after the cutoff: a stolen login at an identity provider, or the same hole in an instance.",
    "sts:GetCallerIdentity answers until the credential expires, and with it tokens for EKS clusters can be made.",
    "What was read or changed before the deny stays read and changed. Data events, as reading an object in S3, are not in LookupEvents: no proof here sees them.",
    "Connections that are open already (databases, shells by Session Manager) are not cut, and what the intruder has created stays.",
  ],
};
