// What is read of a log file: where it lies, or what was fetched of it; and whether that is packed.

export type LogBytes = { readonly path: string; readonly size: number } | { readonly bytes: Uint8Array };

/**
 * By its first bytes: names do not tell, since downloads are unpacked on the way at times.
 * https://datatracker.ietf.org/doc/html/rfc1952#section-2.3.1
 */
export function isPacked(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
