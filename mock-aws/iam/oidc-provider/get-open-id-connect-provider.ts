// iam:GetOpenIDConnectProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { showTags } from "../show.ts";
import { findProvider, onProvider, providerArn } from "./providers.ts";

export const getOpenIdConnectProvider = operation({
  name: "GetOpenIDConnectProvider",
  readOnly: true,
  input: z.object({ OpenIDConnectProviderArn: providerArn }),
  authorize: onProvider("GetOpenIDConnectProvider"),
  run({ OpenIDConnectProviderArn }, call) {
    const { url, clientIds, thumbprints, createdAt, tags } = findProvider(call, OpenIDConnectProviderArn);
    return {
      Url: url,
      ClientIDList: [...clientIds],
      ThumbprintList: thumbprints,
      CreateDate: new Date(createdAt),
      Tags: showTags(tags),
    };
  },
});
