// Which access keys a log file speaks of, in four bytes each: whoever follows a key from hop to hop reads again only the files
// that hold the next one.

/** The end of the member's name `accessKeyId`. A `K` is rarer than an `a`, and a short text is searched faster. */
const MARK = Buffer.from("KeyId");
const [QUOTE, BACKSLASH, COLON, SPACE] = [0x22, 0x5c, 0x3a, 0x20];

/** Undefined where some key may be written in a way that is not recognized here. */
export function keysIn(bytes: Buffer): ReadonlySet<number> | undefined {
  const keys = new Set<number>();
  for (let hit = bytes.indexOf(MARK); hit >= 0; hit = bytes.indexOf(MARK, hit + MARK.length)) {
    let at = hit + MARK.length;
    if (bytes[at] === BACKSLASH) return undefined; // JSON within a text.
    if (bytes[at] !== QUOTE) continue; // The name goes on, or it is no name.
    do at++;
    while (isBetween(bytes[at]));
    if (bytes[at] !== QUOTE) continue; // Null, say.
    let hash = START;
    for (at++; bytes[at] !== QUOTE; at++) {
      const byte = bytes[at];
      if (byte === undefined || byte === BACKSLASH) return undefined;
      hash = mixed(hash, byte);
    }
    keys.add(hash >>> 0);
  }
  return keys;
}

export function hashOf(key: string): number {
  return Buffer.from(key).reduce(mixed, START) >>> 0;
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/. A file that is read for nothing is all that two equal ones cost. */
const START = 0x811c9dc5 | 0;

function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

function isBetween(byte: number | undefined): boolean {
  return byte !== undefined && (byte <= SPACE || byte === COLON);
}
