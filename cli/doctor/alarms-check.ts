// Whether every alarm is there, may ring, and does not ring now.
import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { commandLine } from "../../lambda/command-line.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { ALARMS, drillAlarm } from "../../lib/alarm-list.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";

export const alarmsCheck: Check = {
  name: "alarms",
  title: "Alarms",
  about: "They say that the responder fails, or waits for a person.",
  permissions: ["cloudwatch:DescribeAlarms"],
  async run(examined) {
    const [known, names] = await Promise.all([readAlarms(examined), namesOf(examined)]);
    const found = [...names].flatMap(([name, section]) => lookAt(name, section, known.get(name)));
    return found.length > 0 ? found : [{ status: "ok", what: `${names.size} alarms are there, and none rings.` }];
  },
};

export async function readAlarms({ aws }: Examined): Promise<ReadonlyMap<string, MetricAlarm>> {
  const alarms = new Map<string, MetricAlarm>();
  const wish = { AlarmNamePrefix: `${RESPONDER}-` };
  for await (const page of paginateDescribeAlarms({ client: aws().cloudwatch }, wish)) {
    for (const alarm of page.MetricAlarms ?? []) alarms.set(alarm.AlarmName ?? "", alarm);
  }
  return alarms;
}

/** With the section of the runbook. Those about functions are there twice. */
async function namesOf({ heard }: Examined): Promise<ReadonlyMap<string, string>> {
  const drill = drillAlarm("", 0).name;
  const own = ALARMS.flatMap(({ name, metric }) =>
    "of" in metric && metric.of === "function"
      ? [
          [name, name],
          [`${name}-watch`, name],
        ]
      : [[name, name]],
  );
  const all = [...own, ...(await heard()).map((region) => [`${drill}-${region}`, drill])];
  return new Map(all.map(([name = "", section = ""]) => [`${RESPONDER}-${name}`, section]));
}

function lookAt(name: string, section: string, alarm: MetricAlarm | undefined): readonly Found[] {
  const where = { thing: name };
  if (!alarm) return [{ status: "problem", what: `There is no alarm ${name}.`, fix: DEPLOY, where }];
  if (!alarm.ActionsEnabled || (alarm.AlarmActions ?? []).length === 0) {
    const fix = commandLine("aws", "cloudwatch", "enable-alarm-actions", "--alarm-names", name);
    return [{ status: "problem", what: `The alarm ${name} tells nobody when it rings.`, fix, where }];
  }
  if (alarm.StateValue !== "ALARM") return [];
  return [{ status: "warning", what: `The alarm ${name} rings.`, fix: `docs/runbook.md#${section}`, where }];
}
