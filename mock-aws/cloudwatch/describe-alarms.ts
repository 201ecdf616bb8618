// cloudwatch:DescribeAlarms — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
import { z } from "zod";
import { integer, list, oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { type Alarm, alarms } from "./alarms.ts";
import { alarmName, onAlarm } from "./inputs.ts";
import { showAlarm } from "./show.ts";

const input = z.object({
  AlarmNames: list(alarmName).optional(),
  AlarmNamePrefix: alarmName.optional(),
  /** Metric alarms are all that there is here. */
  AlarmTypes: list(oneOf(["CompositeAlarm", "MetricAlarm", "LogAlarm"])).optional(),
  StateValue: oneOf(["OK", "ALARM", "INSUFFICIENT_DATA"]).optional(),
  ActionPrefix: z.string().optional(),
  MaxRecords: integer(1, 100).optional(),
  NextToken: z.string().optional(),
});

type Wish = z.infer<typeof input>;

export const describeAlarms = operation({
  name: "DescribeAlarms",
  readOnly: true,
  input,
  authorize: (_wish, call) => [onAlarm("DescribeAlarms", "*", call)],
  run(wish, { world, caller, region }) {
    const own = [...alarms(world, caller.account).values()].filter((one) => one.region === region);
    const asked = own.filter((one) => isAsked(one, wish));
    const page = pageOf(asked, ({ name }) => name, wish.MaxRecords ?? 50, wish.NextToken);
    return { MetricAlarms: page.items.map(showAlarm), CompositeAlarms: [], NextToken: page.next };
  },
});

function isAsked({ name, state, settings: { actions } }: Alarm, wish: Wish): boolean {
  const { AlarmNames, AlarmNamePrefix = "", AlarmTypes, StateValue, ActionPrefix = "" } = wish;
  if (AlarmTypes && !AlarmTypes.includes("MetricAlarm")) return false;
  if (AlarmNames && !AlarmNames.includes(name)) return false;
  if (StateValue !== undefined && state !== StateValue) return false;
  if (!name.startsWith(AlarmNamePrefix)) return false;
  return ActionPrefix === "" || Object.values(actions).some((all) => all.some((arn) => arn.startsWith(ActionPrefix)));
}
