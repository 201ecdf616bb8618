// What an assertion says, read from the part of the response that was signed.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
import { z } from "zod";
import { invalidToken } from "../federation/refusals.ts";

/** Milliseconds since 1970. */
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** An element's text, with or without attributes on the element. */
const words = z.union([
  z.string(),
  z.looseObject({ "#text": z.string().default("") }).transform((one) => one["#text"]),
]);

const attribute = z.object({ "@_Name": z.string(), AttributeValue: z.array(words).default([]) });

/** There must be exactly one confirmation, with both an end and a recipient. */
const confirmation = z.object({
  SubjectConfirmationData: z.object({
    "@_NotBefore": instant.optional(),
    "@_NotOnOrAfter": instant,
    "@_Recipient": z.string(),
  }),
});

const assertion = z.object({
  "@_ID": z.string(),
  "@_IssueInstant": instant,
  Issuer: words,
  Subject: z.object({
    NameID: z.union([z.string(), z.object({ "#text": z.string(), "@_Format": z.string().optional() })]),
    SubjectConfirmation: z.tuple([confirmation]),
  }),
  Conditions: z.object({
    "@_NotBefore": instant.optional(),
    "@_NotOnOrAfter": instant.optional(),
    AudienceRestriction: z.array(z.object({ Audience: z.array(words) })).default([]),
  }),
  AuthnStatement: z.array(z.looseObject({ "@_SessionNotOnOrAfter": instant.optional() })).default([]),
  AttributeStatement: z.array(z.object({ Attribute: z.array(attribute).default([]) })).default([]),
});

export type Assertion = {
  readonly id: string;
  readonly issuedAt: number;
  readonly issuer: string;
  readonly subject: string;
  /** The format of the subject's name, as a URI. */
  readonly format: string;
  readonly recipient: string;
  /** One list for each restriction: AWS must be in every one. */
  readonly audiences: readonly (readonly string[])[];
  /** All must have passed, or be still ahead. */
  readonly notBefore: readonly number[];
  readonly notOnOrAfter: readonly number[];
  readonly sessionEnds: readonly number[];
  readonly attributes: ReadonlyMap<string, readonly string[]>;
};

const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

export function readAssertion(node: unknown): Assertion {
  const read = assertion.safeParse(node);
  if (!read.success) {
    const place = read.error.issues[0]?.path.map(String).join("/").replaceAll("@_", "");
    throw invalidToken(`The SAML assertion is not valid: ${place}`);
  }
  const { Subject, Conditions, AuthnStatement, AttributeStatement, ...top } = read.data;
  const confirmed = Subject.SubjectConfirmation[0].SubjectConfirmationData;
  const name = typeof Subject.NameID === "string" ? { "#text": Subject.NameID } : Subject.NameID;
  const given = AttributeStatement.flatMap((statement) => statement.Attribute);
  return {
    id: top["@_ID"],
    issuedAt: top["@_IssueInstant"],
    issuer: top.Issuer,
    subject: name["#text"],
    format: name["@_Format"] ?? UNSPECIFIED,
    recipient: confirmed["@_Recipient"],
    audiences: Conditions.AudienceRestriction.map(({ Audience }) => Audience),
    notBefore: present(Conditions["@_NotBefore"], confirmed["@_NotBefore"]),
    notOnOrAfter: present(Conditions["@_NotOnOrAfter"], confirmed["@_NotOnOrAfter"]),
    sessionEnds: present(...AuthnStatement.map((statement) => statement["@_SessionNotOnOrAfter"])),
    attributes: valuesByName(given),
  };
}

/** An attribute may be given in several pieces. */
function valuesByName(given: readonly z.infer<typeof attribute>[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const one of given) {
    const name = one["@_Name"];
    values.set(name, [...(values.get(name) ?? []), ...one.AttributeValue]);
  }
  return values;
}

function present(...instants: readonly (number | undefined)[]): readonly number[] {
  return instants.filter((one) => one !== undefined);
}
