// Whether bytes are gzip's: names do not tell, since downloads are unpacked on the way at times.

/** https://datatracker.ietf.org/doc/html/rfc1952#section-2.3.1 */
export function isPacked(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
