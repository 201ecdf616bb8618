// iam:UpdateOpenIDConnectProviderThumbprint — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { findProvider, onProvider, providerArn, thumbprints } from "./providers.ts";

export const updateOpenIdConnectProviderThumbprint = operation({
  name: "UpdateOpenIDConnectProviderThumbprint",
  readOnly: false,
  input: z.object({ OpenIDConnectProviderArn: providerArn, ThumbprintList: thumbprints }),
  authorize: onProvider("UpdateOpenIDConnectProviderThumbprint"),
  run({ OpenIDConnectProviderArn, ThumbprintList }, call) {
    findProvider(call, OpenIDConnectProviderArn).thumbprints = ThumbprintList;
  },
});
