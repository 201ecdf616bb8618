// However many ways in there are, the report fits into the ledger, with the dangerous ones first and the number of the rest.
import { expect, test } from "vitest";
import { mostThatFit } from "../../../lambda/ways-in/most-that-fit.ts";
import type { WayIn } from "../../../lambda/ways-in/way-in.ts";

const way = (who: string, more: Partial<WayIn> = {}): WayIn => ({
  role: "arn:aws:iam::111122223333:role/app",
  kind: "principal",
  who,
  call: "sts:AssumeRole",
  open: "yes",
  conditions: [],
  ...more,
});

test("what is of the incident comes first, then what is open, and what is shut comes last", () => {
  const ways = [
    way("shut", { open: "no", ofIncident: true }),
    way("far", { open: "not-visible" }),
    way("open"),
    way("maybe", { open: "depends" }),
    way("own", { open: "not-visible", ofIncident: true }),
  ];
  expect(mostThatFit(ways).ways.map(({ who }) => who)).toEqual(["own", "open", "maybe", "far", "shut"]);
});

test("what has no room is counted", () => {
  const many = Array.from({ length: 3_000 }, (_, n) => way(`arn:aws:iam::111122223333:user/${"ü".repeat(50)}${n}`));
  const { ways, gaps } = mostThatFit(many);
  expect(Buffer.byteLength(JSON.stringify(ways))).toBeLessThan(100_000);
  expect(ways.length).toBeGreaterThan(50);
  expect(gaps).toEqual([`There are ${3_000 - ways.length} more ways in than are listed here.`]);
});
