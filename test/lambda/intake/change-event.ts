// Events that somebody has written into: values that are nothing, or somebody else's, or a secret, anywhere in them.
import fc from "fast-check";
import type { EventFixture } from "./event-fixtures.ts";

/** AWS's own example of a secret access key: whatever looks like it must never come out again. */
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

const POISON = [
  SECRET,
  `aws_secret_access_key = "${SECRET}"`,
  `AKIAIOSFODNN7EXAMPLE:${SECRET}`,
  "app/../../admin",
  "admin\u0000",
  "<script>alert(1)</script>",
  "",
  "null",
  "GeneratedFindingAccessKeyId",
  "x".repeat(5_000),
  "AROAEXAMPLEEXAMPLE123:session-two",
  "AWSAccount",
  "arn:aws:iam::444455556666:role/admin",
  "arn:aws:sts::111122223333:assumed-role/app/../admin",
  "arn:aws:iam::111122223333:instance-profile/",
  "i-../../etc",
  "ASIAIOSFODNN7EXAMPLF",
  "9999999999999",
  [],
  {},
  null,
  -1,
  1e300,
  JSON.parse(`{"__proto__":{"kind":"root"},"constructor":"x"}`),
  { toString: "x", valueOf: 1 },
];

const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...POISON) }, { weight: 1, arbitrary: fc.jsonValue() });

export type Change = { readonly where: number; readonly what: unknown; readonly name: string | undefined };
export const change: fc.Arbitrary<Change> = fc.record({
  where: fc.nat(),
  what: value,
  name: fc.option(fc.constantFrom(SECRET, "sample", "Status", "type", "uid", "arn"), { nil: undefined, freq: 3 }),
});

/** Puts a value in place of one that is anywhere in the event, or beside it; who has sent the event stays as it is. */
export function changed({ event }: EventFixture, changes: readonly Change[]): Record<string, unknown> {
  const copy = structuredClone(event) as Record<string, unknown>;
  for (const { where, what, name } of changes) {
    const places = placesIn(copy);
    const [holder, key] = places[where % places.length] ?? [];
    if (holder && key !== undefined) Reflect.set(holder, name ?? key, structuredClone(what));
  }
  return { ...copy, source: event["source"], "detail-type": event["detail-type"] };
}

function placesIn(holder: object): [object, string][] {
  return Object.entries(holder).flatMap(([key, inner]): [object, string][] => [
    [holder, key],
    ...(typeof inner === "object" && inner !== null ? placesIn(inner) : []),
  ]);
}
