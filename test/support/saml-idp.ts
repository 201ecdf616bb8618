// A SAML identity provider for tests: its metadata, and the signed responses that it posts.
import { generateKeyPairSync } from "node:crypto";
import { SignedXml } from "xml-crypto";
import { selfSigned } from "./certificate.ts";

const SIGN_IN = "https://signin.aws.amazon.com/saml";
const SAML = "urn:oasis:names:tc:SAML:2.0";
const ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/";
const DSIG = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

/** All of it is right unless said otherwise. Times are in milliseconds. */
export type Said = {
  readonly id?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly format?: string;
  readonly recipient?: string;
  /** Null leaves the restriction out. */
  readonly audience?: string | null;
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly sessionNotOnOrAfter?: number;
  /** By name; one that begins with no scheme is AWS's. Undefined leaves it out. */
  readonly attributes?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly status?: string;
};

export type SignedElement = "Assertion" | "Response";

export type SamlIdp = {
  readonly metadata: string;
  /** The response as XML, with its signature on that element. */
  respond(said?: Said, signs?: SignedElement): string;
  /** What an assertion looks like before anybody signs it. */
  assertion(said?: Said): string;
};

export function samlIdp(entityId: string, now: () => number): SamlIdp {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate = selfSigned("idp.example.com", keys).toString("base64");
  const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" });
  const assertion = (said: Said = {}) => assertionXml({ issuer: entityId, ...said }, now());
  return {
    metadata: metadataXml(entityId, certificate),
    assertion,
    respond: (said = {}, signs = "Assertion") => sign(responseXml(said.status, assertion(said)), signs, privateKey),
  };
}

export function toBase64(xml: string): string {
  return Buffer.from(xml).toString("base64");
}

function metadataXml(entityId: string, certificate: string): string {
  const keyInfo = `<ds:KeyInfo xmlns:ds="${DSIG}"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const descriptor = `<md:IDPSSODescriptor protocolSupportEnumeration="${SAML}:protocol"><md:KeyDescriptor use="signing">${keyInfo}</md:KeyDescriptor></md:IDPSSODescriptor>`;
  return `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="${SAML}:metadata" entityID="${entityId}">${descriptor}</md:EntityDescriptor>`;
}

function responseXml(status = "Success", ...content: readonly string[]): string {
  const state = `<samlp:Status><samlp:StatusCode Value="${SAML}:status:${status}"/></samlp:Status>`;
  return `<samlp:Response xmlns:samlp="${SAML}:protocol" ID="_response" Version="2.0">${state}${content.join("")}</samlp:Response>`;
}

const iso = (instant: number) => new Date(instant).toISOString();

function assertionXml(said: Said, now: number): string {
  const { id = "_assertion", subject = "alice", format = `${SAML}:nameid-format:persistent` } = said;
  const { issuedAt = now, notBefore = now, notOnOrAfter = now + 300_000, sessionNotOnOrAfter } = said;
  const data = `<saml:SubjectConfirmationData NotOnOrAfter="${iso(notOnOrAfter)}" Recipient="${said.recipient ?? SIGN_IN}"/>`;
  const audience = said.audience === undefined ? SIGN_IN : said.audience;
  const restriction =
    audience === null
      ? ""
      : `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`;
  const sessionEnd = sessionNotOnOrAfter === undefined ? "" : ` SessionNotOnOrAfter="${iso(sessionNotOnOrAfter)}"`;
  return [
    `<saml:Assertion xmlns:saml="${SAML}:assertion" ID="${id}" IssueInstant="${iso(issuedAt)}" Version="2.0">`,
    `<saml:Issuer>${said.issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="${format}">${subject}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="${SAML}:cm:bearer">${data}</saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions NotBefore="${iso(notBefore)}" NotOnOrAfter="${iso(notOnOrAfter)}">${restriction}</saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${iso(issuedAt)}"${sessionEnd}/>`,
    `<saml:AttributeStatement>${attributesXml(said.attributes ?? {})}</saml:AttributeStatement>`,
    "</saml:Assertion>",
  ].join("");
}

function attributesXml(attributes: NonNullable<Said["attributes"]>): string {
  return Object.entries(attributes)
    .filter(([, values]) => values !== undefined)
    .map(([name, values]) => {
      const inside = [values].flat().map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`);
      return `<saml:Attribute Name="${/^\w+:/.test(name) && !name.startsWith("PrincipalTag:") ? name : ATTRIBUTES + name}">${inside.join("")}</saml:Attribute>`;
    })
    .join("");
}

function sign(xml: string, element: SignedElement, privateKey: string | Buffer): string {
  const xpath = `//*[local-name(.)='${element}']`;
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signer.addReference({
    xpath,
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
    transforms: [`${DSIG}enveloped-signature`, EXCLUSIVE],
  });
  signer.computeSignature(xml, { prefix: "ds", location: { reference: xpath, action: "append" } });
  return signer.getSignedXml();
}
