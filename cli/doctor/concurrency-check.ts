// Whether Lambda has room for an alert when others' functions have a storm of their own.
import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { GetFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { commandLine } from "../../lambda/command-line.ts";
import { WATCH } from "../../lambda/own-names.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const concurrencyCheck: Check = {
  name: "concurrency",
  title: "Reserved concurrency and throttles",
  about: "A function that is turned away answers an alert minutes late.",
  permissions: ["lambda:GetFunctionConcurrency", "cloudwatch:GetMetricStatistics"],
  async run(examined) {
    const found = await Promise.all([examined.functionName, WATCH].map((name) => lookAt(examined, name)));
    return found.flat();
  },
};

async function lookAt(examined: Examined, name: string): Promise<readonly Found[]> {
  const { aws, region } = examined;
  const where = { region, thing: name };
  const [{ ReservedConcurrentExecutions: reserved }, throttled] = await Promise.all([
    aws().lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
    throttles(examined, name),
  ]);
  const found: Found[] = [];
  if (reserved === 0) {
    const what = `The function ${name} may not run at all: 0 executions are reserved for it.`;
    const fix = commandLine(
      "aws",
      "lambda",
      "delete-function-concurrency",
      "--function-name",
      name,
      "--region",
      region,
    );
    found.push({ status: "problem", what, fix, where });
  }
  if (reserved === undefined) {
    const what = `Nothing is reserved for the function ${name}: other functions of the account can starve it.`;
    found.push({
      status: "warning",
      what,
      fix: `Set deployment.reserveForAlerts and reserveForWatch. ${DEPLOY}`,
      where,
    });
  }
  if (throttled > 0) {
    const what = `The function ${name} was turned away ${throttled} times in the last day.`;
    found.push({ status: "warning", what, fix: "docs/runbook.md#throttles", where });
  }
  if (found.length > 0) return found;
  return [
    { status: "ok", what: `${reserved} executions are reserved for ${name}; none was turned away in a day.`, where },
  ];
}

async function throttles({ aws, now }: Examined, FunctionName: string): Promise<number> {
  const { Datapoints = [] } = await aws().cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Lambda",
      MetricName: "Throttles",
      Dimensions: [{ Name: "FunctionName", Value: FunctionName }],
      StartTime: new Date(now() - DAY_MS),
      EndTime: new Date(now()),
      Period: 3600,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
