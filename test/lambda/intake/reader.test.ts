// A schema that is made late reads as if it had been there from the beginning.
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { reader } from "../../../lambda/intake/fields/reader.ts";

const make = () =>
  z.object({
    name: z.string().min(1),
    at: z.unknown().transform((at) => JSON.stringify(at)),
    tags: z.array(z.number()).catch([]),
  });

test("the schema is made when it is first needed, and once", () => {
  let made = 0;
  const read = reader(() => {
    made++;
    return make();
  });
  expect(made).toBe(0);
  for (const name of ["one", "two", "three"]) expect(read({ name, at: 1 }).data?.name).toBe(name);
  expect(made).toBe(1);
});

test("the first reading and later ones, which are compiled, say the same of everything", () => {
  const values = fc.oneof(fc.record({ name: fc.string(), at: fc.jsonValue(), tags: fc.jsonValue() }), fc.jsonValue());
  fc.assert(
    fc.property(values, (value) => {
      const read = reader(make);
      const [first, second, expected] = [read(value), read(value), make().safeParse(value)];
      expect(first.data).toEqual(expected.data);
      expect(second.data).toEqual(expected.data);
      expect(first.error?.issues).toEqual(expected.error?.issues);
      expect(second.error?.issues).toEqual(expected.error?.issues);
    }),
  );
});
