// iam:CreateOpenIDConnectProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { list, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iamArn } from "../arn.ts";
import type { OidcProvider } from "../entities.ts";
import { showTags } from "../show.ts";
import { iam } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { addClientIds, clientId, thumbprints } from "./providers.ts";

const URL_FORM = /^https:\/\/([\w.-]+(?::\d+)?(?:\/[^?#\s]*)?)$/;

const providerUrl = text({ min: 1, max: 255 }).refine((url) => {
  if (URL_FORM.test(url)) return true;
  throw new AwsError("ValidationError", "Invalid Open ID Connect Provider URL", 400);
});

/** As ARNs and policies write it: without scheme. A slash at the end stays: it must be what tokens have for `iss`. */
function nameOf(url: string): string {
  return URL_FORM.exec(url)?.[1] ?? url;
}

export const createOpenIdConnectProvider = operation({
  name: "CreateOpenIDConnectProvider",
  readOnly: false,
  input: z.object({
    Url: providerUrl,
    ClientIDList: list(clientId).default([]),
    ThumbprintList: thumbprints.default([]),
    Tags: tagList.optional(),
  }),
  authorize({ Url, Tags }, { caller }) {
    const resource = iamArn(caller.account, "oidc-provider", "/", nameOf(Url));
    const context = requestTagContext(Tags);
    const tagging = Tags?.length ? [{ action: "iam:TagOpenIDConnectProvider", resource, context }] : [];
    return [{ action: "iam:CreateOpenIDConnectProvider", resource, context }, ...tagging];
  },
  run({ Url, ClientIDList, ThumbprintList, Tags }, { world, now, caller: { account } }) {
    const url = nameOf(Url);
    const arn = iamArn(account, "oidc-provider", "/", url);
    const { oidcProviders } = iam(world, account);
    if (oidcProviders.has(arn))
      throw new AwsError("EntityAlreadyExists", `Provider with url ${Url} already exists.`, 409);
    const provider: OidcProvider = {
      arn,
      url,
      createdAt: now,
      tags: withTags(new Map(), Tags),
      clientIds: new Set(),
      thumbprints: ThumbprintList,
    };
    addClientIds(provider, ClientIDList);
    oidcProviders.set(arn, provider);
    return { OpenIDConnectProviderArn: arn, Tags: showTags(provider.tags) };
  },
});
