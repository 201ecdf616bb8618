// iam:UpdateSAMLProvider — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../../aws-error.ts";
import { arn, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { ENCRYPTION, metadataDocument, refuseBadMetadata, refuseEncryption } from "./metadata.ts";
import { findProvider, onProvider } from "./providers.ts";

/** [IAM User Guide, troubleshoot SAML] */
const NO_UPDATES = "Unable to update identity provider. No updates are defined for metadata or encryption assertion.";

/** Whoever holds the new metadata's key signs in from now on: a way in that outlives a leaked credential. */
export const updateSamlProvider = operation({
  name: "UpdateSAMLProvider",
  readOnly: false,
  input: z.object({
    SAMLProviderArn: arn,
    SAMLMetadataDocument: metadataDocument.optional(),
    RemovePrivateKey: text({ min: 22, max: 64, pattern: /[A-Z0-9]+/ }).optional(),
    ...ENCRYPTION,
  }),
  authorize: onProvider("UpdateSAMLProvider"),
  run(input, call) {
    refuseEncryption(input);
    if (input.RemovePrivateKey !== undefined) throw new NotImplementedError("encrypted SAML assertions");
    if (input.SAMLMetadataDocument === undefined) throw new AwsError("InvalidInput", NO_UPDATES, 400);
    const provider = findProvider(call, input.SAMLProviderArn);
    refuseBadMetadata(input.SAMLMetadataDocument);
    provider.metadata = input.SAMLMetadataDocument;
    return { SAMLProviderArn: provider.arn };
  },
});
