// iam:CreateSAMLProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { uuid } from "../../ids.ts";
import { text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iamArn } from "../arn.ts";
import type { SamlProvider } from "../entities.ts";
import { showTags } from "../show.ts";
import { iam } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { ENCRYPTION, metadataDocument, refuseBadMetadata, refuseEncryption } from "./metadata.ts";

export const createSamlProvider = operation({
  name: "CreateSAMLProvider",
  readOnly: false,
  input: z.object({
    Name: text({ min: 1, max: 128, pattern: /[\w._-]+/ }),
    SAMLMetadataDocument: metadataDocument,
    Tags: tagList.optional(),
    ...ENCRYPTION,
  }),
  authorize({ Name, Tags }, { caller }) {
    const resource = iamArn(caller.account, "saml-provider", "/", Name);
    const context = requestTagContext(Tags);
    const tagging = Tags?.length ? [{ action: "iam:TagSAMLProvider", resource, context }] : [];
    return [{ action: "iam:CreateSAMLProvider", resource, context }, ...tagging];
  },
  run(input, { world, now, caller: { account } }) {
    refuseEncryption(input);
    refuseBadMetadata(input.SAMLMetadataDocument);
    const arn = iamArn(account, "saml-provider", "/", input.Name);
    const { samlProviders } = iam(world, account);
    if (samlProviders.has(arn))
      throw new AwsError("EntityAlreadyExists", `SAMLProvider with name ${input.Name} already exists.`, 409);
    const provider: SamlProvider = {
      arn,
      uuid: `SAML${uuid(world.random).replaceAll("-", "").toUpperCase()}`,
      createdAt: now,
      tags: withTags(new Map(), input.Tags),
      metadata: input.SAMLMetadataDocument,
    };
    samlProviders.set(arn, provider);
    return { SAMLProviderArn: arn, Tags: showTags(provider.tags) };
  },
});
