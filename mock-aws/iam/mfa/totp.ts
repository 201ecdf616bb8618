// Time-based one-time passwords: what an authenticator app shows, from the secret that it shares with IAM.
import { createHmac } from "node:crypto";
import type { Instant } from "../../clock.ts";
import type { Random } from "../../ids.ts";
import type { MfaDevice } from "../entities.ts";

const STEP_MS = 30_000;
const SEED_BYTES = 40;

/** The secret of a new device. */
export function newSeed(random: Random): Buffer {
  return Buffer.from(Array.from({ length: SEED_BYTES }, () => Math.floor(random() * 256)));
}

export function stepAt(now: Instant): number {
  return Math.floor(now / STEP_MS);
}

/** Six digits: https://www.rfc-editor.org/rfc/rfc6238 over https://www.rfc-editor.org/rfc/rfc4226 */
export function totp(seed: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", seed).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Whether `codes` are what the device shows in a row around `now`; each step is taken once, clocks may be one step off. */
export function takeCodes(device: MfaDevice, codes: readonly string[], now: Instant): boolean {
  const around = [stepAt(now), stepAt(now) - 1, stepAt(now) + 1];
  const first = around.find(
    (step) => step > device.lastStep && codes.every((code, index) => code === totp(device.seed, step + index)),
  );
  if (first === undefined) return false;
  device.lastStep = first + codes.length - 1;
  return true;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The secret as authenticator apps take it; `bytes` in fives. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}
