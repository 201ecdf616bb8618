// The metrics and the alarms as tables, from the lists that emit and deploy them.
import { METRICS } from "../../lambda/metric-list.ts";
import { ALARMS, type AlarmDefinition, drillAlarm } from "../../lib/alarm-list.ts";
import { cell } from "./between-marks.ts";

const HOUR = 3600;

export function metricTable(): string {
  const rows = Object.entries(METRICS).map(([name, { unit, dimensions, means }]) => {
    const beside = Object.entries(dimensions).map(
      ([dimension, values]: [string, readonly string[] | string]) =>
        `\`${dimension}\`: ${typeof values === "string" ? values : values.map((value) => `\`${value}\``).join(", ")}`,
    );
    return `| \`${name}\` | ${unit} | ${beside.join("; ")} | ${cell(means)} |`;
  });
  return ["| metric | unit | beside `service` | means |", "|---|---|---|---|", ...rows].join("\n");
}

export function alarmTable(): string {
  const rows = [...ALARMS, drillAlarm("each Region", HOUR)].map(
    (alarm) => `| [${alarm.name}](runbook.md#${alarm.name}) | ${cell(alarm.means)} | ${whenOf(alarm)} |`,
  );
  return ["| alarm | means | rings when |", "|---|---|---|", ...rows].join("\n");
}

const WORDS: Readonly<Record<AlarmDefinition["rings"], string>> = { "at-least": "≥", above: ">", below: "<" };

function whenOf({ metric, statistic, rings, threshold, periodSeconds, periods, missing }: AlarmDefinition): string {
  const dimensions = "dimensions" in metric ? Object.values(metric.dimensions) : [];
  const what = [metric.name, ...dimensions].map((word) => `\`${word}\``).join(" ");
  const often = periods ? `, ${periods.bad} of ${periods.of} times` : "";
  const silence = missing === "breaching" ? ", or nothing comes" : "";
  return `${statistic} of ${what} ${WORDS[rings]} ${threshold} in ${periodSeconds / 60} min${often}${silence}`;
}
