// The drill's schedule: puts our own event on the default bus of its Region, by a role that may do only that. It needs no function.
import { Duration } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { EventBridgePutEvents } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import { DRILL_EVENT } from "../lambda/drill-event.ts";

/** The alarm for drills that do not arrive waits for two of these. */
export const DRILL_EVERY = Duration.hours(1);

export type DrillProps = {
  /** Each hour unless said. */
  readonly every?: Duration;
};

export class Drill extends Construct {
  constructor(scope: Construct, id: string, { every = DRILL_EVERY }: DrillProps = {}) {
    super(scope, id);
    new Schedule(this, "Schedule", {
      description: "A drill for the credential leak responder: the way of an alert is open, and nobody is touched",
      schedule: ScheduleExpression.rate(every),
      target: new EventBridgePutEvents(
        {
          eventBus: EventBus.fromEventBusName(this, "Bus", "default"),
          source: DRILL_EVENT.source,
          detailType: DRILL_EVENT["detail-type"],
          detail: ScheduleTargetInput.fromObject(DRILL_EVENT.detail),
        },
        // A drill that is late is none: the next one comes soon enough.
        { retryAttempts: 3, maxEventAge: Duration.minutes(15) },
      ),
    });
  }
}
