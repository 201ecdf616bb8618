// Signing certificates for tests.
import { generateKeyPairSync } from "node:crypto";
import { selfSigned } from "../../support/certificate.ts";

const KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** In PEM; another name makes another certificate. */
export function certificate(name = "tools"): string {
  const lines =
    selfSigned(name, KEYS)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
