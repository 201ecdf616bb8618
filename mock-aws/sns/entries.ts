// Maps in the query protocol: `Attributes.entry.1.key=A&Attributes.entry.1.value=B`.
import { z } from "zod";

export const entries = z
  .object({ entry: z.array(z.object({ key: z.string(), value: z.string() })) })
  .transform(
    ({ entry }): Readonly<Record<string, string>> => Object.fromEntries(entry.map(({ key, value }) => [key, value])),
  );
