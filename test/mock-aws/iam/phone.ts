// A person's phone that shows one-time codes, from the seed that IAM gave.
import { stepAt, totp } from "../../../mock-aws/iam/mfa/totp.ts";
import type { TestAws } from "../../support/local-aws.ts";

/** What the phone shows now, or a number of its steps of 30 seconds later. */
export type Phone = (stepsLater?: number) => string;

export function phoneWith(aws: Pick<TestAws, "now">, base32Seed: string): Phone {
  const bits = [...base32Seed]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const seed = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return (stepsLater = 0) => totp(seed, stepAt(aws.now()) + stepsLater);
}
