// A self-signed certificate for a key pair, written by hand in DER: enough of X.509 for a test's identity provider.
import { createSign, type KeyObject } from "node:crypto";

const SHA256_WITH_RSA = sequence(Buffer.from("06092a864886f70d01010b", "hex"), Buffer.from("0500", "hex"));
const COMMON_NAME = Buffer.from("0603550403", "hex");

/** In DER; good from 2020 to 2049. */
export function selfSigned(
  name: string,
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
): Buffer {
  const subject = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(name)))));
  const validity = sequence(tagged(0x17, Buffer.from("200101000000Z")), tagged(0x17, Buffer.from("491231235959Z")));
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])));
  const serial = tagged(0x02, Buffer.from([1]));
  const key = keys.publicKey.export({ type: "spki", format: "der" });
  const content = sequence(version, serial, SHA256_WITH_RSA, subject, validity, subject, key);
  const signature = createSign("sha256").update(content).sign(keys.privateKey);
  return sequence(content, SHA256_WITH_RSA, tagged(0x03, Buffer.from([0]), signature));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
