// The form of responder.config.json, for editors: JSON Schema, derived from the type that reads it.
import { z } from "zod";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export function configJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", override: ({ jsonSchema }) => tidy(jsonSchema) });
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: "Configuration of the Credential Leak Responder",
    ...rest,
  };
}

/** zod writes JavaScript's own limits beside every whole number. */
function tidy(schema: JsonSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}
