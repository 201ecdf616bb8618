// What the local AWS has, as the table in its README: derived from the registry, so that it cannot say too much.
import type { Service } from "./operation.ts";

/** Rows by service, operations in the order of their names. */
export function coverageTable(services: Iterable<Service>): string {
  const rows = [...services]
    .map(({ name, operations }) => ({ name, operations: operations.map((operation) => operation.name).sort() }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const lines = rows.map(({ name, operations }) => `| \`${name}\` | ${operations.length} | ${operations.join(", ")} |`);
  return ["| service | | operations |", "|---|---|---|", ...lines].join("\n");
}

const BEGIN = "<!-- coverage: written by bin/mock-aws-coverage.ts -->";
const END = "<!-- end of coverage -->";

/** The text with the table between its marks; throws where there are none. */
export function withCoverage(text: string, table: string): string {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`There is no place for the table: ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}
