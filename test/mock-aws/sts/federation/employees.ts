// Employees of a company who sign in through its SAML identity provider.
import { CreateSAMLProviderCommand } from "@aws-sdk/client-iam";
import { AssumeRoleWithSAMLCommand, type AssumeRoleWithSAMLCommandInput } from "@aws-sdk/client-sts";
import type { TestAws } from "../../../support/local-aws.ts";
import { type Said, type SignedElement, samlIdp, toBase64 } from "../../../support/saml-idp.ts";
import { ACCOUNT, roleArn } from "../../iam/cast.ts";
import { stranger } from "./cast.ts";

export const ACTION = "sts:AssumeRoleWithSAML";
export const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/Shibboleth`;
export const ENTITY = "https://idp.example.com/saml";

export type Employees = ReturnType<typeof employees>;

/** Their identity provider, and what they do; `connect` makes the provider known to the account. */
export function employees(aws: TestAws) {
  const idp = samlIdp(ENTITY, () => aws.now());
  const roles = { Role: `${roleArn("staff")},${PROVIDER}`, RoleSessionName: "alice@example.com" };
  const complete = (said: Said = {}): Said => ({ ...said, attributes: { ...roles, ...said.attributes } });
  return {
    idp,
    complete,
    connect: () =>
      aws.admin.iam.send(new CreateSAMLProviderCommand({ Name: "Shibboleth", SAMLMetadataDocument: idp.metadata })),
    respond: (said: Said = {}, signs?: SignedElement) => idp.respond(complete(said), signs),
    signIn(response: string, wish: Partial<AssumeRoleWithSAMLCommandInput> = {}) {
      const input = { RoleArn: roleArn("staff"), PrincipalArn: PROVIDER, SAMLAssertion: toBase64(response) };
      return stranger(aws).send(new AssumeRoleWithSAMLCommand({ ...input, ...wish }));
    },
  };
}
