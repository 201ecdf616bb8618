// An alarm as CloudWatch's answers show it.
import { PERCENTILE } from "./aggregate.ts";
import type { Alarm } from "./alarms.ts";

export function showAlarm({ settings, ...alarm }: Alarm) {
  const { metric, statistic, actions } = settings;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: settings.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.transitionedAt),
    MetricName: metric.name,
    Namespace: metric.namespace,
    ...(PERCENTILE.test(statistic) ? { ExtendedStatistic: statistic } : { Statistic: statistic }),
    Dimensions: metric.dimensions,
    Period: settings.periodMs / 1000,
    Unit: settings.unit,
    EvaluationPeriods: settings.periods,
    DatapointsToAlarm: settings.datapoints,
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: settings.missing,
  };
}
