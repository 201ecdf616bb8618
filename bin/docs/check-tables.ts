// The doctor's checks, and what whoever runs it or a drill has to be allowed.
import type { Check } from "../../cli/doctor/check.ts";
import { CHECKS } from "../../cli/doctor/index.ts";
import { drillStatements } from "../../cli/drill/drill-permissions.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { cell } from "./between-marks.ts";

const WHERE = { partition: "aws", account: "111122223333", region: "eu-west-1" } as const;

export function checkTable(checks: readonly Check[] = CHECKS): string {
  const rows = checks.map(({ name, title, about, permissions }) => {
    const needs = permissions.map((action) => `\`${action}\``).join(", ");
    return `| \`${name}\` | ${cell(title)} | ${cell(about)} | ${needs} |`;
  });
  return ["| check | looks at | because | needs |", "|---|---|---|---|", ...rows].join("\n");
}

/** Every action on its own line would be longer than the page. */
export function doctorPolicy(checks: readonly Check[] = CHECKS): string {
  const Action = [...new Set(checks.flatMap(({ permissions }) => permissions))].sort();
  const reads = Action.filter((action) => action !== "lambda:InvokeFunction");
  const { partition, region, account } = WHERE;
  const invoke = `arn:${partition}:lambda:${region}:${account}:function:${RESPONDER}`;
  return json([
    { Effect: "Allow", Action: reads, Resource: "*" },
    { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: invoke },
  ]);
}

export function drillPolicy(): string {
  return json(drillStatements(WHERE, RESPONDER));
}

function json(Statement: readonly object[]): string {
  return `\`\`\`json\n${JSON.stringify({ Version: "2012-10-17", Statement }, null, 2)}\n\`\`\``;
}
