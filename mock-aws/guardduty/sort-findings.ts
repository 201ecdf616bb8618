// Attributes of findings by their paths, and findings in the order of one.
import { z } from "zod";
import type { Finding } from "./finding.ts";

export const sortCriteria = z.strictObject({
  attributeName: z.string().optional(),
  orderBy: z.enum(["ASC", "DESC"]).optional(),
});

/** `service.count`, `resource.accessKeyDetails.userName` … */
export function attributeOf(finding: Finding, path: string): unknown {
  let value: unknown = finding;
  for (const step of path.split("."))
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  return value;
}

export function sortFindings(
  findings: readonly Finding[],
  criteria: z.infer<typeof sortCriteria> | undefined,
): readonly Finding[] {
  const { attributeName, orderBy = "ASC" } = criteria ?? {};
  if (attributeName === undefined) return findings;
  const rank = (finding: Finding) => attributeOf(finding, attributeName) ?? "";
  const sign = orderBy === "ASC" ? 1 : -1;
  return findings.toSorted((one, other) => (rank(one) < rank(other) ? -sign : sign));
}
