// The checksums that S3 keeps with objects, computed as clients compute them.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

export const CHECKSUMS = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"] as const;

export type ChecksumName = (typeof CHECKSUMS)[number];

/** Big-endian bytes in base64. */
export function checksumOf(name: ChecksumName, body: Uint8Array): string {
  switch (name) {
    case "crc32":
      return word(crc32(body)).toString("base64");
    case "crc32c":
      return word(crc32c(body)).toString("base64");
    case "crc64nvme":
      return crc64nvme(body).toString("base64");
    default:
      return createHash(name).update(body).digest("base64");
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** Castagnoli's polynomial, reflected. */
const CRC32C = table32(0x82f63b78);

function table32(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

function crc32c(body: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of body) crc = (crc >>> 8) ^ (CRC32C[(crc ^ byte) & 0xff] ?? 0);
  return ~crc;
}

/** The NVM Express polynomial, reflected; 64 bits as two words, since big integers are slow. */
const [HIGH, LOW] = tables64(0x9a6c9329ac4bc9b5n);

function tables64(polynomial: bigint): readonly [Uint32Array, Uint32Array] {
  const values = Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  });
  return [
    Uint32Array.from(values, (value) => Number(value >> 32n)),
    Uint32Array.from(values, (value) => Number(value & 0xffffffffn)),
  ];
}

function crc64nvme(body: Uint8Array): Buffer {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of body) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (LOW[index] ?? 0);
    high = (high >>> 8) ^ (HIGH[index] ?? 0);
  }
  return Buffer.concat([word(~high), word(~low)]);
}
