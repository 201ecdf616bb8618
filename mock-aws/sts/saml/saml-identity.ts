// Whom a SAML assertion proves its bearer to be.
import { createHash } from "node:crypto";
import type { SamlIdentity } from "../../federated-identity.ts";
import { iam } from "../../iam/state.ts";
import type { Call } from "../../operation.ts";
import { invalidToken } from "../federation/refusals.ts";
import type { Assertion } from "./assertion.ts";
import { attributeKeys } from "./attribute-keys.ts";
import { checkAssertion } from "./check-assertion.ts";
import { providerKeys } from "./provider-keys.ts";
import { assertionIn } from "./response.ts";
import { sessionAttributes } from "./session-attributes.ts";

const FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

/** Of a provider in the caller's account, which is the role's. */
export function samlIdentity(base64: string, providerArn: string, { world, now, caller }: Call): SamlIdentity {
  const { account } = caller;
  const provider = world.accounts.has(account) ? iam(world, account).samlProviders.get(providerArn) : undefined;
  const keys = provider && providerKeys(provider.metadata);
  if (!keys) throw invalidToken("Specified provider doesn't exist."); // [IAM User Guide, troubleshoot SAML]
  const assertion = assertionIn(base64, keys.certificates);
  checkAssertion(assertion, keys.entityId, now);
  return identityOf(assertion, providerArn, account);
}

function identityOf(assertion: Assertion, provider: string, account: string): SamlIdentity {
  const { issuer, subject, recipient, attributes, sessionEnds } = assertion;
  const providerName = provider.slice(provider.indexOf("/") + 1);
  const nameQualifier = createHash("sha1").update(`${issuer}${account}/${providerName}`).digest("base64");
  const subjectType = assertion.format.startsWith(FORMAT) ? assertion.format.slice(FORMAT.length) : assertion.format;
  return {
    by: "saml",
    provider,
    subject,
    audience: recipient,
    principalId: `${nameQualifier}:${subject}`,
    identityProvider: nameQualifier,
    assertionId: assertion.id,
    issuer,
    subjectType,
    nameQualifier,
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
    context: {
      "saml:aud": recipient,
      "saml:iss": issuer,
      "saml:sub": subject,
      "saml:sub_type": subjectType,
      "saml:namequalifier": nameQualifier,
      "saml:doc": `${account}/${providerName}`,
      ...attributeKeys(attributes),
    },
    lasting: ["saml:namequalifier", "saml:sub", "saml:sub_type"],
    ...(sessionEnds.length > 0 ? { sessionEnd: Math.min(...sessionEnds) } : {}),
    ...sessionAttributes(attributes, provider),
  };
}
