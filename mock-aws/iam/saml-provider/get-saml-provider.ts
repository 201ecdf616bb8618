// iam:GetSAMLProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html
import { z } from "zod";
import { arn } from "../../input.ts";
import { operation } from "../../operation.ts";
import { showTags } from "../show.ts";
import { findProvider, onProvider, showProvider } from "./providers.ts";

export const getSamlProvider = operation({
  name: "GetSAMLProvider",
  readOnly: true,
  input: z.object({ SAMLProviderArn: arn }),
  authorize: onProvider("GetSAMLProvider"),
  run({ SAMLProviderArn }, call) {
    const provider = findProvider(call, SAMLProviderArn);
    return {
      SAMLProviderUUID: provider.uuid,
      SAMLMetadataDocument: provider.metadata,
      ...showProvider(provider),
      Tags: showTags(provider.tags),
    };
  },
});
