// The attributes of an assertion that policies may ask for, and the condition keys under which they do.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping
import { rowOf } from "../../row-of.ts";

const EDU_PERSON = "urn:oid:1.3.6.1.4.1.5923.1.1.1.";
const EDU_ORG = "urn:oid:1.3.6.1.4.1.5923.1.2.1.";
const X500 = "urn:oid:2.5.4.";
const COSINE = "urn:oid:0.9.2342.19200300.100.1.";
const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

const KEYS: Readonly<Record<string, readonly string[]>> = {
  [`${EDU_PERSON}1`]: ["edupersonaffiliation"],
  [`${EDU_PERSON}2`]: ["edupersonnickname"],
  [`${EDU_PERSON}3`]: ["edupersonorgdn"],
  [`${EDU_PERSON}4`]: ["edupersonorgunitdn"],
  [`${EDU_PERSON}5`]: ["edupersonprimaryaffiliation"],
  [`${EDU_PERSON}6`]: ["edupersonprincipalname"],
  [`${EDU_PERSON}7`]: ["edupersonentitlement"],
  [`${EDU_PERSON}8`]: ["edupersonprimaryorgunitdn"],
  [`${EDU_PERSON}9`]: ["edupersonscopedaffiliation"],
  [`${EDU_PERSON}10`]: ["edupersontargetedid"],
  [`${EDU_PERSON}11`]: ["edupersonassurance"],
  [`${EDU_ORG}2`]: ["eduorghomepageuri"],
  [`${EDU_ORG}3`]: ["eduorgidentityauthnpolicyuri"],
  [`${EDU_ORG}4`]: ["eduorglegalname"],
  [`${EDU_ORG}5`]: ["eduorgsuperioruri"],
  [`${EDU_ORG}6`]: ["eduorgwhitepagesuri"],
  [`${X500}3`]: ["cn", "commonName"],
  [`${X500}4`]: ["surname"],
  [`${X500}42`]: ["givenName"],
  [`${X500}45`]: ["x500UniqueIdentifier"],
  [`${COSINE}1`]: ["uid"],
  [`${COSINE}3`]: ["mail"],
  [`${COSINE}45`]: ["organizationStatus"],
  [`${CLAIMS}name`]: ["name"],
  [`${CLAIMS}givenname`]: ["givenName"],
  [`${CLAIMS}surname`]: ["surname"],
  [`${CLAIMS}emailaddress`]: ["mail"],
  "http://schemas.xmlsoap.org/claims/CommonName": ["commonName"],
  "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid": ["primaryGroupSID"],
};

export function attributeKeys(attributes: ReadonlyMap<string, readonly string[]>): Record<string, readonly string[]> {
  const pairs = [...attributes].flatMap(([name, values]) =>
    (rowOf(KEYS, name) ?? []).map((key) => [`saml:${key}`, values] as const),
  );
  return Object.fromEntries(pairs);
}
