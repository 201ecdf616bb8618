// CloudWatch's alarms, each with the way to its section of the runbook, and the topic that they ring on.
import { type Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import { ALARMS, type AlarmDefinition, drillAlarm } from "./alarm-list.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { DRILL_EVERY } from "./drill.ts";
import { type Watched, watchedMetric } from "./watched-metric.ts";

export type AlarmsProps = Watched & {
  /** Who is written to when one rings, and when it is over. */
  readonly emails?: readonly string[];
  /** Whose drills are waited for: the Regions that are heard. The stack's own unless said. */
  readonly regions?: readonly string[];
  /** How often they send one; each hour unless said. */
  readonly drillEvery?: Duration;
  /** Where people read the runbook. The path in this repository unless said. */
  readonly runbook?: string;
};

const RUNBOOK = "docs/runbook.md";

export class Alarms extends Construct {
  readonly topic: AlarmTopic;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { emails = [], regions = [Stack.of(this).region], drillEvery = DRILL_EVERY, runbook = RUNBOOK } = props;
    this.topic = new AlarmTopic(this, "Topic", { emails });
    const add = (constructId: string, name: string, definition: AlarmDefinition) => {
      const ring = new SnsAction(this.topic.topic);
      const alarm = new Alarm(this, constructId, {
        alarmName: `credential-leak-responder-${name}`,
        alarmDescription: `${definition.means} ${runbook}#${definition.name}`,
        ...whenOf(definition, watchedMetric(definition.metric, definition, props)),
      });
      alarm.addAlarmAction(ring);
      alarm.addOkAction(ring);
      return alarm;
    };
    const drills = regions.map((region) => drillAlarm(region, drillEvery.toSeconds()));
    this.alarms = [
      ...ALARMS.map((definition) => add(definition.name, definition.name, definition)),
      ...drills.map(
        (definition, index) => add(`${definition.name}-${index}`, `${definition.name}-${regions[index]}`, definition), // The stack's own Region has no name yet.
      ),
    ];
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
