// Providers of web identities: the operations.
import { addClientIdToOpenIdConnectProvider, removeClientIdFromOpenIdConnectProvider } from "./client-ids.ts";
import { createOpenIdConnectProvider } from "./create-open-id-connect-provider.ts";
import { deleteOpenIdConnectProvider } from "./delete-open-id-connect-provider.ts";
import { getOpenIdConnectProvider } from "./get-open-id-connect-provider.ts";
import { listOpenIdConnectProviders } from "./list-open-id-connect-providers.ts";
import { updateOpenIdConnectProviderThumbprint } from "./update-open-id-connect-provider-thumbprint.ts";

export const OIDC_PROVIDER_OPERATIONS = [
  addClientIdToOpenIdConnectProvider,
  createOpenIdConnectProvider,
  deleteOpenIdConnectProvider,
  getOpenIdConnectProvider,
  listOpenIdConnectProviders,
  removeClientIdFromOpenIdConnectProvider,
  updateOpenIdConnectProviderThumbprint,
];
