// Alarms are looked at each minute, over a window that slides with it, for as long as what is seen could be another.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
import type { Instant } from "../clock.ts";
import { perWorld, type World } from "../world.ts";
import { aggregateOf, MINUTE_MS, PERCENTILE, statisticOf } from "./aggregate.ts";
import type { Alarm, AlarmState } from "./alarms.ts";
import { type Datapoint, evaluationRange, judge } from "./judge.ts";
import { metricKey, metrics, watchers } from "./metrics.ts";
import { notify } from "./notify.ts";
import { reasonOf } from "./reason.ts";

/** Those that are looked at in the next minute, and how each is woken by its metric. */
type Watch = { readonly awake: Set<Alarm>; readonly hearing: Map<Alarm, () => void>; isTicking: boolean };

const watch = perWorld<Watch>(() => ({ awake: new Set(), hearing: new Map(), isTicking: false }));

/** Call it whenever an alarm is made or changed. A world without alarms, or whose metrics are silent, does nothing. */
export function watchAlarm(world: World, alarm: Alarm): void {
  unwatchAlarm(world, alarm);
  const wake = () => {
    watch(world).awake.add(alarm);
    tickLater(world);
  };
  const key = watchedKey(alarm);
  const hearers = watchers(world).get(key) ?? new Set();
  watchers(world).set(key, hearers.add(wake));
  watch(world).hearing.set(alarm, () => hearers.delete(wake));
  wake();
}

export function unwatchAlarm(world: World, alarm: Alarm): void {
  const { awake, hearing } = watch(world);
  hearing.get(alarm)?.();
  hearing.delete(alarm);
  awake.delete(alarm);
}

function watchedKey({ account, region, settings }: Alarm): string {
  return `${account} ${metricKey(region, settings.metric)}`;
}

function tickLater(world: World): void {
  const state = watch(world);
  if (state.isTicking) return;
  state.isTicking = true;
  const { clock } = world;
  clock.at((Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS, () => {
    state.isTicking = false;
    const minute = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
    for (const alarm of [...state.awake]) if (!evaluate(world, alarm, minute)) state.awake.delete(alarm);
    if (state.awake.size > 0) tickLater(world);
  });
}

/** False where nothing can change before something is put: the range is empty, and nothing lies ahead. */
function evaluate(world: World, alarm: Alarm, now: Instant): boolean {
  const { settings } = alarm;
  const points = datapointsOf(world, alarm, now);
  const verdict = judge(points, settings);
  const state = verdict.state === "as it is" ? alarm.state : verdict.state;
  if (state !== alarm.state) changeState(world, alarm, { state, reason: reasonOf(verdict, settings) });
  const latest = metrics(world, alarm.account).get(metricKey(alarm.region, settings.metric))?.latest ?? 0;
  return points.length > 0 || latest >= now;
}

/** The latest first. */
function datapointsOf(world: World, { account, region, settings }: Alarm, now: Instant): readonly Datapoint[] {
  const { metric, statistic, periodMs, unit } = settings;
  const minutes = metrics(world, account).get(metricKey(region, metric))?.minutes;
  if (!minutes) return [];
  const keepValues = PERCENTILE.test(statistic);
  const points: Datapoint[] = [];
  for (let age = 0; age < evaluationRange(settings); age++) {
    const at = now - (age + 1) * periodMs;
    const found = aggregateOf(minutes, { from: at, to: at + periodMs, unit, keepValues });
    const value = found && statisticOf(found.aggregate, statistic);
    if (value !== undefined) points.push({ at, value, age });
  }
  return points;
}

type Change = { readonly state: AlarmState; readonly reason: string; readonly reasonData?: string | undefined };

/** "An alarm invokes actions only when the alarm changes state." */
export function changeState(world: World, alarm: Alarm, { state, reason, reasonData }: Change): void {
  const before = alarm.state;
  const now = world.clock.now();
  Object.assign(alarm, { state, reason, reasonData, stateUpdatedAt: now });
  if (state === before) return;
  alarm.transitionedAt = now;
  notify(world, alarm, before);
}
