// iam:AddClientIDToOpenIDConnectProvider, RemoveClientIDFromOpenIDConnectProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { addClientIds, clientId, findProvider, onProvider, providerArn } from "./providers.ts";

const input = z.object({ OpenIDConnectProviderArn: providerArn, ClientID: clientId });

/** Adding what is there changes nothing. */
export const addClientIdToOpenIdConnectProvider = operation({
  name: "AddClientIDToOpenIDConnectProvider",
  readOnly: false,
  input,
  authorize: onProvider("AddClientIDToOpenIDConnectProvider"),
  run({ OpenIDConnectProviderArn, ClientID }, call) {
    addClientIds(findProvider(call, OpenIDConnectProviderArn), [ClientID]);
  },
});

export const removeClientIdFromOpenIdConnectProvider = operation({
  name: "RemoveClientIDFromOpenIDConnectProvider",
  readOnly: false,
  input,
  authorize: onProvider("RemoveClientIDFromOpenIDConnectProvider"),
  run({ OpenIDConnectProviderArn, ClientID }, call) {
    findProvider(call, OpenIDConnectProviderArn).clientIds.delete(ClientID);
  },
});
