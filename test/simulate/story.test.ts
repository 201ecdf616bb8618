// A seed that goes wrong can be read: who did what when, and what AWS said.
import { expect, test } from "vitest";
import { run } from "../../simulate/run.ts";
import { drawScenario } from "../../simulate/scenario.ts";
import { createStory } from "../../simulate/story.ts";

test("a story has the theft, the alert, what the intruder tried and what people felt, each with its time", async () => {
  const { story } = await run(drawScenario(5), "console-button", true);
  for (const line of story) expect(line).toMatch(/^\d\d:\d\d:\d\d {2}(intruder|worker|alert|defender|judge) +\S/);
  const text = story.join("\n");
  expect(text).toMatch(/00:03:00 {2}intruder {2}S0 of application: stolen → works/);
  expect(text).toMatch(/alert +GuardDuty reports S0 of application/);
  expect(text).toMatch(/defender +denies sessions of application from before \d\d:\d\d:\d\d/);
  expect(text).toMatch(/worker +the application → is locked out/);
});

test("what happens again with the same outcome is one line that counts, until the outcome changes", () => {
  let now = 0;
  const story = createStory(() => now);
  for (const outcome of ["works", "works", "refused", "works"]) {
    story.tell("intruder", "S1: look around", outcome);
    now += 60_000;
  }
  expect(story.lines(0)).toEqual([
    "00:00:00  intruder  S1: look around → works (2 times in a row)",
    "00:02:00  intruder  S1: look around → refused",
    "00:03:00  intruder  S1: look around → works",
  ]);
});
