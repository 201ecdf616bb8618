// Outbound identity federation: the operations.
import { disableOutboundWebIdentityFederation } from "./disable-outbound-web-identity-federation.ts";
import { enableOutboundWebIdentityFederation } from "./enable-outbound-web-identity-federation.ts";
import { getOutboundWebIdentityFederationInfo } from "./get-outbound-web-identity-federation-info.ts";

export const OUTBOUND_FEDERATION_OPERATIONS = [
  disableOutboundWebIdentityFederation,
  enableOutboundWebIdentityFederation,
  getOutboundWebIdentityFederationInfo,
];
