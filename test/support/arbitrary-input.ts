// Inputs of operations as clients never send them: of the schema's shape for the most part, and wrong in places.
import fc from "fast-check";
import type { z } from "zod";

const TEXTS = [
  ...["", "a", "app", "admin", "web", "*", "%zz", "__proto__", "constructor", "é\u0000☃", "x".repeat(300)],
  ...["0", "-1", "1e400", "true", "2026-01-01T00:00:00Z", "{}", "null", "eyJh.eyJ.x", "<a/>", "rate(5 minutes)"],
  ...["arn", "arn:::::", "arn:aws:iam::111122223333:role/app", "arn:aws:iam::aws:policy/AdministratorAccess"],
  ...["arn:aws:sqs:us-east-1:111122223333:q", "arn:aws:sso:::instance/ssoins-7223111122223333", "111122223333"],
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}',
];

const text = fc.constantFrom(...TEXTS);
const name = fc.constantFrom("Key", "Value", "Name", "Id", "arn", "__proto__");

/** Anything that JSON can say. */
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: fc.constantFrom(0, -1, 1, 900, 1e12, 0.5, true, false, null) },
    { weight: 1, arbitrary: fc.array(tie("anything"), { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.dictionary(name, tie("anything"), { maxKeys: 2 }) },
  ),
}));

/** One in eight members is of another type than the schema's. */
export function arbitraryInput(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 7, arbitrary: shaped(unwrapped(schema)) },
    { weight: 1, arbitrary: anything as fc.Arbitrary<unknown> },
  );
}

function shaped(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = schema._zod as z.core.$ZodTypes["_zod"];
  switch (def.type) {
    case "object": {
      const members = Object.entries(def.shape);
      const requiredKeys = members.filter(([, member]) => member._zod.optin !== "optional").map(([key]) => key);
      const shapes = members.map(([key, member]) => [key, arbitraryInput(member)] as const);
      return fc.record(Object.fromEntries(shapes), { requiredKeys });
    }
    case "array":
      return fc.array(arbitraryInput(def.element), { maxLength: 2 });
    case "union":
      return fc.oneof(...def.options.map(arbitraryInput));
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "record":
      return fc.dictionary(text, arbitraryInput(def.valueType), { maxKeys: 2 });
    case "boolean":
      return fc.boolean();
    case "number":
      return fc.constantFrom(0, 1, 5, 900, 3600, -1, 1.5);
    default:
      return text;
  }
}

/** What a schema asks for behind its defaults, options and preparations. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as z.core.$ZodTypes["_zod"];
  if (def.type === "pipe") return unwrapped(def.in._zod.def.type === "transform" ? def.out : def.in);
  return "innerType" in def ? unwrapped(def.innerType as z.core.$ZodType) : schema;
}
