// What a SAML provider is made from: the metadata document that the identity provider publishes.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { AwsError, NotImplementedError } from "../../aws-error.ts";
import { oneOf, text } from "../../input.ts";

export const metadataDocument = text({ min: 1000, max: 10_000_000 });

/** Members that ask for encrypted assertions, which the local AWS cannot read. */
export const ENCRYPTION = {
  AssertionEncryptionMode: oneOf(["Required", "Allowed"]).optional(),
  AddPrivateKey: text({ min: 1, max: 16_384 }).optional(),
};

export function refuseEncryption(wish: {
  readonly AssertionEncryptionMode?: unknown;
  readonly AddPrivateKey?: unknown;
}): void {
  if (wish.AssertionEncryptionMode !== undefined || wish.AddPrivateKey !== undefined) {
    throw new NotImplementedError("encrypted SAML assertions");
  }
}

const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: false, processEntities: false });

/**
 * Throws InvalidInput where the document describes no identity provider with a key to check assertions by, or has a
 * document type: no metadata needs one, and the entities that it may define grow when they are read.
 */
export function refuseBadMetadata(document: string): void {
  const isPlain = !document.includes("<!DOCTYPE") && XMLValidator.validate(document) === true;
  const descriptor = isPlain ? parser.parse(document).EntityDescriptor : undefined;
  const isProvider =
    descriptor?.IDPSSODescriptor?.KeyDescriptor !== undefined && descriptor["@_entityID"] !== undefined;
  if (!isProvider) throw new AwsError("InvalidInput", "Could not parse metadata", 400);
}
