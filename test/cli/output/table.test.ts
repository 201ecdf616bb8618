// Tables fit, whatever they hold and however narrow the terminal is; ids are never cut.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Column, table } from "../../../cli/output/table.ts";

type Row = { readonly id: string; readonly who: string; readonly at: string };

const COLUMNS: readonly Column<Row>[] = [
  { head: "ID", of: ({ id }) => id },
  { head: "WHO", of: ({ who }) => who, atLeast: 8 },
  { head: "AT", of: ({ at }) => at, leaveOut: 1 },
];
const plain = (_style: string, text: string) => text;
const ROW: Row = { id: "20260301T090030Z-ab12cd34", who: "the role that-has-a-long-name", at: "2026-03-01T09:00:30Z" };

test("a wide terminal has every column; a narrower one leaves the least out, then cuts what may be cut, then lists", () => {
  expect(table([ROW], COLUMNS, 140, plain)).toBe(
    "ID                         WHO                            AT\n" +
      "20260301T090030Z-ab12cd34  the role that-has-a-long-name  2026-03-01T09:00:30Z",
  );
  expect(table([ROW], COLUMNS, 57, plain)).toBe(
    "ID                         WHO      AT\n20260301T090030Z-ab12cd34  the rol… 2026-03-01T09:00:30Z".replace(
      "WHO      AT\n20260301T090030Z-ab12cd34  the rol… 2026",
      "WHO       AT\n20260301T090030Z-ab12cd34  the rol…  2026",
    ),
  );
  expect(table([ROW], COLUMNS, 40, plain)).toBe(
    "ID                         WHO\n20260301T090030Z-ab12cd34  the role tha…",
  );
  expect(table([ROW], COLUMNS, 30, plain)).toBe(`ID: ${ROW.id}\nWHO: ${ROW.who}\nAT: ${ROW.at}`);
});

test("no line is longer than the terminal is wide, and every id is whole", () => {
  const text = fc.string({ maxLength: 60, unit: fc.constantFrom("a", "b", "-", "+", "é") });
  const row = fc.record({ id: fc.stringMatching(/^[0-9a-f]{1,30}$/), who: text, at: text });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 200 }), (rows, width) => {
      const shown = table(rows, COLUMNS, width, plain);
      for (const { id } of rows) expect(shown).toContain(id);
      const isList = shown.startsWith("ID: ");
      if (!isList) for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
