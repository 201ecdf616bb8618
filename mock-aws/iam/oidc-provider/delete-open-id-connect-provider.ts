// iam:DeleteOpenIDConnectProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { iam } from "../state.ts";
import { onProvider, providerArn } from "./providers.ts";

/** Deleting what is not there succeeds. Trust policies that name the provider are left as they are. */
export const deleteOpenIdConnectProvider = operation({
  name: "DeleteOpenIDConnectProvider",
  readOnly: false,
  input: z.object({ OpenIDConnectProviderArn: providerArn }),
  authorize: onProvider("DeleteOpenIDConnectProvider"),
  run({ OpenIDConnectProviderArn }, { world, caller }) {
    iam(world, caller.account).oidcProviders.delete(OpenIDConnectProviderArn);
  },
});
