// The policy simulator: the operations.
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from "./context-keys.ts";
import { simulateCustomPolicy } from "./simulate-custom-policy.ts";
import { simulatePrincipalPolicy } from "./simulate-principal-policy.ts";

export const SIMULATE_OPERATIONS = [
  getContextKeysForCustomPolicy,
  getContextKeysForPrincipalPolicy,
  simulateCustomPolicy,
  simulatePrincipalPolicy,
];
