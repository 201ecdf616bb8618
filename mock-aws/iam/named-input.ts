// Inputs of families of operations that name their thing by a member of their own: UserName, RoleName, PolicyArn.
import { z } from "zod";

/** The members in `shape`, and the name under `member`; read that one with `nameIn`. */
export function namedInput<Shape extends z.ZodRawShape>(
  member: string,
  name: z.ZodType<string>,
  shape: Shape,
): z.ZodObject<Shape> {
  const schema = z.object(shape).extend({ [member]: name });
  return schema as unknown as z.ZodObject<Shape>; // A member that is computed has no type of its own.
}

export function nameIn(input: object, member: string): string {
  return String((input as Readonly<Record<string, unknown>>)[member]);
}
