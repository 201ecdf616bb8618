// Whether an assertion is from the provider, for AWS, and for now.
import { expiredToken, invalidToken } from "../federation/refusals.ts";
import type { Assertion } from "./assertion.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
const RECIPIENT = /^https:\/\/([a-z0-9-]+\.)?signin\.aws\.amazon\.com\/(static\/)?saml(\/acs\/\w+)?$/;
const AUDIENCE =
  /^(urn:amazon:webservices|https:\/\/([a-z0-9-]+\.)?signin\.aws\.amazon\.com\/(static\/)?saml(\/acs\/\w+)?)$/;

const FIVE_MINUTES_MS = 5 * 60_000;

/** By the virtual clock. Words marked so are AWS's own, of its guide to SAML trouble. */
export function checkAssertion(assertion: Assertion, entityId: string, now: number): void {
  const { issuer, recipient, audiences } = assertion;
  if (issuer !== entityId) throw invalidToken("Issuer not present in specified provider"); // so
  if (!RECIPIENT.test(recipient)) throw invalidToken("The recipient of the SAML assertion is not AWS.");
  if (audiences.length === 0 || !audiences.every((some) => some.some((one) => AUDIENCE.test(one)))) {
    throw invalidToken("Response does not contain the required audience."); // so
  }
  checkTime(assertion, now);
}

function checkTime({ issuedAt, notBefore, notOnOrAfter, sessionEnds }: Assertion, now: number): void {
  if (issuedAt > now || notBefore.some((start) => start > now)) {
    throw invalidToken("The SAML assertion is not yet valid.");
  }
  // [published]
  if (now >= issuedAt + FIVE_MINUTES_MS) throw expiredToken("Token must be redeemed within 5 minutes of issuance");
  if ([...notOnOrAfter, ...sessionEnds].some((end) => end <= now)) {
    throw expiredToken("The SAML assertion has expired.");
  }
}
