// What is looked for in the intruder's calls: each kind, why the deny does not end it, and the calls that it knows.
import { KINDS } from "../../lambda/residual/index.ts";
import type { ResidualKind, Section } from "../../lambda/residual/kind.ts";
import { cell } from "./between-marks.ts";

export function residualTable(section: Section): string {
  const rows = KINDS.filter((kind) => kind.section === section).map(rowOf);
  return ["| kind | why the deny does not end it | calls |", "|---|---|---|", ...rows].join("\n");
}

function rowOf({ kind, title, why, calls }: ResidualKind): string {
  const services = Map.groupBy(Object.keys(calls), (call) => call.split(":")[0] ?? "");
  const known = [...services].map(
    ([service, names]) => `\`${service}:\` ${names.map((name) => name.slice(service.length + 1)).join(", ")}`,
  );
  return `| **${title}**<br>\`${kind}\` | ${cell(why)} | ${known.join("<br>")} |`;
}
