// The dashboard: what is open, how long a deny takes, and whether the responder itself is well.
import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  CustomWidget,
  GraphWidget,
  type IWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { METRICS } from "../lambda/metric-list.ts";
import type { AlarmDefinition } from "./alarm-list.ts";
import { type Watched, watchedMetrics } from "./watched-metric.ts";

export type DashboardProps = Watched & {
  readonly widget: LambdaFunction;
  readonly alarms: readonly Alarm[];
  /** Whose drills are shown. */
  readonly regions: readonly string[];
};

type Line = { readonly metric: AlarmDefinition["metric"]; readonly statistic: string; readonly label: string };
type Graph = { readonly title: string; readonly lines: readonly Line[] };

const WHOLE = 24;
const THIRD = 8;
const MINUTES_5 = 300;

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const graphs = GRAPHS.map((graph) => drawn(graph, props));
    new CloudWatchDashboard(this, "Dashboard", {
      dashboardName: "credential-leak-responder",
      defaultInterval: Duration.hours(12),
      widgets: [
        [
          new CustomWidget({
            title: "Open incidents",
            functionArn: props.widget.functionArn,
            width: WHOLE,
            height: 8,
            updateOnResize: false,
            updateOnTimeRangeChange: false,
          }),
        ],
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...props.alarms], width: WHOLE, height: 5 })],
        ...[0, 3, 6].map((from) => graphs.slice(from, from + 3)),
        [drawn({ title: "Drills that arrived", lines: props.regions.map(drillsOf) }, props, DRILL_SECONDS, WHOLE)],
      ],
    });
  }
}

const DRILL_SECONDS = 3600;

const GRAPHS: readonly Graph[] = [
  {
    title: "Time from alert to deny, in milliseconds",
    lines: ["p50", "p99", "Maximum"].map((statistic) => ({ ...own("TimeToDeny"), statistic, label: statistic })),
  },
  {
    title: "Incidents by status",
    lines: eachOf("IncidentsByStatus", "Status", METRICS.IncidentsByStatus.dimensions.Status),
  },
  {
    title: "Incidents by proof",
    lines: eachOf("IncidentsByProof", "Proof", METRICS.IncidentsByProof.dimensions.Proof),
  },
  {
    title: "Undone, failed, held",
    lines: (["StepsUndone", "StepsFailed", "PeoplePaged", "IncidentsHeld", "QuestionsOpen"] as const).map((name) => ({
      ...own(name),
      statistic: name === "IncidentsHeld" || name === "QuestionsOpen" ? "Maximum" : "Sum",
      label: name,
    })),
  },
  { title: "Verdicts", lines: eachOf("Verdicts", "Verdict", METRICS.Verdicts.dimensions.Verdict, "Sum") },
  {
    title: "Heartbeat and ledger",
    lines: (["Heartbeats", "IncidentsOverdue", "ReconcilesFailed", "LedgerUnavailable"] as const).map((name) => ({
      ...own(name),
      statistic: name === "IncidentsOverdue" ? "Maximum" : "Sum",
      label: name,
    })),
  },
  {
    title: "Events that wait or failed",
    lines: [
      aws("AWS/SQS", "ApproximateNumberOfMessagesVisible", "dead-letters", "Maximum", "dead letters"),
      aws("AWS/Lambda", "AsyncEventAge", "function", "Maximum", "age of what waits, in milliseconds"),
    ],
  },
  {
    title: "Function: errors and throttles",
    lines: ["Errors", "Throttles"].map((name) => aws("AWS/Lambda", name, "function", "Sum", name)),
  },
  {
    title: "Function: duration, in milliseconds",
    lines: ["p50", "Maximum"].map((statistic) => aws("AWS/Lambda", "Duration", "function", statistic, statistic)),
  },
];

function own(name: keyof typeof METRICS): Pick<Line, "metric"> {
  return { metric: { name, dimensions: {} } };
}

function eachOf(
  name: keyof typeof METRICS,
  dimension: string,
  values: readonly string[],
  statistic = "Maximum",
): readonly Line[] {
  return values.map((value) => ({ metric: { name, dimensions: { [dimension]: value } }, statistic, label: value }));
}

function aws(namespace: string, name: string, of: "function" | "dead-letters", statistic: string, label: string): Line {
  return { metric: { namespace, name, of }, statistic, label };
}

function drillsOf(region: string): Line {
  return { metric: { name: "DrillArrived", dimensions: { Region: region } }, statistic: "Sum", label: region };
}

function drawn({ title, lines }: Graph, watched: Watched, periodSeconds = MINUTES_5, width = THIRD): IWidget {
  const left = lines.flatMap(({ metric, statistic, label }) =>
    watchedMetrics(metric, { statistic, periodSeconds, label }, watched),
  );
  return new GraphWidget({ title, left, width, height: 6, leftYAxis: { min: 0, showUnits: false } });
}
