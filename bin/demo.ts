// `npm start`: a leak and its containment on the local AWS, narrated. `-- --event FILE` plays a finding from a file.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const USAGE =
  "Usage: npm start [-- --event FILE]   FILE: an event as EventBridge delivers it, or only its detail, in JSON";

const event = readEvent();
// The stage is large, and whoever has mistyped an option waits for nothing.
const { accountOfEvent, playEvent } = await import("../local/play-event.ts");
const { createNarrator } = await import("../local/narrator.ts");
const { setStage } = await import("../local/stage.ts");
const { tellLeakStory } = await import("../local/leak-story.ts");

const stage = await setStage(event === undefined ? undefined : accountOfEvent(event), event !== undefined);
const narrator = createNarrator({
  write: (text) => process.stdout.write(text),
  isTerminal: process.stdout.isTTY === true,
  now: stage.now,
});
try {
  await (event === undefined ? tellLeakStory(stage, narrator) : playEvent(stage, narrator, event));
} finally {
  await stage.aws.close();
}
const { held, failed } = narrator.result();
process.stdout.write(`\n${held} claims held, ${failed} failed.\n`);
process.exitCode = failed === 0 && held > 0 ? 0 : 1;

/** Undefined where none is asked for. Ends the program, with the reason, where the file is none of ours. */
function readEvent(): unknown {
  try {
    const { values } = parseArgs({ options: { event: { type: "string" } } });
    if (values.event === undefined) return undefined;
    const event: unknown = JSON.parse(readFileSync(values.event, "utf8"));
    if (typeof event === "object" && event !== null && !Array.isArray(event) && Object.keys(event).length > 0)
      return event;
    throw new Error(`${values.event} holds no event: it must be a JSON object.`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}
