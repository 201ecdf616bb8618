// CloudWatch's alarms, each with the way to its section of the runbook, and the topic that they ring on.
import { type Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import { RESPONDER } from "../lambda/own-names.ts";
import { ALARMS, type AlarmDefinition, drillAlarm } from "./alarm-list.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { DRILL_EVERY } from "./drill.ts";
import { type Watched, watchedMetrics } from "./watched-metric.ts";

export type AlarmsProps = Watched & {
  /** Who is written to when one rings, and when it is over. */
  readonly emails?: readonly string[];
  /** Whose drills are waited for: the Regions that are heard. The stack's own unless said. */
  readonly regions?: readonly string[];
  /** How often they send one; each hour unless said. */
  readonly drillEvery?: Duration;
  /** Where people read the runbook. The path in this repository unless said. */
  readonly runbook?: string | undefined;
};

const RUNBOOK = "docs/runbook.md";

export class Alarms extends Construct {
  readonly topic: AlarmTopic;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { emails = [], regions = [Stack.of(this).region], drillEvery = DRILL_EVERY, runbook = RUNBOOK } = props;
    this.topic = new AlarmTopic(this, "Topic", { emails });
    const add = (constructId: string, name: string, definition: AlarmDefinition, metric: IMetric) => {
      const ring = new SnsAction(this.topic.topic);
      const alarm = new Alarm(this, constructId, {
        alarmName: `${RESPONDER}-${name}`,
        alarmDescription: `${definition.means} ${runbook}#${definition.name}`,
        ...whenOf(definition, metric),
      });
      alarm.addAlarmAction(ring);
      alarm.addOkAction(ring);
      return alarm;
    };
    const watching = ALARMS.flatMap((definition) =>
      watchedMetrics(definition.metric, definition, props).map((metric, index) => {
        const name = index === 0 ? definition.name : `${definition.name}-watch`; // The second function's.
        return add(name, name, definition, metric);
      }),
    );
    const drills = regions.flatMap((region, index) => {
      const definition = drillAlarm(region, drillEvery.toSeconds());
      const [id, name] = [`${definition.name}-${index}`, `${definition.name}-${region}`]; // The stack's own Region may have no name yet.
      return watchedMetrics(definition.metric, definition, props).map((metric) => add(id, name, definition, metric));
    });
    this.alarms = [...watching, ...drills];
  }
}

const OPERATORS: Readonly<Record<AlarmDefinition["rings"], ComparisonOperator>> = {
  "at-least": ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
};

function whenOf({ rings, threshold, periods = { bad: 1, of: 1 }, missing }: AlarmDefinition, metric: IMetric) {
  return {
    metric,
    threshold,
    comparisonOperator: OPERATORS[rings],
    evaluationPeriods: periods.of,
    datapointsToAlarm: periods.bad,
    treatMissingData: missing === "breaching" ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  };
}
