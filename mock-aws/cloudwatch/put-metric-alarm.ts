// cloudwatch:PutMetricAlarm — https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { bool, integer, list, oneOf, tags, text } from "../input.ts";
import { operation } from "../operation.ts";
import { PERCENTILE, STATISTICS } from "./aggregate.ts";
import { type Alarm, type AlarmSettings, alarmArn, alarmNamed, alarms } from "./alarms.ts";
import { alarmName, dimensions, metricName, namespace, onAlarm, periodMs, unit } from "./inputs.ts";
import { watchAlarm } from "./watch.ts";

const actions = list(text({ min: 1, max: 1024 })).refine((all) => all.length <= 5, "has more than 5 members");

const input = z.object({
  AlarmName: alarmName,
  AlarmDescription: text({ max: 1024 }).optional(),
  ActionsEnabled: bool().optional(),
  OKActions: actions.optional(),
  AlarmActions: actions.optional(),
  InsufficientDataActions: actions.optional(),
  MetricName: metricName,
  Namespace: namespace,
  Statistic: oneOf(STATISTICS).optional(),
  ExtendedStatistic: text({ pattern: PERCENTILE }).optional(),
  Dimensions: dimensions.optional(),
  Period: z.int(),
  Unit: unit.optional(),
  EvaluationPeriods: integer(1, Number.MAX_SAFE_INTEGER),
  DatapointsToAlarm: integer(1, Number.MAX_SAFE_INTEGER).optional(),
  Threshold: z.number(),
  ComparisonOperator: oneOf([
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
  ]),
  TreatMissingData: oneOf(["missing", "ignore", "breaching", "notBreaching"]).optional(),
  Tags: tags.optional(),
});

type Wish = z.infer<typeof input>;

export const putMetricAlarm = operation({
  name: "PutMetricAlarm",
  readOnly: false,
  input,
  authorize(wish, call) {
    const { AlarmName, Tags = [] } = wish;
    const requestTags = Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
    const tagged = Tags.length > 0 ? { ...requestTags, "aws:TagKeys": Tags.map(({ Key }) => Key) } : {};
    const context = { "cloudwatch:AlarmActions": allActions(wish), ...tagged };
    const own = onAlarm("PutMetricAlarm", AlarmName, call, context);
    return Tags.length > 0 ? [own, onAlarm("TagResource", AlarmName, call, tagged)] : [own];
  },
  run(wish, call) {
    const settings = readSettings(wish);
    const alarm = alarmNamed(call, wish.AlarmName) ?? newAlarm(wish, settings, call);
    const changes = { settings, actionsEnabled: wish.ActionsEnabled ?? true, configuredAt: call.now };
    Object.assign(alarm, changes); // "Its state is left unchanged, but the update completely overwrites" the rest.
    alarms(call.world, alarm.account).set(`${alarm.region} ${alarm.name}`, alarm);
    watchAlarm(call.world, alarm);
  },
});

function allActions({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: Wish): readonly string[] {
  return [...AlarmActions, ...OKActions, ...InsufficientDataActions];
}

type Call = Parameters<typeof putMetricAlarm.run>[1];

function newAlarm({ AlarmName: name, Tags = [] }: Wish, settings: AlarmSettings, { caller, region, now }: Call): Alarm {
  const { account } = caller;
  return {
    ...{ account, region, name, arn: alarmArn(account, region, name), settings, actionsEnabled: true },
    tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
    ...{ configuredAt: now, stateUpdatedAt: now, transitionedAt: now },
    state: "INSUFFICIENT_DATA",
    reason: "Unchecked: Initial alarm creation",
  };
}

function refuse(message: string): never {
  throw new AwsError("ValidationException", message);
}

function check(wish: Wish): void {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, Period } = wish;
  if (DatapointsToAlarm > EvaluationPeriods) {
    refuse("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
  }
  const seconds = EvaluationPeriods * Period;
  if (seconds > 7 * 86_400 || (seconds > 86_400 && Period < 3600)) {
    refuse("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).");
  }
  for (const arn of allActions(wish)) {
    if (!/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+$/.test(arn)) throw new NotImplementedError(`the alarm action ${arn}`);
  }
}

function statisticIn({ Statistic, ExtendedStatistic }: Wish): string {
  const [statistic, ...others] = [Statistic, ExtendedStatistic].flatMap((one) => one ?? []);
  if (statistic !== undefined && others.length === 0) return statistic;
  return refuse("Exactly one of Statistic and ExtendedStatistic must be specified.");
}

function readSettings(wish: Wish): AlarmSettings {
  check(wish);
  const { EvaluationPeriods: periods, DatapointsToAlarm: datapoints, Period } = wish;
  return {
    metric: { namespace: wish.Namespace, name: wish.MetricName, dimensions: wish.Dimensions ?? [] },
    ...{ statistic: statisticIn(wish), unit: wish.Unit, periodMs: periodMs(Period), periods, datapoints },
    ...{ threshold: wish.Threshold, comparison: wish.ComparisonOperator, missing: wish.TreatMissingData },
    description: wish.AlarmDescription,
    actions: {
      OK: wish.OKActions ?? [],
      ALARM: wish.AlarmActions ?? [],
      INSUFFICIENT_DATA: wish.InsufficientDataActions ?? [],
    },
  };
}
