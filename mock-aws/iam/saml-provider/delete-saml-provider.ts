// iam:DeleteSAMLProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html
import { z } from "zod";
import { arn } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iam } from "../state.ts";
import { findProvider, onProvider } from "./providers.ts";

/** Trust policies that name the provider are left as they are; nobody gets in by it any more. */
export const deleteSamlProvider = operation({
  name: "DeleteSAMLProvider",
  readOnly: false,
  input: z.object({ SAMLProviderArn: arn }),
  authorize: onProvider("DeleteSAMLProvider"),
  run({ SAMLProviderArn }, call) {
    findProvider(call, SAMLProviderArn);
    iam(call.world, call.caller.account).samlProviders.delete(SAMLProviderArn);
  },
});
