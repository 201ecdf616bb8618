// The SAML response that an identity provider posts: whether it let the user in, and its one signed assertion.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { NotImplementedError } from "../../aws-error.ts";
import { invalidToken, rejectedClaim } from "../federation/refusals.ts";
import { type Assertion, readAssertion } from "./assertion.ts";
import { signedParts } from "./signed-parts.ts";

const LISTS = [
  "Assertion",
  "Attribute",
  "AttributeStatement",
  "AttributeValue",
  "Audience",
  "AudienceRestriction",
  "AuthnStatement",
  "SubjectConfirmation",
];
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => LISTS.includes(name),
});

const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

/** Throws where the response is not one, says that sign-in failed, or holds no assertion that the provider signed. */
export function assertionIn(base64: string, certificates: readonly string[]): Assertion {
  const xml = decode(base64);
  const response = parser.parse(xml)["Response"];
  if (response === undefined) throw invalidToken("The SAML response could not be read.");
  // Not covered where the assertion alone is signed: believed only where it says no.
  const status = response.Status?.StatusCode?.["@_Value"];
  if (status !== SUCCESS) throw rejectedClaim(`The identity provider reported ${status}.`);
  const parts = signedParts(xml, certificates).map((part) => parser.parse(part));
  const assertions = parts.flatMap((part) => part["Assertion"] ?? part["Response"]?.Assertion ?? []);
  const [first] = assertions;
  if (assertions.some((one) => one["@_ID"] !== first["@_ID"])) {
    throw invalidToken("The SAML response holds more than one assertion.");
  }
  if (first !== undefined) return readAssertion(first);
  if (response.EncryptedAssertion !== undefined) throw new NotImplementedError("encrypted SAML assertions");
  throw invalidToken("Response signature invalid"); // [IAM User Guide, troubleshoot SAML]
}

/** A document type is refused before anything reads it: entities that grow when they are read come with one. */
function decode(base64: string): string {
  const xml = Buffer.from(base64, "base64").toString("utf8");
  if (!/^[A-Za-z0-9+/=\s]+$/.test(base64) || !xml.trimStart().startsWith("<")) {
    throw invalidToken("Invalid base64 SAMLResponse");
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(xml) || XMLValidator.validate(xml) !== true) {
    throw invalidToken("The SAML response could not be read.");
  }
  return xml;
}
