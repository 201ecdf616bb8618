// Identifiers in AWS's forms, from one seeded source so that a run can be repeated.

export type Random = () => number;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const HEX = "0123456789abcdef";

/** Mulberry32 (Tommy Ettinger, public domain): small, seeded, good enough for names. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Signs are put together here: a text that grows sign by sign would take thirty times its length in memory. */
const scratch = Buffer.alloc(512);

function pick(random: Random, alphabet: string, length: number): string {
  for (let index = 0; index < length; index++)
    scratch[index] = alphabet.charCodeAt(Math.floor(random() * alphabet.length));
  return scratch.toString("latin1", 0, length);
}

export type UniqueIdPrefix = "ACCA" | "AIDA" | "AROA" | "AIPA" | "AGPA" | "ANPA" | "ANVA";

export function uniqueId(random: Random, prefix: UniqueIdPrefix): string {
  return prefix + pick(random, BASE32, 17);
}

/**
 * An access key id with its account encoded, as AWS has issued them since 2019: 48 bits of base32 after the prefix hold
 * one set bit, the 40 bits of the account and 7 others (published by Aidan Steele and Tal Be'ery; not documented by AWS).
 */
export function accessKeyId(random: Random, prefix: "AKIA" | "ASIA", account: string): string {
  const head = (1n << 47n) | (BigInt(account) << 7n) | BigInt(Math.floor(random() * 128));
  const bits = (head << 32n) | BigInt(Math.floor(random() * 2 ** 32));
  let text = "";
  for (let shift = 75n; shift >= 0n; shift -= 5n) text += BASE32[Number((bits >> shift) & 31n)];
  return prefix + text;
}

/** What `accessKeyId` put into an id; undefined for what is no such id. Ids from before 2019 give nonsense. */
export function accountOfKeyId(id: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(id)) return undefined;
  let bits = 0n;
  for (const sign of id.slice(4)) bits = (bits << 5n) | BigInt(BASE32.indexOf(sign));
  const account = (bits >> 39n) & ((1n << 40n) - 1n);
  return account < 10n ** 12n ? String(account).padStart(12, "0") : undefined;
}

export function secretKey(random: Random): string {
  return pick(random, SECRET_ALPHABET, 40);
}

/** Opaque, as AWS asks its users to treat it; the local AWS looks it up and compares it whole. */
export function sessionToken(random: Random): string {
  return `IQoJb3JpZ2luX2Vj${pick(random, SECRET_ALPHABET, 300)}==`;
}

export function uuid(random: Random): string {
  const [a, b, c, d] = [word(random), word(random), word(random), word(random)];
  const parts = [a, b.slice(0, 4), `4${b.slice(5)}`, `a${c.slice(1, 4)}`, c.slice(4) + d];
  // Trails keep millions of these, and V8 keeps a joined text in less than half the space of a concatenated one.
  return parts.join("-");
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** By table: a number this large takes V8 a while to write, and every call takes a dozen. */
function word(random: Random): string {
  const bits = Math.floor(random() * 2 ** 32);
  return `${BYTES[bits >>> 24]}${BYTES[(bits >>> 16) & 255]}${BYTES[(bits >>> 8) & 255]}${BYTES[bits & 255]}`;
}

export function resourceId(random: Random, prefix: string): string {
  return `${prefix}-${pick(random, HEX, 17)}`;
}

/** Hexadecimal digits, as the ids of IAM Identity Center have them. */
export function hex(random: Random, length: number): string {
  return pick(random, HEX, length);
}

export function accountId(random: Random): string {
  return pick(random, "123456789", 1) + pick(random, "0123456789", 11);
}
