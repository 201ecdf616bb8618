// The parts of an XML document that one of some certificates vouches for, and nothing else of it.
import { SignedXml } from "xml-crypto";

const SIGNATURE = /<((?:[A-Za-z_][\w.-]*:)?)Signature(?=[\s>])[\s\S]*?<\/\1Signature\s*>/g;
const MOST_SIGNATURES = 4;

/**
 * Each as the very text that was digested for its signature: what a forger wraps around a signed part, puts beside it
 * or hides in a comment is not in there, so that nobody can mistake it for what was signed. The key is one of
 * `certificates` (PEM), whatever key the signature itself brings along.
 */
export function signedParts(xml: string, certificates: readonly string[]): readonly string[] {
  const signatures = (xml.match(SIGNATURE) ?? []).slice(0, MOST_SIGNATURES);
  return signatures.flatMap((signature) => {
    for (const certificate of certificates) {
      const parts = verified(xml, signature, certificate);
      if (parts.length > 0) return parts;
    }
    return [];
  });
}

/** Empty where the signature is not good; what the verifier cannot make sense of is not. */
function verified(xml: string, signature: string, publicCert: string): readonly string[] {
  const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
  try {
    verifier.loadSignature(signature);
    return verifier.checkSignature(xml) ? verifier.getSignedReferences() : [];
  } catch {
    return [];
  }
}
