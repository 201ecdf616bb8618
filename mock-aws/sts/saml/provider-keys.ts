// What the metadata of a SAML provider says of it: its name, and the certificates by which its assertions are checked.
import { X509Certificate } from "node:crypto";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";

const LISTS = ["IDPSSODescriptor", "KeyDescriptor", "X509Data", "X509Certificate"];
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => LISTS.includes(name),
});

const certificate = z.union([z.string(), z.object({ "#text": z.string() }).transform((node) => node["#text"])]);
const keyDescriptor = z.object({
  "@_use": z.string().optional(),
  KeyInfo: z.object({ X509Data: z.array(z.object({ X509Certificate: z.array(certificate).optional() })).optional() }),
});
const metadata = z.object({
  EntityDescriptor: z.object({
    "@_entityID": z.string(),
    IDPSSODescriptor: z.array(z.object({ KeyDescriptor: z.array(keyDescriptor) })),
  }),
});

export type ProviderKeys = {
  readonly entityId: string;
  /** In PEM; what is no certificate is left out. */
  readonly certificates: readonly string[];
};

/** Undefined where the metadata is of no such form. */
export function providerKeys(document: string): ProviderKeys | undefined {
  const read = metadata.safeParse(parser.parse(document));
  if (!read.success) return undefined;
  const { "@_entityID": entityId, IDPSSODescriptor } = read.data.EntityDescriptor;
  const signing = IDPSSODescriptor.flatMap((one) => one.KeyDescriptor).filter((key) => key["@_use"] !== "encryption");
  const texts = signing.flatMap(({ KeyInfo }) =>
    (KeyInfo.X509Data ?? []).flatMap((data) => data.X509Certificate ?? []),
  );
  return { entityId, certificates: texts.flatMap(toPem) };
}

function toPem(base64: string): readonly string[] {
  try {
    return [new X509Certificate(Buffer.from(base64, "base64")).toString()];
  } catch {
    return [];
  }
}
