// Running schedules by the clock, each from the moment it is created or changed.
import type { World } from "../world.ts";
import { readOccurrences } from "./occurrences.ts";
import { type Schedule, schedules } from "./schedules.ts";
import { send } from "./send.ts";

/** Starts it anew; a run that was under way ends. Where it has a flexible window it is sent at the window's start. */
export function startSchedule(world: World, schedule: Schedule): void {
  const { clock } = world;
  const { settings, createdAt } = schedule;
  const { next } = readOccurrences(settings.expression, { ...settings, createdAt });
  const run = {};
  schedule.run = run;
  if (settings.state === "DISABLED") return;
  const wait = (after: number) => {
    const time = next(after);
    if (time === undefined) complete(world, schedule);
    else clock.at(time, () => fire(time));
  };
  const fire = (time: number) => {
    if (schedule.run !== run) return;
    send(world, schedule, time);
    wait(time);
  };
  wait(clock.now() - 1);
}

export function stopSchedule(schedule: Schedule): void {
  schedule.run = undefined;
}

function complete(world: World, schedule: Schedule): void {
  if (schedule.settings.afterwards !== "DELETE") return;
  schedules(world, schedule.account).delete(`${schedule.region} ${schedule.name}`);
}
