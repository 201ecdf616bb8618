// What a deployment costs in a month, with its sums: prices and assumptions in one place, counts from the lists that are deployed.
import { METRICS } from "../../lambda/metric-list.ts";
import { ALARMS, drillAlarm } from "../../lib/alarm-list.ts";
import { cell } from "./between-marks.ts";

/** US dollars, list prices of us-east-1, without free tiers: https://aws.amazon.com/pricing/ */
const PRICE = {
  alarm: 0.1,
  metric: 0.3,
  dashboard: 3,
  key: 1,
  lambdaRequest: 0.2e-6,
  lambdaGbSecond: 0.0000133334, // arm64
  eventAcrossAccounts: 1e-6,
  write: 0.625e-6,
  read: 0.125e-6,
  logGb: 0.5,
};

/** What nobody can know but who deploys: the sums show where each of them comes in. */
const ASSUMED = {
  /** Sessions that people and workloads open, a day in each account; services' own are not heard. */
  sessions: 300,
  regions: 4,
  /** Incidents in a month for each hundred accounts; one at least. */
  incidents: 1,
  memoryGb: 1.73,
  heartbeatSeconds: 0.1,
  heardSeconds: 0.03,
  logKbEach: 0.5,
};

const DAYS = 30;
const MINUTES = DAYS * 24 * 60;

type Item = { readonly what: string; readonly sum: string; readonly dollars: number };

const SIZES = [10, 1_000, 10_000];

export function costTable(): string {
  const columns = SIZES.map(itemsFor);
  const rows = (columns[0] ?? []).map(({ what, sum }, index) => {
    const amounts = columns.map((items) => money(items[index]?.dollars ?? 0));
    return `| ${[what, sum, ...amounts].map(cell).join(" | ")} |`;
  });
  const totals = columns.map((items) => `**${money(items.reduce((sum, { dollars }) => sum + dollars, 0))}**`);
  const head = SIZES.map((size) => `${count(size)} accounts`).join(" | ");
  return [
    `| in a month | sum | ${head} |`,
    "|---|---|--:|--:|--:|",
    ...rows,
    `| **all** | | ${totals.join(" | ")} |`,
  ].join("\n");
}

function itemsFor(accounts: number): readonly Item[] {
  const { sessions, regions, memoryGb, heartbeatSeconds, heardSeconds, logKbEach } = ASSUMED;
  const alarms = alarmCount(regions);
  const metrics = metricCount(regions);
  const heard = accounts * sessions * DAYS;
  const incidents = Math.max(1, (accounts / 100) * ASSUMED.incidents);
  const runs = (many: number, seconds: number) =>
    many * (PRICE.lambdaRequest + seconds * memoryGb * PRICE.lambdaGbSecond);
  const logGb = ((MINUTES + heard) * logKbEach) / 1e6;
  return [
    { what: "alarms", sum: `${alarms} × $${PRICE.alarm}`, dollars: alarms * PRICE.alarm },
    { what: "metrics, if each is ever written", sum: `${metrics} × $${PRICE.metric}`, dollars: metrics * PRICE.metric },
    {
      what: "dashboard, key of the alarms' topic",
      sum: `$${PRICE.dashboard} + $${PRICE.key}`,
      dollars: PRICE.dashboard + PRICE.key,
    },
    {
      what: "heartbeat",
      sum: `${count(MINUTES)} runs of ${heartbeatSeconds} s at ${memoryGb} GB`,
      dollars: runs(MINUTES, heartbeatSeconds),
    },
    {
      what: "sessions heard: EventBridge between accounts",
      sum: `accounts × ${sessions} a day × ${DAYS} × $1 a million`,
      dollars: heard * PRICE.eventAcrossAccounts,
    },
    {
      what: "sessions heard: the function",
      sum: `the same number of runs of ${heardSeconds} s`,
      dollars: runs(heard, heardSeconds),
    },
    {
      what: "sessions heard: the ledger",
      sum: '2 units to read, 1 to write each (none with `rememberOpened: "while-open"`)',
      dollars: heard * (2 * PRICE.read + PRICE.write),
    },
    { what: "log", sum: `${logKbEach} KB a run × $${PRICE.logGb} a GB`, dollars: logGb * PRICE.logGb },
    {
      what: "incidents",
      sum: "1 for each hundred accounts × 13 h × 60 × (6 units to read, a run)",
      dollars: incidents * 13 * 60 * (6 * PRICE.read + runs(1, heartbeatSeconds)),
    },
  ];
}

/** Those of functions ring for each of the two; those of drills in each Region. */
function alarmCount(regions: number): number {
  const own = ALARMS.reduce((sum, { metric }) => sum + ("of" in metric && metric.of === "function" ? 2 : 1), 0);
  return own + regions * [drillAlarm("", 0)].length;
}

function metricCount(regions: number): number {
  const series = Object.values(METRICS).map(({ dimensions }) =>
    Object.values(dimensions).reduce(
      (many: number, values: readonly string[] | string) =>
        many * (typeof values === "string" ? regions : values.length),
      1,
    ),
  );
  return series.reduce((sum, many) => sum + many, 0);
}

function money(dollars: number): string {
  return dollars >= 100 ? `$${count(Math.round(dollars))}` : `$${dollars.toFixed(2)}`;
}

function count(many: number): string {
  return many.toLocaleString("en-US");
}
