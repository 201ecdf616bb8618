// An alarm that has changed its state tells the topics that are named for the new one.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
import { uuid } from "../ids.ts";
import { loseEvent } from "../lost-events.ts";
import { serviceMay } from "../service-access.ts";
import { deliver } from "../sns/deliver.ts";
import { type Topic, topicByArn } from "../sns/topics.ts";
import type { World } from "../world.ts";
import { PERCENTILE } from "./aggregate.ts";
import type { Alarm, AlarmState } from "./alarms.ts";

export function notify(world: World, alarm: Alarm, before: AlarmState): void {
  if (!alarm.actionsEnabled) return;
  for (const arn of alarm.settings.actions[alarm.state]) {
    const message = JSON.stringify(messageOf(alarm, before));
    const topic = topicByArn(world, arn);
    const problem = topic ? publish(world, alarm, topic, message) : "The topic does not exist.";
    if (problem !== undefined) loseEvent(world, { by: alarm.arn, target: arn, reason: problem, event: message });
  }
}

function publish(world: World, alarm: Alarm, topic: Topic, message: string): string | undefined {
  if (!mayPublish(world, alarm, topic)) return "The topic's policy does not let CloudWatch publish.";
  const subject = `${alarm.state}: "${alarm.name}" in ${alarm.region}`.slice(0, 100);
  deliver(world, topic, { id: uuid(world.random), message, subject, at: world.clock.now(), attributes: {} });
  return undefined;
}

/** The policy that SNS gives a topic by itself lets in whatever acts for the topic's own account. */
function mayPublish(world: World, { arn, account }: Alarm, topic: Topic): boolean {
  if (!topic.policy) return topic.account === account;
  const access = { service: "cloudwatch.amazonaws.com", action: "sns:Publish", resource: topic.arn };
  const where = { resourceAccount: topic.account, region: topic.region };
  return serviceMay(world, { ...access, ...where, sourceArn: arn, sourceAccount: account }, topic.policy);
}

/** As it is seen in messages of CloudWatch [published]; there `Region` and the subject have the Region's long name. */
function messageOf({ account, region, arn, name, settings, ...alarm }: Alarm, before: AlarmState) {
  const { metric, actions } = settings;
  return {
    AlarmName: name,
    AlarmDescription: settings.description ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: javaTime(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: javaTime(alarm.stateUpdatedAt),
    Region: region,
    AlarmArn: arn,
    OldStateValue: before,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    Trigger: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      ...statisticOf(settings.statistic),
      Unit: settings.unit ?? null,
      Dimensions: metric.dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
      Period: settings.periodMs / 1000,
      EvaluationPeriods: settings.periods,
      ...(settings.datapoints === undefined ? {} : { DatapointsToAlarm: settings.datapoints }),
      ComparisonOperator: settings.comparison,
      Threshold: settings.threshold,
      TreatMissingData: settings.missing ?? "",
      EvaluateLowSampleCountPercentile: "",
    },
  };
}

function statisticOf(statistic: string) {
  return PERCENTILE.test(statistic)
    ? { StatisticType: "ExtendedStatistic", ExtendedStatistic: statistic }
    : { StatisticType: "Statistic", Statistic: statistic === "SampleCount" ? "SAMPLE_COUNT" : statistic.toUpperCase() };
}

function javaTime(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}
